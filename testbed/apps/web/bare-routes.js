import { PassThrough, Readable } from 'node:stream';
import { buffer, json, text } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { readByBusboy } from './multipart.js';
import { cookiesOf, hello, run } from './run.js';

/** Routes of an app without a framework: each gets the URL, the headers and the body as a stream. */
const routes = {
  query: ({ url }) => run(hello(url.searchParams.get('name'))),
  duplicate: ({ url }) => run(hello(url.searchParams.getAll('name')[1])),
  nested: ({ url }) => run(hello(url.searchParams.get('user[name]'))),
  path: ({ url }) => run(hello(decodeURIComponent(url.pathname.slice('/path/'.length)))),
  header: ({ headers }) => run(hello(headers['x-name'])),
  cookie: ({ headers }) => run(hello(cookiesOf(headers.cookie).name)),
  json: async ({ body }) => run(hello((await json(body)).user.name)),
  'json-array': async ({ body }) => run(hello((await json(body)).names[1])),
  'json-key': async ({ body }) => run(hello(Object.keys(await json(body))[0])),
  form: async ({ body }) => run(hello(new URLSearchParams(await text(body)).get('name'))),
  'form-duplicate': async ({ body }) =>
    run(hello(new URLSearchParams(await text(body)).getAll('name')[1])),
  text: async ({ body }) => run(hello(await text(body))),
  bytes: async ({ body }) => run(hello((await buffer(body)).toString('latin1'))),
  gzip: async ({ body }) => run(hello(JSON.parse(gunzipSync(await buffer(body))).user.name)),
  chunked: async ({ body }) => run(hello((await json(body)).user.name)),
  'reading/events': async ({ body }) => run(hello(await byEvents(body))),
  'reading/set-encoding': async ({ body }) => run(hello(await byEvents(body.setEncoding('utf8')))),
  'reading/readable': async ({ body }) => run(hello(await byRead(body))),
  'reading/iteration': async ({ body }) => run(hello(await byIteration(body))),
  'reading/pipe': async ({ body }) => run(hello(await text(body.pipe(new PassThrough())))),
  'reading/web-stream': async ({ body }) =>
    run(hello(await new Response(Readable.toWeb(body)).text())),
  'form-data/value': async ({ headers, body }) =>
    run(hello((await asRequest(headers, body).formData()).get('title'))),
  'upgrade-query': ({ url }) => run(hello(url.searchParams.get('name'))),
  'upgrade-header': ({ headers }) => run(hello(headers['x-name'])),
  'multipart/value': async (request) => run(hello((await formOf(request)).fields.title)),
  'multipart/name': async (request) =>
    run(hello(Object.keys((await formOf(request)).fields).at(-1))),
  'multipart/file-name': async (request) => run(hello((await formOf(request)).fileName)),
  'multipart/content': async (request) => run(hello((await formOf(request)).content)),
};

/** Finds the route and gives its answer; like many apps, this one answers every error itself. */
export async function answerOf(request) {
  const path = request.url.pathname.slice(1);
  const name = path.startsWith('path/') ? 'path' : path;
  try {
    return { status: 200, text: (await routes[name](request)).stdout };
  } catch (error) {
    return { status: 500, text: String(error) };
  }
}

/** The same for the request and response objects of `http`, `https` and HTTP/2's compatibility API. */
export async function serveBare(req, res) {
  const url = new URL(req.url, 'http://app');
  const { status, text: answer } = await answerOf({ url, headers: req.headers, body: req });
  res.writeHead(status, { 'content-type': 'text/plain' });
  res.end(answer);
}

/** Answers an upgrade request, whose head is all that it brings, on the bare socket. */
export async function serveUpgrade(req, socket) {
  const url = new URL(req.url, 'http://app');
  const { text: answer } = await answerOf({ url, headers: req.headers });
  socket.end(
    `HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n${answer}`,
  );
}

const formOf = ({ headers, body }) => readByBusboy(headers, body);

function asRequest(headers, body) {
  const init = { method: 'POST', body: Readable.toWeb(body), duplex: 'half' };
  const type = { 'content-type': headers['content-type'] };
  return new Request('http://app/', { ...init, headers: type });
}

function byEvents(body) {
  return new Promise((resolve, reject) => {
    let content = '';
    body.on('data', (chunk) => (content += chunk));
    body.on('end', () => resolve(content));
    body.on('error', reject);
  });
}

function byRead(body) {
  return new Promise((resolve, reject) => {
    let content = '';
    body.on('readable', () => {
      for (let chunk = body.read(); chunk !== null; chunk = body.read()) content += chunk;
    });
    body.on('end', () => resolve(content));
    body.on('error', reject);
  });
}

async function byIteration(body) {
  const chunks = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
