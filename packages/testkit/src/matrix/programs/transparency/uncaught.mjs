// Throws in the place that the first argument names, while the listener that the second names is there.
import { EventEmitter } from 'node:events';
import fs from 'node:fs';
import http from 'node:http';

const [, , place, listener] = process.argv;

function fail(where) {
  throw Object.assign(new TypeError(`thrown in ${where}`), { detail: [where] });
}

function onHttp(handle) {
  const server = http.createServer(handle).listen(0, '127.0.0.1', () => {
    const request = http.get({ port: server.address().port, agent: false }, (response) => {
      response.resume().on('end', () => server.close());
    });
    request.on('error', (error) => console.log('client', error.code));
    setTimeout(() => server.close().closeAllConnections(), 300).unref();
  });
}

const places = {
  sync: () => fail('the module'),
  timer: () => setTimeout(() => fail('a timer'), 1),
  tick: () => process.nextTick(() => fail('a tick')),
  microtask: () => queueMicrotask(() => fail('a microtask')),
  http: () => onHttp(() => fail('a listener')),
  'http later': () => onHttp((req) => setImmediate(() => fail(req.url))),
  'http promise': () => onHttp(async (req) => fail(req.method)),
  promise: () => void Promise.reject(new RangeError('rejected')),
  'promise of nothing': () => void Promise.reject(undefined),
  async: async () => {
    await null;
    fail('an async function');
  },
  'missing file': () => fs.readFileSync('/nowhere/at-all'),
  'wrong argument': () => fs.readFileSync({}),
  'missing file later': () => fs.createReadStream('/nowhere/at-all'),
  emitter: () => new EventEmitter().emit('error', new Error('nobody listens')),
  number: () => {
    throw 42;
  },
};

const shown = (error) => String(error?.stack ?? error);
const note =
  (name) =>
  (error, ...rest) =>
    console.log(name, shown(error), typeof rest[0]);

const listeners = {
  none: () => {},
  monitor: () => process.on('uncaughtExceptionMonitor', note('monitor')),
  handler: () => process.on('uncaughtException', note('handler')),
  rejection: () => process.on('unhandledRejection', note('rejection')),
  'handler that throws': () =>
    process.on('uncaughtException', () => {
      throw new Error('thrown by the handler');
    }),
  capture: () => process.setUncaughtExceptionCaptureCallback(note('capture')),
  domain: () => {
    // Only here: once it is loaded every emitter has a frame of its.
    const one = process.getBuiltinModule('node:domain').create();
    one.on('error', note('domain'));
    one.enter();
  },
};

process.on('exit', (code) => console.log('exit', code, process.exitCode));
listeners[listener]();
console.log('captured', process.hasUncaughtExceptionCaptureCallback());
places[place]();
