import type { Context, Hono } from 'hono';
import * as z from 'zod';
import { ApiError } from './api-error.ts';
import { requirePrincipal, requireScope } from './authenticate.ts';
import type { ConsoleContext } from './console-context.ts';
import { requireNoOtherOrigin } from './own-origin.ts';
import { readBody } from './read-body.ts';
import { requireAllApps } from './require-scope.ts';
import type { Route } from './route.ts';

const maxJsonBytes = 65_536;

/** Serves every route. What a route gives is checked against its schema too: nothing leaves by accident. */
export function mount(app: Hono, routes: readonly Route[], console: ConsoleContext): void {
  for (const route of routes) {
    const path = route.path.replaceAll(/\{(\w+)\}/g, ':$1');
    app.on(route.method.toUpperCase(), path, (c) => answer(c, route, console));
  }
}

async function answer(c: Context, route: Route, console: ConsoleContext): Promise<Response> {
  const asker = await askerOf(c, route, console);
  const result = await route.handle({
    c,
    console,
    asker: asker as never,
    params: read(route.params, c.req.param(), 'path') as never,
    query: read(route.query, c.req.query(), 'query') as never,
    body: (route.body === undefined
      ? undefined
      : read(route.body, await jsonOf(c), 'body')) as never,
  });
  if (result instanceof Response) return result;
  if (route.result === undefined) return c.body(null, 204);
  return c.json(route.result.parse(result) as object, route.status ?? 200);
}

async function askerOf(
  c: Context,
  { access, needsAllApps }: Route,
  console: ConsoleContext,
): Promise<unknown> {
  if (access === 'anyone') return requireNoOtherOrigin(c, console.publicUrl);
  if (access === 'ingest') return requireScope(c, console);
  const principal = await requirePrincipal(c, console, access);
  if (needsAllApps === true) requireAllApps(principal);
  return principal;
}

function read(schema: z.ZodType | undefined, value: unknown, place: string): unknown {
  if (schema === undefined) return undefined;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const problem = z.prettifyError(result.error).replace(/\s*\n\s*/g, ' ');
  throw new ApiError('bad_request', `The ${place} is not valid: ${problem}`);
}

async function jsonOf(c: Context): Promise<unknown> {
  // A form of another site can send text/plain without asking; JSON it cannot.
  if (!/^application\/json\b/i.test(c.req.header('content-type') ?? '')) {
    throw new ApiError(
      'bad_request',
      'The body must be JSON, with Content-Type: application/json.',
    );
  }
  try {
    return JSON.parse((await readBody(c, maxJsonBytes)).toString('utf8')) as unknown;
  } catch (error) {
    if (error instanceof ApiError) throw error;
    throw new ApiError('bad_request', 'The body is not valid JSON.');
  }
}
