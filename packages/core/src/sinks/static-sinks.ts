import type { SinkKind } from './sink-kind.ts';

/** Ways to do harm that only static analysis looks for. */
export const staticKinds = ['nosql', 'html', 'redirect', 'template'] as const;
export type StaticKind = (typeof staticKinds)[number];

/** A library whose sinks guard does not watch, or watches where they end. */
export interface StaticSinkLibrary {
  readonly name: string;
  readonly apis: readonly {
    readonly name: string;
    readonly kind: SinkKind | StaticKind;
  }[];
}

const of = (
  name: string,
  kind: SinkKind | StaticKind,
  ...apis: readonly string[]
): StaticSinkLibrary => ({ name, apis: apis.map((api) => ({ name: api, kind })) });

const filters = [
  'find',
  'findOne',
  'findOneAndUpdate',
  'findOneAndDelete',
  'findOneAndReplace',
  'updateOne',
  'updateMany',
  'replaceOne',
  'deleteOne',
  'deleteMany',
  'countDocuments',
  'aggregate',
  'remove',
  'update',
];
const verbs = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'request'];

/** Sinks beside those of the sink table, by library. */
export const staticSinks: readonly StaticSinkLibrary[] = [
  of('mongodb', 'nosql', ...filters.map((name) => `Collection.${name}`)),
  of(
    'mongoose',
    'nosql',
    ...filters.map((name) => `Model.${name}`),
    'Model.where',
    'Model.exists',
    'Model.count',
  ),
  of('axios', 'connect', 'axios', ...verbs),
  of('got', 'connect', 'got', 'get', 'post', 'put', 'patch', 'delete', 'head', 'stream'),
  of('node-fetch', 'connect', 'node-fetch'),
  of('cross-fetch', 'connect', 'cross-fetch', 'fetch'),
  of('needle', 'connect', 'needle', 'get', 'post', 'put', 'delete', 'head'),
  of('request', 'connect', 'request', 'get', 'post', 'put', 'del', 'delete', 'head', 'patch'),
  of('request-promise', 'connect', 'request-promise', 'get', 'post', 'put', 'delete'),
  of('superagent', 'connect', 'superagent', 'get', 'post', 'put', 'del', 'delete', 'head', 'patch'),
  of('ky', 'connect', 'ky', 'get', 'post', 'put', 'patch', 'delete', 'head'),
  of('puppeteer', 'connect', 'Page.goto', 'Page.setContent'),
  of('puppeteer', 'code', 'Page.evaluate', 'Page.evaluateOnNewDocument'),
  of('playwright', 'connect', 'Page.goto', 'Page.setContent'),
  of('playwright', 'code', 'Page.evaluate', 'Page.addInitScript'),
  of('wkhtmltopdf', 'connect', 'wkhtmltopdf'),
  of('javascript', 'code', 'setTimeout', 'setInterval', 'setImmediate'),
  of('vm2', 'code', 'VM.run', 'NodeVM.run', 'VMScript'),
  of('sandbox', 'code', 'Sandbox.run'),
  of('node-serialize', 'code', 'unserialize'),
  of('serialize-to-js', 'code', 'deserialize'),
  of('mathjs', 'code', 'eval', 'evaluate'),
  of('funcster', 'code', 'deepDeserialize'),
  of('child-process-promise', 'shell', 'exec'),
  of('pug', 'template', 'compile', 'render', 'compileClient'),
  of('jade', 'template', 'compile', 'render'),
  of('handlebars', 'template', 'compile', 'precompile'),
  of('nunjucks', 'template', 'renderString', 'compile', 'Environment.renderString'),
  of('lodash', 'template', 'template'),
  of('underscore', 'template', 'template'),
  of('dot', 'template', 'template', 'compile'),
  of('eta', 'template', 'renderString', 'Eta.renderString', 'compile', 'render'),
  of('swig', 'template', 'compile', 'render'),
  of('express', 'html', 'Response.send', 'Response.write', 'Response.end'),
  of('express', 'redirect', 'Response.redirect', 'Response.location'),
  of('express', 'path', 'Response.sendFile', 'Response.sendfile', 'Response.download'),
  of('express', 'template', 'Response.render'),
  of('fastify', 'html', 'Reply.send'),
  of('fastify', 'redirect', 'Reply.redirect'),
  of('koa', 'redirect', 'Context.redirect'),
  of('hono', 'html', 'Context.html'),
  of('hono', 'redirect', 'Context.redirect'),
  of('next/navigation', 'redirect', 'redirect', 'permanentRedirect'),
  of('next/server', 'redirect', 'NextResponse.redirect'),
];
