import { classNames } from './sources.ts';

/** What paths lead to: what a call, `new` or property of a package gives, where its name does not say it. */
export const rewrites: ReadonlyMap<string, string> = new Map([
  ['express()', 'express#App'],
  ['express.Router()', 'express#App'],
  ['express.Router!', 'express#App'],
  ['express#App.route()', 'express#App'],
  ['express#App.use()', 'express#App'],
  ['express-promise-router()', 'express#App'],
  ['router()', 'express#App'],
  ['restify.createServer()', 'express#App'],
  ['express.Request!', classNames.request],
  ['express.Response!', classNames.response],
  ['express.Application!', 'express#App'],
  ['express.Express!', 'express#App'],
  ['express.Router!', 'express#App'],
  ['next.NextApiRequest!', classNames.request],
  ['next.NextApiResponse!', classNames.response],
  ['next/server.NextRequest!', classNames.webRequest],
  ['global.Request!', classNames.webRequest],
  ['http.IncomingMessage!', 'http#IncomingMessage'],
  ['http.ServerResponse!', classNames.response],
  ['fastify()', 'fastify#App'],
  ['fastify.fastify()', 'fastify#App'],
  ['fastify.FastifyInstance!', 'fastify#App'],
  ['fastify.FastifyRequest!', classNames.fastifyRequest],
  ['fastify.FastifyReply!', classNames.fastifyReply],
  ['koa!', 'koa#App'],
  ['@koa/router!', 'koa#Router'],
  ['koa-router!', 'koa#Router'],
  ['@koa/router()', 'koa#Router'],
  ['koa-router()', 'koa#Router'],
  ['koa.Context!', classNames.koaContext],
  ['koa.ParameterizedContext!', classNames.koaContext],
  [`${classNames.koaContext}.request`, 'koa#Request'],
  [`${classNames.koaContext}.req`, 'http#IncomingMessage'],
  [`${classNames.koaContext}.res`, classNames.response],
  ['hono.Hono!', 'hono#App'],
  ['@hono/zod-openapi.OpenAPIHono!', 'hono#App'],
  ['hono.Context!', classNames.honoContext],
  [`${classNames.honoContext}.req`, 'hono#Request'],
  [`${classNames.fastifyRequest}.raw`, 'http#IncomingMessage'],
  [`${classNames.fastifyReply}.raw`, classNames.response],
  ['fs.promises', 'fs/promises'],
  ['zod.z', 'zod'],
  ...[
    'number',
    'bigint',
    'boolean',
    'enum',
    'nativeEnum',
    'literal',
    'uuid',
    'date',
    'int',
  ].flatMap((name): [string, string][] => [
    [`zod.${name}()`, 'zod#Number'],
    [`zod.coerce.${name}()`, 'zod#Number'],
    [`zod#Schema.${name}()`, 'zod#Number'],
    [`joi.${name}()`, 'joi#Number'],
  ]),
  ...[
    'object',
    'strictObject',
    'looseObject',
    'string',
    'array',
    'union',
    'record',
    'any',
    'email',
    'alternatives',
    'mixed',
  ].flatMap((name): [string, string][] =>
    ['zod', 'joi', 'yup'].map((library): [string, string] => [
      `${library}.${name}()`,
      `${library}#Schema`,
    ]),
  ),
  [`${classNames.request}.req`, classNames.request],
  [`${classNames.request}.res`, classNames.response],
  [`${classNames.response}.req`, classNames.request],
]);

/** Schemas stay schemas, whatever is added to them. */
export const schemaChains: ReadonlyMap<string, string> = new Map(
  ['zod#Schema', 'zod#Number', 'joi#Schema', 'joi#Number', 'yup#Schema'].map((name) => [
    name,
    name,
  ]),
);

/** Methods that give back what they are called on, by class. */
export const chains: ReadonlySet<string> = new Set([
  'express#App.get',
  'express#App.post',
  'express#App.put',
  'express#App.patch',
  'express#App.delete',
  'express#App.all',
  'express#App.head',
  'koa#Router.get',
  'koa#Router.post',
  'koa#Router.use',
  'koa#App.use',
  'hono#App.get',
  'hono#App.post',
  'hono#App.use',
  'hono#App.route',
  ...['status', 'type', 'set', 'header', 'cookie', 'contentType', 'vary', 'append', 'location'].map(
    (name) => `${classNames.response}.${name}`,
  ),
  ...['status', 'code', 'type', 'header', 'headers', 'setCookie'].map(
    (name) => `${classNames.fastifyReply}.${name}`,
  ),
]);

/** What a function that is handed over is called with. */
export interface Handler {
  /** Classes of its parameters in order; empty for those that tell nothing. */
  readonly params: readonly string[];
  /** A function of so many parameters takes an error before them. */
  readonly errorFirstAt?: number;
  /** Fields of an object argument that hold handlers. */
  readonly fields?: readonly string[];
}

const express: Handler = {
  params: [classNames.request, classNames.response],
  errorFirstAt: 4,
};
const fastify: Handler = { params: [classNames.fastifyRequest, classNames.fastifyReply] };
const koa: Handler = { params: [classNames.koaContext] };
const hono: Handler = { params: [classNames.honoContext] };
const node: Handler = { params: [classNames.request, classNames.response] };

const methods = ['get', 'post', 'put', 'patch', 'delete', 'options', 'head', 'all'];
const many = (prefix: string, names: readonly string[], handler: Handler): [string, Handler][] =>
  names.map((name) => [`${prefix}.${name}`, handler]);

/** Functions that take handlers. */
export const handlers: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ...many('express#App', [...methods, 'use', 'del', 'search'], express),
  [
    'express#App.param',
    { params: [classNames.request, classNames.response, '', 'express#ParamValue'] },
  ],
  ...many('fastify#App', methods, fastify),
  [
    'fastify#App.route',
    { ...fastify, fields: ['handler', 'preHandler', 'preValidation', 'onRequest'] },
  ],
  ['fastify#App.addHook', fastify],
  ['fastify#App.register', { params: ['fastify#App'] }],
  ...many('koa#App', ['use'], koa),
  ...many('koa#Router', [...methods, 'del', 'use'], koa),
  ...many('hono#App', [...methods, 'use', 'on'], hono),
  ['http.createServer', node],
  ['https.createServer', node],
  ['http2.createServer', node],
  ['http2.createSecureServer', node],
  ['http.Server', node],
  ['mongodb.MongoClient.connect', { params: ['', 'mongodb#Db'] }],
  ['pg#Pool.connect', { params: ['', 'pg#Client'] }],
  ['mysql#Pool.getConnection', { params: ['', 'mysql#Connection'] }],
  ['mysql2#Pool.getConnection', { params: ['', 'mysql2#Connection'] }],
  ['sequelize#Sequelize.transaction', { params: [] }],
]);
