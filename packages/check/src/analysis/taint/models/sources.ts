import { type Cured, cured, everything, nothing } from '../harms.ts';

/** Classes of frameworks as the graph names them; `#` stands between package and class. */
export const classNames = {
  request: 'express#Request',
  response: 'express#Response',
  fastifyRequest: 'fastify#Request',
  fastifyReply: 'fastify#Reply',
  koaContext: 'koa#Context',
  honoContext: 'hono#Context',
  webRequest: 'web#Request',
  lambdaEvent: 'aws-lambda#Event',
  none: '',
} as const;

/** Data that whoever sends a request chose. */
export interface Source {
  /** As a report names it: `query parameter`. */
  readonly title: string;
  /** What it cannot do by nature. */
  readonly cure: Cured;
  /** What it holds when a property of it is read. */
  readonly part?: Cured;
  /** The only properties that the sender chose, however deep; the rest is of the server. */
  readonly names?: ReadonlySet<string>;
}

const text = cured('nosql');
/** A whole table of values: harmless as a page or an address until one is picked. */
const table = cured('html', 'redirect', 'ssrf', 'path', 'argument');
const picked = nothing;

const query: Source = { title: 'query parameters', cure: table, part: picked };
const body: Source = { title: 'request body', cure: table, part: picked };
const params: Source = { title: 'path parameters', cure: table | text, part: text };
// Nobody can make the browser of somebody else send these: they reach the server, not another visitor.
const ownOnly = cured('html', 'redirect');
const headers: Source = { title: 'request headers', cure: table | text, part: text | ownOnly };
const cookies: Source = { title: 'cookies', cure: table, part: ownOnly };
const url: Source = { title: 'request URL', cure: text };
const files: Source = {
  title: 'uploaded file',
  cure: everything,
  part: text,
  names: new Set(['originalname', 'originalFilename', 'name', 'mimetype', 'buffer', 'data']),
};
const one = (title: string, cure: Cured = text): Source => ({ title, cure });

const nodeRequest: Readonly<Record<string, Source>> = {
  url,
  headers,
  headersDistinct: headers,
  rawHeaders: headers,
};
const expressRequest: Readonly<Record<string, Source>> = {
  ...nodeRequest,
  query,
  body,
  params,
  cookies,
  originalUrl: url,
  path: url,
  hostname: one('Host header', text | ownOnly),
  host: one('Host header', text | ownOnly),
  subdomains: headers,
  files,
  file: files,
  rawBody: one('request body'),
};

/** Properties that hold such data, by class. */
export const sourceProperties: ReadonlyMap<string, Readonly<Record<string, Source>>> = new Map([
  [classNames.request, expressRequest],
  [classNames.fastifyRequest, expressRequest],
  ['http#IncomingMessage', nodeRequest],
  [
    'koa#Request',
    {
      ...nodeRequest,
      body,
      query,
      querystring: one('query string'),
      search: one('query string'),
      files,
      path: url,
      originalUrl: url,
      href: url,
    },
  ],
  [
    classNames.koaContext,
    {
      query,
      params,
      headers,
      header: headers,
      url,
      path: url,
      originalUrl: url,
      href: url,
      querystring: one('query string'),
      host: one('Host header', text | ownOnly),
      hostname: one('Host header', text | ownOnly),
    },
  ],
  [classNames.webRequest, { url, headers, nextUrl: url, cookies, body: one('request body') }],
  [classNames.lambdaEvent, { '*': { title: 'event', cure: nothing, part: picked } }],
  ['hono#Request', { url, path: url }],
  ['next#Props', { params, searchParams: query, query }],
]);

/** Methods whose result is such data, by class. */
export const sourceMethods: ReadonlyMap<string, Source> = new Map([
  [`${classNames.request}.get`, one('request header', text | ownOnly)],
  [`${classNames.request}.header`, one('request header', text | ownOnly)],
  [`${classNames.request}.param`, one('request parameter', nothing)],
  [`${classNames.koaContext}.get`, one('request header', text | ownOnly)],
  [`${classNames.koaContext}.cookies.get`, one('cookie', text | ownOnly)],
  ['koa#Request.get', one('request header', text | ownOnly)],
  ['hono#Request.query', one('query parameter')],
  ['hono#Request.queries', one('query parameter')],
  ['hono#Request.param', one('path parameter')],
  ['hono#Request.header', one('request header', text | ownOnly)],
  ['hono#Request.json', body],
  ['hono#Request.parseBody', body],
  ['hono#Request.text', one('request body')],
  ['hono#Request.formData', body],
  [`${classNames.webRequest}.json`, body],
  [`${classNames.webRequest}.text`, one('request body')],
  [`${classNames.webRequest}.formData`, { ...body, cure: table | text, part: text }],
  ['fastify#Request.file', files],
]);

/** Values that are such data as they are: events, and what decorators of NestJS hand over. */
export const sourceClasses: ReadonlyMap<string, Source> = new Map([
  [classNames.lambdaEvent, one('event', table)],
  ['nest#Body', body],
  ['nest#BodyField', one('request body', nothing)],
  ['nest#Query', query],
  ['nest#QueryField', one('query parameter', nothing)],
  ['nest#Params', params],
  ['nest#Param', one('path parameter')],
  ['nest#Headers', headers],
  ['nest#Header', one('request header', text | ownOnly)],
  ['nest#File', files],
  ['express#ParamValue', one('path parameter')],
  ['http#Chunk', one('request body', text)],
]);

/** Classes of parameters by the decorator that stands before them and the number of its arguments. */
export const nestDecorators: Readonly<Record<string, ((args: number) => string) | undefined>> = {
  Body: (args) => (args > 0 ? 'nest#BodyField' : 'nest#Body'),
  Query: (args) => (args > 0 ? 'nest#QueryField' : 'nest#Query'),
  Param: (args) => (args > 0 ? 'nest#Param' : 'nest#Params'),
  Headers: (args) => (args > 0 ? 'nest#Header' : 'nest#Headers'),
  UploadedFile: () => 'nest#File',
  UploadedFiles: () => 'nest#File',
  Req: () => classNames.request,
  Request: () => classNames.request,
  Res: () => classNames.response,
  Response: () => classNames.response,
};
