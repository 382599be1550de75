import axios from 'axios';
import { got } from 'got';
import http from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import net from 'node:net';
import { text } from 'node:stream/consumers';
import * as nodeFetchModule from 'node-fetch';
import superagent from 'superagent';
import * as undici from 'undici';

/** CommonJS that was made of an ES module sees its default one step further away. */
const nodeFetch = nodeFetchModule.default.default ?? nodeFetchModule.default;

const LONGEST_WAIT_MS = 400;

/** A name server in the hands of an attacker: whatever the name, it means this machine. */
function lookup(_name, options, callback) {
  if (options.all) callback(null, [{ address: '127.0.0.1', family: 4 }]);
  else callback(null, '127.0.0.1', 4);
}

const late = () => AbortSignal.timeout(LONGEST_WAIT_MS);

function get(module, url, options = {}) {
  return new Promise((resolve, reject) => {
    const request = module.get(
      ...(options.host ? [] : [url]),
      { signal: late(), ...options },
      (response) => text(response).then(resolve, reject),
    );
    request.on('error', reject);
  });
}

function overHttp2(url) {
  return new Promise((resolve, reject) => {
    const session = http2.connect(url, { timeout: LONGEST_WAIT_MS });
    session.on('error', reject);
    const stream = session.request({ ':path': '/' });
    stream.on('error', reject);
    text(stream)
      .then(resolve, reject)
      .finally(() => session.destroy());
  });
}

function overSocket(url) {
  const { host, port } = optionsOf(url);
  return new Promise((resolve, reject) => {
    const socket = net.connect({ host, port: Number(port) || 80 });
    socket.setTimeout(LONGEST_WAIT_MS, () => socket.destroy(new Error('late')));
    socket.on('error', reject);
    socket.end('GET / HTTP/1.0\r\n\r\n');
    text(socket).then(resolve, reject);
  });
}

const optionsOf = (url) => {
  const { hostname, port, pathname, search } = new URL(url);
  return { host: hostname.replace(/^\[|\]$/g, ''), port, path: pathname + search };
};
const agentOf = (url) => new undici.Agent({ connect: { lookup }, headersTimeout: url ? 2_000 : 0 });
const keepAlive = new http.Agent({ keepAlive: true });

/** Every client asks for a URL and gives the text of the answer. */
export const clients = {
  'http-get': (url) => get(http, url),
  'http-url': (url) => get(http, new URL(url)),
  'http-options': (url) => get(http, url, optionsOf(url)),
  'http-keep-alive': (url) => get(http, url, { agent: keepAlive }),
  'https-get': (url) => get(https, url, { rejectUnauthorized: false }),
  http2: overHttp2,
  net: overSocket,
  fetch: async (url) => (await fetch(url, { signal: late() })).text(),
  'fetch-request': async (url) => (await fetch(new Request(url, { signal: late() }))).text(),
  'undici-request': async (url) => (await undici.request(url, { signal: late() })).body.text(),
  'undici-fetch': async (url) => (await undici.fetch(url, { signal: late() })).text(),
  'undici-agent': async (url) => {
    const request = { signal: late(), dispatcher: new undici.Agent() };
    return (await undici.request(url, request)).body.text();
  },
  'undici-pool': async (url) => {
    const { origin, pathname, search } = new URL(url);
    const pool = new undici.Pool(origin);
    const request = { path: pathname + search, method: 'GET', signal: late() };
    return (await pool.request(request)).body.text();
  },
  axios: async (url) => (await axios.get(url, { signal: late(), responseType: 'text' })).data,
  'axios-fetch': async (url) =>
    (await axios.get(url, { signal: late(), adapter: 'fetch', responseType: 'text' })).data,
  got: (url) => got(url, { signal: late(), retry: { limit: 0 } }).text(),
  'node-fetch': async (url) => (await nodeFetch(url, { signal: late() })).text(),
  superagent: async (url) =>
    (await superagent.get(url).timeout(LONGEST_WAIT_MS).buffer(true).parse(superagent.parse.text))
      .text,
};

/** Clients that are told how to resolve names. */
export const resolvers = {
  'http-get': (url) => get(http, url, { lookup }),
  'https-get': (url) => get(https, url, { lookup, rejectUnauthorized: false }),
  'undici-request': async (url) =>
    (await undici.request(url, { dispatcher: agentOf(url) })).body.text(),
  'undici-fetch': async (url) => (await undici.fetch(url, { dispatcher: agentOf(url) })).text(),
  axios: async (url) => (await axios.get(url, { lookup, responseType: 'text' })).data,
  got: (url) => got(url, { dnsLookup: lookup, retry: { limit: 0 } }).text(),
  'node-fetch': async (url) => (await nodeFetch(url, { agent: new http.Agent({ lookup }) })).text(),
};
