// What an app may compare, extend, inspect and promisify.
import childProcess, { exec as namedExec } from 'node:child_process';
import { EventEmitter } from 'node:events';
import fs, { readFile as namedReadFile } from 'node:fs';
import http, { ServerResponse } from 'node:http';
import https from 'node:https';
import module, { createRequire } from 'node:module';
import net from 'node:net';
import stream from 'node:stream';
import util from 'node:util';
import vm from 'node:vm';
import { Worker } from 'node:worker_threads';

const require = createRequire(process.argv[1]);
const show = (...values) => console.log(...values);
/** Node 26 tells of proxies. */
const inspected = (value) => util.inspect(value).replace(/^Proxy\((.*)\)$/, '$1');
const attempt = (run) => {
  try {
    return run();
  } catch (error) {
    return `${error?.name} ${error?.code} ${error?.message}`;
  }
};

for (const name of [
  'fs',
  'http',
  'https',
  'net',
  'vm',
  'child_process',
  'path',
  'module',
  'worker_threads',
]) {
  const one = require(name);
  show(
    name,
    one === require(`node:${name}`),
    one === process.getBuiltinModule(name),
    Object.keys(one).length,
  );
}
show(
  namedExec === childProcess.exec,
  namedReadFile === fs.readFile,
  fs.promises === require('fs/promises'),
);
Promise.all([import('node:fs'), import('node:child_process')]).then(([imported, programs]) => {
  show('imported', imported.readFile === fs.readFile, programs.execSync === childProcess.execSync);
  show(Object.keys(imported).length, imported.default === fs);
});

class Own extends Function {
  constructor() {
    super('return 7');
  }
}
class OwnScript extends vm.Script {}
const AsyncFunction = (async () => {}).constructor;
show('functions', new Own()(), new Own() instanceof Function, Function('return 8')() === 8);
show((() => {}).constructor === Function, Object.getPrototypeOf(AsyncFunction) === Function);
show(
  (() => {}) instanceof Function,
  Function instanceof Function,
  Function.prototype.constructor === Function,
);
show(new AsyncFunction('await 1') instanceof AsyncFunction, AsyncFunction.name, Function.length);
show(new OwnScript('9').runInThisContext(), new OwnScript('9') instanceof vm.Script);
show(
  String(Function),
  String(eval),
  String(AsyncFunction),
  String(vm.Script).slice(0, 12),
  String(Worker).slice(0, 12),
);
show(
  vm.runInNewContext('(() => {}) instanceof Function'),
  vm.runInNewContext('Function') === Function,
);
show(typeof vm.runInNewContext('Error.prepareStackTrace'), vm.isContext(vm.createContext({})));

function scopes(value) {
  const hidden = value + 1;
  const indirect = eval;
  return [
    eval('hidden'),
    attempt(() => indirect('hidden')),
    eval('var added = 5; added'),
    typeof added,
  ];
}
show('eval', scopes(1), eval.name, eval.length, eval === globalThis.eval, eval(show) === show);

const request = new http.IncomingMessage(new net.Socket());
const response = new ServerResponse(request);
show('instances', response instanceof http.OutgoingMessage, request instanceof stream.Readable);
show(response instanceof EventEmitter, Object.keys(response).length, Object.keys(request).length);
show(util.inspect(response, { depth: 0 }), util.inspect(request, { depth: 0 }));
show(util.inspect(new net.Socket(), { depth: 0, showHidden: false }));
show(
  http.createServer() instanceof net.Server,
  https.createServer() instanceof http.Server === false,
);
const file = fs.createReadStream(process.argv[1]);
show(file instanceof fs.ReadStream, file.on('error', show).destroy() === file);
show(
  util.inspect(fs.readFile),
  util.inspect(fs.exists),
  util.inspect(fs.realpath),
  inspected(vm.Script),
);
show(inspected(Function), util.inspect(process.emit), util.inspect(fetch), inspected(Worker));
show('promises', fs.promises.readFile(process.argv[1]) instanceof Promise);
show(
  util.promisify(fs.exists) === fs.exists[util.promisify.custom],
  typeof childProcess.exec[util.promisify.custom],
);
show(
  util.types.isProxy(fs.readFile),
  Object.getPrototypeOf(fs.promises.readFile).constructor.name,
  util.isDeepStrictEqual(fs.stat, fs.stat),
);

for (const name of ['readFileSync', 'open', 'createReadStream']) {
  const { name: own, length } = fs[name];
  show(
    own,
    length,
    Reflect.ownKeys(fs[name]).length,
    JSON.stringify(Object.getOwnPropertyDescriptor(fs, name)),
  );
}
show(
  Object.keys(module).sort().join(),
  Object.keys(require.cache).length,
  typeof module._load,
  module._load.length,
);
show(
  attempt(() => fs.readFileSync()),
  attempt(() => childProcess.execSync()),
  attempt(() => new vm.Script()),
);
show(
  attempt(() => Function.prototype.toString.call(1)),
  attempt(() => fs.readFile('/', 1)),
  attempt(() => net.connect()),
);
show(
  attempt(() => process.emit()),
  attempt(() => process.setUncaughtExceptionCaptureCallback(1)),
);
show(
  attempt(() => process.getBuiltinModule('nowhere')),
  attempt(() => new Worker()),
  attempt(() => Worker()),
);
show(attempt(() => new http.Server().emit('error', new Error('nobody listens'))));
