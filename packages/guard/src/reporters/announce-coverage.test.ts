import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { after, test } from 'node:test';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { defaultConfiguration } from '../config/configuration.ts';
import { reportCoverage } from '../hooks/coverage.ts';
import { announceCoverage } from './announce-coverage.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'castellan-announce-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const register = new URL('../register.ts', import.meta.url).href;
for (const [name, version] of [
  ['pg', '99.0.0'],
  ['express', '5.1.0'],
]) {
  const lib = path.join(folder, 'node_modules', name!, 'lib');
  mkdirSync(lib, { recursive: true });
  const main = name === 'pg' ? 'client' : 'application';
  writeFileSync(path.join(lib, `${main}.js`), 'exports.handle = () => {};');
  const about = JSON.stringify({ name, version, main: `lib/${main}.js` });
  writeFileSync(path.join(lib, '../package.json'), about);
}

/** What the log says of an app that lives for a while. */
async function logOf(code: string, lifeMs: number, env: NodeJS.ProcessEnv): Promise<string[]> {
  const file = path.join(folder, 'app.cjs');
  writeFileSync(file, code);
  const child = spawn(process.execPath, ['-C', 'castellan-source', '--import', register, file], {
    env: { ...process.env, CASTELLAN_LOG: 'json', LIFE_MS: String(lifeMs), ...env },
  });
  const [said] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  return said.split('\n').filter((line) => line !== '');
}

const staysAlive = 'setTimeout(() => process.exit(), +process.env.LIFE_MS);';
const loadsBoth = `require('pg'); require('express'); ${staysAlive}`;

test('an app is told of in one line once it is loaded, and each gap at once, once', async () => {
  const lines = await logOf(`${loadsBoth} require('./node_modules/pg/lib/client.js');`, 2_500, {
    CASTELLAN_MODE: 'monitor',
  });
  const entries = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  const gaps = entries.filter(
    ({ msg, library }) => msg === 'library not protected' && library === 'pg',
  );
  assert.equal(gaps.length, 1);
  assert.equal(gaps[0]!['level'], 'warn');
  assert.equal(gaps[0]!['version'], '99.0.0');
  const started = entries.filter(({ msg }) => msg === 'guard started');
  assert.equal(started.length, 1);
  const { level, mode, protected: covered, unprotected } = started[0] as Record<string, string[]>;
  assert.deepEqual([level, mode], ['info', 'monitor mode']);
  assert.ok(covered!.includes('express 5.1.0') && covered!.includes('node:http'));
  assert.ok(unprotected!.includes('pg 99.0.0'));
});

test('people get words', async () => {
  const lines = await logOf(loadsBoth, 2_500, { CASTELLAN_LOG: 'text' });
  const started = lines.find((line) => line.includes('block mode'));
  assert.match(
    started ?? '',
    /^castellan {2}guard \d+\.\d+\.\d+\S*: block mode; protected: .*express 5\.1\.0.*; unprotected: .*pg 99\.0\.0/,
  );
});

test('the log that is off stays silent, as does a process that serves nothing', async () => {
  assert.deepEqual(await logOf(loadsBoth, 2_000, { CASTELLAN_LOG: 'off' }), []);
  const quiet = await logOf(staysAlive, 2_000, {});
  assert.deepEqual(
    quiet.filter((line) => line.includes('guard started')),
    [],
  );
});

test('a server without any library is told of, and the wait holds no process', async () => {
  const serves = `require('http').createServer().listen(0, '127.0.0.1'); ${staysAlive}`;
  assert.ok((await logOf(serves, 2_500, {})).some((line) => line.includes('guard started')));
  assert.ok(
    !(await logOf(`require('express');`, 0, {})).some((line) => line.includes('guard started')),
  );
});

test('gaps in Node itself wait for the line, later ones do not', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  const said: string[] = [];
  const log = {
    notice: (): void => void said.push('line'),
    fault: (_: string, data: Readonly<Record<string, unknown>>): void =>
      void said.push(String(data['library'])),
  };
  const gap = { version: '1.0.0', status: 'unprotected', layer: 'builtin', cause: 'x' } as const;
  announceCoverage(log, defaultConfiguration, 20);
  reportCoverage({ ...gap, library: 'node:early' });
  assert.deepEqual(said, []);
  await pause(100);
  reportCoverage({ ...gap, library: 'node:late' });
  server.close();
  assert.deepEqual(said, ['line', 'node:early', 'node:late']);
});
