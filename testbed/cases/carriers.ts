import { gzipSync } from 'node:zlib';
import { body, form, json, query, type TestRequest } from './case.ts';
import { multipart } from './multipart.ts';

/** A way in which a value comes into an app: the request that brings it, and what guard calls it. */
export interface Carrier {
  readonly request: (path: string, value: string) => TestRequest;
  readonly input: (value: string) => string;
  /** What follows the route's own name in its pattern. */
  readonly parameter?: string;
}

const named =
  (input: string): Carrier['input'] =>
  () =>
    input;
const user = (value: string): string => JSON.stringify({ user: { name: value } });
const text = (path: string, value: string): TestRequest => body(path, 'text/plain', value);
const photo = { name: 'file', fileName: 'photo.txt', content: 'a tree' };
const title = { name: 'title', content: 'my tree' };

/** Head of the request. */
const headCarriers = {
  query: {
    request: (path, value) => query(path, { name: value }),
    input: named('query.name'),
  },
  duplicate: {
    request: (path, value) => ({ path: `${path}?name=bob&name=${encodeURIComponent(value)}` }),
    input: named('query.name[1]'),
  },
  nested: {
    request: (path, value) => ({ path: `${path}?user[name]=${encodeURIComponent(value)}` }),
    input: named('query.user.name'),
  },
  param: {
    request: (path, value) => ({ path: `${path}/${encodeURIComponent(value)}` }),
    input: named('params.name'),
    parameter: '/:name',
  },
  path: {
    request: (path, value) => ({ path: `${path}/${encodeURIComponent(value)}` }),
    input: named('path[1]'),
  },
  tenant: {
    request: (_path, value) => ({ path: `/mounted/${encodeURIComponent(value)}/tenant` }),
    input: named('params.tenant'),
  },
  header: {
    request: (path, value) => ({ path, headers: { 'x-name': value } }),
    input: named('header.x-name'),
  },
  cookie: {
    request: (path, value) => ({
      path,
      headers: { cookie: `a=1; name=${encodeURIComponent(value)}` },
    }),
    input: named('cookie.name'),
  },
  'json-cookie': {
    request: (path, value) => ({
      path,
      headers: { cookie: `name=${encodeURIComponent(`j:${JSON.stringify({ first: value })}`)}` },
    }),
    input: named('cookie.name.first'),
  },
} as const satisfies Record<string, Carrier>;

/** Bodies, by what they hold. */
const bodyCarriers = {
  json: {
    request: (path, value) => json(path, { user: { name: value } }),
    input: named('body.user.name'),
  },
  'json-array': {
    request: (path, value) => json(path, { names: ['bob', value] }),
    input: named('body.names[1]'),
  },
  'json-key': {
    request: (path, value) => json(path, { [value]: 1 }),
    input: (value) => `body[${JSON.stringify(value)}] (name)`,
  },
  form: {
    request: (path, value) => form(path, { name: value }),
    input: named('body.name'),
  },
  'form-duplicate': {
    request: (path, value) =>
      body(path, 'application/x-www-form-urlencoded', `name=bob&name=${encodeURIComponent(value)}`),
    input: named('body.name[1]'),
  },
  text: { request: text, input: named('body') },
  bytes: {
    request: (path, value) => body(path, 'application/octet-stream', Buffer.from(value)),
    input: named('body'),
  },
  chunked: {
    request: (path, value) => ({
      method: 'POST',
      path,
      headers: { 'content-type': 'application/json' },
      chunks: [user(value).slice(0, 5), user(value).slice(5, 24), user(value).slice(24)],
    }),
    input: named('body.user.name'),
  },
  gzip: {
    request: (path, value) => {
      const request = body(path, 'application/json', gzipSync(user(value)));
      return { ...request, headers: { ...request.headers, 'content-encoding': 'gzip' } };
    },
    input: named('body.user.name'),
  },
} as const satisfies Record<string, Carrier>;

/** What is in a form of several parts. */
const partCarriers = {
  value: {
    request: (path, value) => multipart(path, [{ ...title, content: value }, photo]),
    input: named('body.title'),
  },
  name: {
    request: (path, value) => multipart(path, [title, { name: value, content: 'x' }]),
    input: (value) => `body[${JSON.stringify(value)}] (name)`,
  },
  'file-name': {
    request: (path, value) => multipart(path, [title, { ...photo, fileName: value }]),
    input: named('body.file (file name)'),
  },
  content: {
    request: (path, value) => multipart(path, [title, { ...photo, content: value }]),
    input: named('body.file'),
  },
} as const satisfies Record<string, Carrier>;

/** Requests that ask to leave HTTP. */
const upgradeCarriers = {
  'upgrade-query': {
    request: (path, value) => ({ ...headCarriers.query.request(path, value), upgrade: true }),
    input: named('query.name'),
  },
  'upgrade-header': {
    request: (path, value) => ({ path, headers: { 'x-name': value }, upgrade: true }),
    input: named('header.x-name'),
  },
} as const satisfies Record<string, Carrier>;

/** Other ways to read a body, each of a text. */
const reading: Carrier = { request: text, input: named('body') };

export const carriers = {
  ...headCarriers,
  ...bodyCarriers,
  ...partCarriers,
  ...upgradeCarriers,
  reading,
} as const;
