// Everything that can be seen of Node's functions and classes, one line each.
import module from 'node:module';
import vm from 'node:vm';
import { Worker } from 'node:worker_threads';

/** Left out: what costs or prints when loaded, and what tells of the machine's state. */
const LEFT_OUT =
  /^(?:_|sys$|constants$|domain|inspector|punycode|trace_events|wasi|node:|repl|cluster)/;
/** What of the process tells how it was started, and what has been loaded. */
const STATE = new Set(['argv', 'env', 'execArgv', 'moduleLoadList', 'pid', 'ppid', 'title']);
const names = module.builtinModules.filter((name) => !LEFT_OUT.test(name));
const require = module.createRequire(process.argv[1]);
const seen = new Map();
const lines = [];

function walk(value, path, depth) {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return;
  if (seen.has(value)) return void lines.push(`${path} is ${seen.get(value)}`);
  seen.set(value, path);
  if (typeof value === 'function') lines.push(`${path} ${told(value)}`);
  if (depth > 4) return;
  for (const key of Reflect.ownKeys(value)) {
    if (isKnownToDiffer(value, key)) continue;
    const { get, set, ...descriptor } = Reflect.getOwnPropertyDescriptor(value, key);
    const name = `${path}.${String(key)}`;
    const flags = ['configurable', 'enumerable', 'writable'].filter((flag) => descriptor[flag]);
    lines.push(`${name} ${flags.join(' ')} ${typeof descriptor.value}`);
    walk(descriptor.value, name, depth + 1);
    walk(get, `${name} (get)`, depth + 1);
    walk(set, `${name} (set)`, depth + 1);
  }
  walk(Object.getPrototypeOf(value), `${path}.[prototype]`, depth + 1);
}

/** Each of these stands in docs/guard/transparency.md. */
function isKnownToDiffer(holder, key) {
  if (holder === process && STATE.has(key)) return true;
  if (holder === globalThis && String(key).startsWith('Symbol(')) return true;
  if (key === 'emit' || key === 'push') return Reflect.has(Object.getPrototypeOf(holder), key);
  if (key === 'constructor') return holder === vm.Script.prototype || holder === Worker.prototype;
  return key === 'prototype' && typeof holder === 'function' && !String(holder).startsWith('class');
}

function told(value) {
  const text = Function.prototype.toString.call(value);
  return JSON.stringify([value.name, value.length, text.slice(0, 200), `${value}` === text]);
}

// Some are there once they were asked for, by whomever.
for (const name of names) Object.values(require(name));
for (const name of names) walk(require(name), name, 0);
walk(globalThis, 'globalThis', 0);
for (const line of lines) process.stdout.write(`${line}\n`);
