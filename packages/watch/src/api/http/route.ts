import type { Context } from 'hono';
import type * as z from 'zod';
import type { Principal } from '../../people/principal.ts';
import type { Act } from '../../people/roles.ts';
import type { IngestScope } from '../../people/tokens.ts';
import type { ConsoleContext } from './console-context.ts';

/** Who may ask: anyone, an app with an ingest token, or whoever may do the act. */
export type Access = 'anyone' | 'ingest' | Act;

/** Who asks, as far as the access demands it. */
type Asker<Wanted extends Access> = Wanted extends 'anyone'
  ? undefined
  : Wanted extends 'ingest'
    ? IngestScope
    : Principal;

type Output<Schema> = Schema extends z.ZodType ? z.output<Schema> | Response : Response | undefined;

/** One operation of the API: what it takes, who may, what it gives. Handler, check and OpenAPI come of it. */
export interface RouteDefinition<
  Wanted extends Access,
  Params extends z.ZodObject | undefined,
  Query extends z.ZodObject | undefined,
  Body extends z.ZodType | undefined,
  Result extends z.ZodType | undefined,
> {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** As in OpenAPI: `/api/v1/incidents/{id}`. */
  readonly path: string;
  /** Name in clients: `listIncidents`. */
  readonly operation: string;
  readonly summary: string;
  readonly access: Wanted;
  /** It reaches every app: for those who see all of them. */
  readonly needsAllApps?: true;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** Status of success: 200 unless said; 204 without a result. */
  readonly status?: 200 | 201;
  readonly result?: Result;
  /** Media type of a result that is no JSON; the handler then makes the response itself. */
  readonly mediaType?: string;
  readonly handle: (request: {
    readonly c: Context;
    readonly console: ConsoleContext;
    readonly asker: Asker<Wanted>;
    readonly params: Params extends z.ZodType ? z.output<Params> : undefined;
    readonly query: Query extends z.ZodType ? z.output<Query> : undefined;
    readonly body: Body extends z.ZodType ? z.output<Body> : undefined;
  }) => Promise<Output<Result>>;
}

/** A route of any shape, as the server and the OpenAPI document see it. */
export interface Route {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  readonly path: string;
  readonly operation: string;
  readonly summary: string;
  readonly access: Access;
  readonly needsAllApps?: true;
  readonly params?: z.ZodObject | undefined;
  readonly query?: z.ZodObject | undefined;
  readonly body?: z.ZodType | undefined;
  readonly status?: 200 | 201;
  readonly result?: z.ZodType | undefined;
  readonly mediaType?: string;
  readonly handle: (request: {
    readonly c: Context;
    readonly console: ConsoleContext;
    readonly asker: never;
    readonly params: never;
    readonly query: never;
    readonly body: never;
  }) => Promise<unknown>;
}

/** Checks a definition against its own schemas. */
export function defineRoute<
  const Wanted extends Access,
  Params extends z.ZodObject | undefined = undefined,
  Query extends z.ZodObject | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
  Result extends z.ZodType | undefined = undefined,
>(definition: RouteDefinition<Wanted, Params, Query, Body, Result>): Route {
  return definition;
}
