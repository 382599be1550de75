import { exec, execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import ejs from 'ejs';

const folder = mkdtempSync(path.join(tmpdir(), 'attack-app-'));
writeFileSync(path.join(folder, 'a.txt'), 'a');
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const shell = promisify(exec);
const program = promisify(execFile);
const people = [
  { name: 'ada', key: 'k1' },
  { name: 'bob', key: 'k2' },
];

/** A document store's conditions, as far as the routes need them. */
function fits(value, wanted) {
  if (typeof wanted !== 'object' || wanted === null) return value === wanted;
  if ('$ne' in wanted) return value !== wanted.$ne;
  return '$eq' in wanted && value === wanted.$eq;
}

function merge(target, source, isSafe) {
  for (const key of Object.keys(source)) {
    if (isSafe && ['__proto__', 'constructor', 'prototype'].includes(key)) continue;
    if (typeof source[key] === 'object' && source[key] !== null)
      target[key] = merge(target[key] ?? {}, source[key], isSafe);
    else target[key] = source[key];
  }
  return target;
}

const find = (key) => ({
  json: people.filter((one) => fits(one.key, key)).map(({ name }) => name),
});
const get = (kind, path, bad, good, more) => ({ kind, method: 'GET', path, bad, good, ...more });
const word = (text) => String(text).replace(/[^\w.-]/g, '');
const own = new Set(['127.0.0.1:9']);

/** Routes whose values reach a shell, a program, a file, an address, an engine or every object. */
export function calls() {
  return [
    get(
      'command-injection',
      '/command',
      async (ask) => ({ text: (await shell(`echo "${ask.query('word')}"`)).stdout }), // hole: command-injection
      async (ask) => ({ text: (await program('echo', ['--', String(ask.query('word'))])).stdout }),
    ),
    get(
      'argument-injection',
      '/argument',
      async (ask) => ({ text: (await program('sort', [String(ask.query('file'))])).stdout }), // hole: argument-injection
      async (ask) => ({ text: (await program('sort', ['--', word(ask.query('file'))])).stdout }),
    ),
    get(
      'path-traversal',
      '/files/read',
      async (ask) => ({
        text: await readFile(path.join(folder, String(ask.query('name'))), 'utf8'), // hole: path-traversal
      }),
      async (ask) => ({
        text: await readFile(path.join(folder, path.basename(String(ask.query('name')))), 'utf8'),
      }),
    ),
    get(
      'path-traversal',
      '/files/:id',
      async (ask) => ({ text: await readFile(`${folder}/${ask.param('id')}`, 'utf8') }), // hole: path-traversal
      async (ask) => ({
        text: await readFile(`${folder}/${word(ask.param('id')).replace(/^\.+/, '')}`, 'utf8'),
      }),
    ),
    get(
      'ssrf',
      '/fetch/url',
      (ask) => fetched(ask.query('url')),
      (ask) => fetched(ask.query('url'), own),
    ),
    get(
      'ssrf',
      '/fetch/host',
      (ask) => fetched(`http://${ask.query('host')}/status`),
      (ask) => fetched(`http://${ask.query('host')}/status`, own),
    ),
    get(
      'code-injection',
      '/sum',
      // oxlint-disable-next-line no-eval -- a hole on purpose
      async (ask) => ({ json: String(eval(`1 + ${ask.query('sum')}`)) }), // hole: code-injection
      async (ask) => ({ json: 1 + Number(ask.query('sum')) }),
    ),
    get(
      'code-injection',
      '/template',
      async (ask) => ({
        html: ejs.render(`<p>Good day, ${word(ask.query('name'))}${tail(ask)}</p>`), // hole: code-injection
      }),
      async (ask) => ({
        html: ejs.render('<p>Good day, <%= name %></p>', { name: String(ask.query('name')) }),
      }),
      { also: 'xss' },
    ),
    {
      kind: 'nosql-injection',
      method: 'POST',
      path: '/find',
      bad: async (ask) => find((await ask.body()).key),
      good: async (ask) => find(String((await ask.body()).key)),
    },
    {
      kind: 'prototype-pollution',
      method: 'POST',
      path: '/settings',
      bad: async (ask) => ({ json: merge({ colour: 'red' }, await ask.body(), false) }),
      good: async (ask) => ({ json: merge({ colour: 'red' }, await ask.body(), true) }),
    },
  ];
}

/** What the template gets as it came, so that the hole is the engine's and no markup. */
function tail(ask) {
  return String(ask.query('name')).replace(/^[\w.-]*/, '');
}

async function fetched(url, allowed) {
  if (allowed !== undefined && !(URL.canParse(String(url)) && allowed.has(new URL(url).host)))
    return { status: 400, json: 'no such host' };
  const answer = await fetch(String(url)).catch(() => undefined); // hole: ssrf
  return { json: answer?.status ?? 0 };
}
