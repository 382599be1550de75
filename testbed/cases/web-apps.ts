import type { ExpectedFinding } from './case.ts';

/** An app of one framework, and its routes: each is named by the carrier that it reads. */
export interface WebApp {
  readonly app: string;
  readonly routes: readonly string[];
  /** False for apps without a router, which have no patterns to tell. */
  readonly tellsRoutes: boolean;
  readonly tellsEsmFrom?: number;
  /** What this framework calls a route or its input otherwise than the carrier says. */
  readonly told?: Readonly<Record<string, ExpectedFinding>>;
}

const head = ['query', 'duplicate', 'nested', 'path', 'header', 'cookie'];
const bodies = [
  'json',
  'json-array',
  'json-key',
  'form',
  'form-duplicate',
  'text',
  'bytes',
  'chunked',
];
const parts = (parser: string): string[] =>
  ['value', 'name', 'file-name', 'content'].map((part) => `${parser}/${part}`);

const bare = [...head, ...bodies, 'gzip', ...parts('multipart')];
const readings = ['events', 'set-encoding', 'readable', 'iteration', 'pipe'].map(
  (way) => `reading/${way}`,
);
/** Not of an HTTP/2 stream, which `Readable.toWeb` of Node 20 and 22 waits for to be written to its end. */
const webStreams = ['reading/web-stream', 'form-data/value'];
const upgrades = ['upgrade-query', 'upgrade-header'];

function expressApp(app: string, path: ExpectedFinding): WebApp {
  const mounted = ['tenant', 'router/query', 'rewritten/path'];
  const more = ['param', 'json-cookie', 'gzip', ...parts('multer'), ...parts('formidable')];
  return {
    app,
    routes: [...head, ...bodies, ...more, ...mounted],
    tellsRoutes: true,
    told: { path, tenant: { input: 'path[1]' }, 'rewritten/path': { input: 'path[2]' } },
  };
}

function fastifyApp(app: string): WebApp {
  const attached = ['attached/value', 'attached/name', 'attached/content'];
  const hooks = ['prefix/header', 'prefix/param'];
  return {
    app,
    routes: [...head, ...bodies, 'param', ...parts('parts'), ...attached, ...hooks],
    tellsRoutes: true,
    told: { path: { input: 'params["*"]', route: '/path/*' } },
  };
}

function koaApp(app: string): WebApp {
  const more = ['param', 'gzip', ...parts('busboy'), 'formidable/value', 'formidable/file-name'];
  return {
    app,
    routes: [...head, ...bodies, ...more, 'nested-router/acme/param'],
    tellsRoutes: true,
    told: {
      path: { input: 'params.rest', route: '/path/*rest' },
      'nested-router/acme/param': {
        input: 'params.name',
        route: '/nested-router/:tenant/param/:name',
      },
    },
  };
}

export const webApps: readonly WebApp[] = [
  {
    app: 'web/http',
    routes: [...bare, ...readings, ...webStreams, ...upgrades],
    tellsRoutes: false,
  },
  { app: 'web/https', routes: [...bare, 'form-data/value', ...upgrades], tellsRoutes: false },
  { app: 'web/http2', routes: [...bare, ...readings, ...webStreams], tellsRoutes: false },
  { app: 'web/http2-stream', routes: [...bare, ...readings], tellsRoutes: false },
  expressApp('web/express4', { input: 'params.0', route: '/path/*' }),
  expressApp('web/express5', { input: 'params.rest[0]', route: '/path/*rest' }),
  fastifyApp('web/fastify4'),
  fastifyApp('web/fastify5'),
  koaApp('web/koa2'),
  koaApp('web/koa3'),
  {
    app: 'web/hono',
    // Node.js 20 has no sound hooks of ES modules, by which guard sees what Hono parsed.
    tellsEsmFrom: 22,
    routes: [
      ...[...head, ...bodies, 'param', ...parts('parse-body'), 'form-data/value'],
      ...['reading/raw', 'reading/blob', 'reading/web-stream'],
      ...['mounted/acme/param', 'tenant'],
    ],
    tellsRoutes: true,
    told: {
      path: { input: 'path[1]', route: '/path/*' },
      'mounted/acme/param': { input: 'params.name', route: '/mounted/:tenant/param/:name' },
      tenant: { input: 'params.tenant', route: '/mounted/:tenant/tenant' },
    },
  },
];
