// HTTP as apps rely on it: connections, bodies, ends, and the order of events.
import { AsyncLocalStorage } from 'node:async_hooks';
import { channel } from 'node:diagnostics_channel';
import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

const storage = new AsyncLocalStorage();
const show = (...values) => console.log(...values);
let requests = 0;

const routes = {
  '/plain': (req, res) => res.end('plain'),
  '/echo': (req, res) => req.pipe(res),
  '/context': (req, res) =>
    storage.run({ url: req.url }, () => {
      req.on('data', () => show('data in', storage.getStore()?.url));
      req.on('end', () => setImmediate(() => res.end(String(storage.getStore()?.url))));
      req.resume();
    }),
  '/trailers': (req, res) => {
    res.writeHead(200, { trailer: 'x-sum' });
    res.write('body');
    res.addTrailers({ 'x-sum': '1' });
    res.end();
  },
  '/large': (req, res) => {
    let full = 0;
    const source = Readable.from(Array.from({ length: 40 }, () => Buffer.alloc(65_536, 'x')));
    source.on('data', (chunk) =>
      res.write(chunk)
        ? 0
        : ((full += 1), source.pause(), res.once('drain', () => source.resume())),
    );
    source.on('end', () => res.end());
    res.on('finish', () => show('was full', full > 0));
  },
};

function serve(req, res) {
  requests += 1;
  show(req.method, req.url, req.httpVersion, Object.keys(req.headers).join());
  for (const name of ['close', 'end', 'aborted', 'error']) req.on(name, () => show(' req', name));
  for (const name of ['close', 'finish', 'error']) res.on(name, () => show(' res', name));
  show(res.listenerCount('close'), req.listenerCount('close'), req.socket.listenerCount('close'));
  routes[req.url](req, res);
}

const server = http.createServer({ keepAliveTimeout: 200 }, serve);
server.on('checkContinue', (req, res) => {
  show('checkContinue', req.listenerCount('data'));
  res.writeContinue();
  serve(req, res);
});
server.on('upgrade', (req, socket, head) => {
  show('upgrade', req.url, String(head), socket instanceof net.Socket);
  socket.end('HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: own\r\n\r\nhello');
});
server.on('connect', (req, socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n'));
server.on('clientError', (error, socket) =>
  socket.end('HTTP/1.1 400 Bad\r\n\r\n', () => show(error.code)),
);
server.on('dropRequest', () => show('dropped'));
const counts = [
  'request',
  'upgrade',
  'connection',
  'close',
  'clientError',
  'checkContinue',
  'listening',
];
show(counts.map((name) => server.listenerCount(name)).join(), server.listeners('request').length);
show(
  server.timeout,
  server.requestTimeout,
  server.headersTimeout,
  server.keepAliveTimeout,
  server.maxHeadersCount,
);

const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

async function ask(path, options = {}, body) {
  const request = http.request({ port: server.address().port, path, agent, ...options });
  for (const name of ['continue', 'socket', 'information'])
    request.once(name, () => show('client', name));
  if (options.headers?.expect === undefined) request.end(body);
  else request.once('continue', () => request.end(body));
  const [response] = await once(request, 'response');
  const answer = await text(response);
  show(response.statusCode, answer.length, answer.slice(0, 40), request.reusedSocket);
  show(
    JSON.stringify(response.trailers),
    response.rawHeaders.filter((_, at) => at % 2 === 0).join(),
  );
}

async function raw(...lines) {
  const socket = net.connect(server.address().port, '127.0.0.1').setEncoding('utf8');
  const closed = once(socket, 'close');
  let answer = '';
  socket.on('data', (chunk) => (answer += chunk));
  for (const line of lines) {
    socket.write(line);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  socket.end();
  await closed;
  show(
    answer
      .replaceAll(/Date: .*\r\n/g, '')
      .split('\r\n')
      .join('|'),
  );
}

async function main() {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  await ask('/plain');
  await ask('/plain', { method: 'HEAD' });
  await ask('/echo', { method: 'POST' }, 'some text');
  await ask('/echo', { method: 'PUT', headers: { expect: '100-continue' } }, 'expected');
  await ask('/context', { method: 'POST' }, 'body');
  await ask('/trailers');
  await ask('/large');
  await raw(
    'GET /plain HTTP/1.1\r\nhost: a\r\n\r\nGET /plain HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n',
  );
  await raw(
    'POST /echo HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\nconnection: close\r\n\r\n',
    'ab',
    'cd',
  );
  await raw('GET /chat HTTP/1.1\r\nhost: a\r\nconnection: upgrade\r\nupgrade: own\r\n\r\nhead');
  await raw('CONNECT a:1 HTTP/1.1\r\nhost: a\r\n\r\n');
  await raw('nonsense\r\n\r\n');
  await raw('POST /echo HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\nabc');
  const closed = new Promise((resolve) => server.close(resolve));
  show('agent', Object.keys(agent.sockets).length, Object.keys(agent.freeSockets).length);
  agent.destroy();
  await closed;
  show('closed', requests, channel('app:own').hasSubscribers);
}
main();
