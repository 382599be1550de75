// Prints the stacks of errors that pass through what guard wraps, and of those that do not.
import childProcess from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import net from 'node:net';
import path from 'node:path';
import util from 'node:util';
import vm from 'node:vm';

const load = createRequire(process.argv[1]);
const throwing = { get: () => process.nowhere.at };

function show(name, run) {
  try {
    console.log(name, 'gave', run());
  } catch (error) {
    delete error?.pid;
    console.log(name, error?.stack, util.inspect(error));
  }
}

/** Without the stack: what guard's module hooks and its eval do to it stands in the docs. */
function messageOf(run) {
  try {
    return run();
  } catch ({ code, message }) {
    return [code, message];
  }
}

/** Node formats the stack of a failing script at once, cut to its limit: its end is left out. */
function headOf(run) {
  try {
    return run();
  } catch ({ stack }) {
    return stack.split('\n').slice(0, 9);
  }
}

function deep(levels, run) {
  return levels === 0 ? run() : deep(levels - 1, run);
}

const calls = {
  'missing file': () => fs.readFileSync('/nowhere/at-all'),
  'missing file, deep': () => deep(5, () => fs.statSync('/nowhere/at-all')),
  'wrong path': () => fs.openSync({}, 'r'),
  'no callback': () => fs.readFile('/nowhere'),
  'missing program': () => childProcess.execFileSync('/nowhere/at-all', { stdio: 'ignore' }),
  'failing program': () => childProcess.execSync('exit 3', { stdio: 'ignore' }),
  'wrong program': () => childProcess.spawn(''),
  'wrong text': () => headOf(() => vm.runInThisContext('1 +', { filename: 'broken.js' })),
  'throwing text': () =>
    headOf(() => vm.runInNewContext('nowhere.at', {}, { filename: 'throwing.js' })),
  'wrong script': () => headOf(() => new vm.Script('}', { filename: 'broken.js' })),
  'wrong function': () => new Function('}'),
  'throwing function': () => headOf(() => new Function('return nowhere.at')()).slice(2),
  eval: () => eval('nowhere.at'),
  'indirect eval': () => messageOf(() => (0, eval)('nowhere.at')),
  'missing module': () => messageOf(() => load('./nowhere.js')),
  'missing package': () => messageOf(() => load('nowhere')),
  'wrong join': () => path.join(1),
  'wrong JSON': () => JSON.parse('{'),
  'wrong port': () => net.connect(99_999),
  'wrong URL': () => http.get('http://%'),
  'wrong header': () => new http.ServerResponse({}).setHeader('a b', '1'),
  'text of an object': () => Function.prototype.toString.call({}),
  getter: () => Reflect.get(throwing, 'get')(),
};

/** A file that is loaded, and fails, in a way of its own. */
function showModules() {
  const folder = fs.mkdtempSync(path.join(path.dirname(process.argv[1]), 'modules-'));
  const write = (name, text) => fs.writeFileSync(path.join(folder, name), text);
  write('throws.cjs', 'function inner() { nowhere.at }\ninner();');
  write('outer.cjs', "require('./throws.cjs');");
  write('broken.cjs', 'const = 1;');
  // Node formats the stack of a broken file while it is thrown: its end is left out.
  const told = (error) =>
    String(error.stack)
      .replaceAll(folder, '<folder>')
      .split('\n')
      .slice(0, error instanceof SyntaxError ? 9 : Infinity);
  for (const name of ['throws.cjs', 'outer.cjs', 'broken.cjs']) {
    try {
      load(path.join(folder, name));
    } catch (error) {
      console.log(name, told(error));
    }
  }
  fs.rmSync(folder, { recursive: true });
}

async function later() {
  await null;
  throw new Error('after a wait');
}

async function showAsynchronous() {
  await later().catch((error) => console.log(error.stack));
  await fs.promises.readFile('/nowhere').catch((error) => console.log(error.stack));
  await util
    .promisify(fs.readFile)('/nowhere')
    .catch((error) => console.log(error.stack));
  await util
    .promisify(childProcess.execFile)('/nowhere')
    .catch((error) => console.log(error.stack));
  await new Promise((resolve) => {
    fs.readFile('/nowhere', (error) => resolve(console.log(error.stack, new Error('in it').stack)));
  });
  await new Promise((resolve) => {
    net.connect({ port: 1, host: '127.0.0.1' }).on('error', (error) => {
      resolve(console.log(error.stack, new Error('in it').stack));
    });
  });
}

/** Past the limit, Node's own frames at the end are fewer; the app's and guard's are not. */
function ownFrames({ stack }) {
  return stack.split('\n').filter((line) => !line.includes('(node:'));
}

/** The same within a request, where errors are caught and printed and pass no wrapper of guard's. */
async function showInRequest() {
  const server = http.createServer((req, res) => {
    console.log(new Error('in a listener').stack);
    for (const name of ['missing file', 'missing program', 'wrong text', 'wrong function']) {
      show(name, calls[name]);
    }
    deep(4, () => console.log(ownFrames(new Error('deep in a listener'))));
    req.on('data', () => console.log(ownFrames(new Error('on data'))));
    req.on('end', async () => {
      console.log(new Error('on end').stack);
      await later().catch((error) => res.end(error.stack));
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const request = http.request({ port: server.address().port, method: 'POST', agent: false });
  request.write('first');
  setTimeout(() => request.end('last'), 20);
  const [response] = await once(request, 'response');
  for await (const text of response.setEncoding('utf8')) console.log(text);
  server.close();
}

async function main() {
  for (const [name, run] of Object.entries(calls)) show(name, run);
  showModules();
  for (const limit of [0, 1, 50, Infinity]) {
    Error.stackTraceLimit = limit;
    show(`limit ${limit}`, () => deep(4, calls['missing file']));
    show(`limit ${limit}, a function`, calls['throwing text']);
  }
  Error.stackTraceLimit = 10;
  await showAsynchronous();
  await showInRequest();
  const format = Error.prepareStackTrace;
  Error.prepareStackTrace = (error, sites) => [
    error.message,
    sites.map((site) => site.getFunctionName()),
  ];
  console.log(new Error('formatted by the app').stack);
  Error.prepareStackTrace = format;
  console.log(new Error('formatted by Node').stack, String(format), format.name, format.length);
  Error.prepareStackTrace = undefined;
  console.log(new Error('formatted by nobody').stack);
}
// Not while the file is being loaded: its callers would fill the traces.
setImmediate(main);
