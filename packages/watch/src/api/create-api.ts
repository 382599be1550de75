import { Hono } from 'hono';
import type { Pages } from '../pages/read-pages.ts';
import { servePages } from '../pages/serve-pages.ts';
import { ApiError } from './http/api-error.ts';
import type { ConsoleContext } from './http/console-context.ts';
import { mount } from './http/mount.ts';
import { secure } from './http/secure.ts';
import { openApiDocument } from './openapi.ts';
import { routes } from './routes.ts';

export interface ApiOptions {
  readonly version: string;
  /** The console's pages; without them the API stands alone. */
  readonly pages?: Pages | undefined;
  /** Hears of what nobody expected; the asker is told nothing of it. */
  readonly onError: (error: unknown) => void;
}

/** The whole API, to be served or called directly: `api.fetch(request)`. */
export function createApi(console: ConsoleContext, { version, pages, onError }: ApiOptions): Hono {
  const app = new Hono();
  const document = openApiDocument(routes, version);
  app.use(secure(console.publicUrl));
  mount(app, routes, console);
  app.get('/api/v1/openapi.json', (c) => c.json(document));
  if (pages !== undefined) servePages(app, pages);
  else
    app.get('/', (c) => c.text('Castellan watch, without its pages: they have not been built.\n'));
  app.notFound((c) =>
    c.req.path.startsWith('/api/')
      ? new ApiError(
          'not_found',
          'There is no such operation; see /api/v1/openapi.json.',
        ).toResponse()
      : c.text('Not found\n', 404),
  );
  app.onError((error) => answerTo(error, onError));
  return app;
}

/** The last two of U+0000, in a text and within JSON. */
const invalidText = new Set(['22P02', '22007', '22008', '22021', '22P05']);
const retrySeconds = 5;
const diskFull = '53100';

function answerTo(error: unknown, onError: (error: unknown) => void): Response {
  if (error instanceof ApiError) return error.toResponse();
  const { code } = error as { code?: unknown };
  if (typeof code === 'string' && invalidText.has(code)) {
    return new ApiError('bad_request', 'A value has a form that it cannot have.').toResponse();
  }
  onError(error);
  if (code === diskFull) {
    const message =
      'The disk that holds the data is full. Make room on it; what was refused is taken in then.';
    return new ApiError('busy', message, retrySeconds).toResponse();
  }
  if (isAbsence(error)) {
    return new ApiError('busy', 'The database is away; try again.', retrySeconds).toResponse();
  }
  return new ApiError(
    'internal',
    'Something went wrong here; the log of watch tells what.',
  ).toResponse();
}

/** PostgreSQL's classes 08 (connection), 53 (resources) and 57 (operator), and broken sockets. */
function isAbsence(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (typeof code === 'string' && /^(08|53|57)|^E[A-Z]+$/.test(code)) return true;
  return (
    typeof message === 'string' &&
    /connection (terminated|timeout|error)|timeout exceeded|not queryable/i.test(message)
  );
}
