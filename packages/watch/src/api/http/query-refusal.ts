import { QueryError } from '../../events/query/tokenize.ts';
import { ApiError } from './api-error.ts';

/** Does it; a query in it that cannot be read is refused with its place. */
export async function readingQuery<Result>(act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    throw new ApiError('bad_request', error.message, undefined, error);
  }
}
