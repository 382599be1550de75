import type { Done } from '../../words/done.ts';
import { ApiError } from './api-error.ts';

/** The id of what was done; refuses in the API's words when it was not. */
export function idOf(done: Done | undefined, notFound: () => ApiError): string {
  if (done === undefined) throw notFound();
  if (done.ok) return done.id;
  if (done.isRefused === true) throw new ApiError('not_allowed', done.problem);
  throw new ApiError(done.isConflict === true ? 'conflict' : 'bad_request', done.problem);
}
