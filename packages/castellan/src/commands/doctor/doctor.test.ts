import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { coverageLayers, coverageStatuses } from '@castellan/core';
import { z } from 'zod';
import { loadInChild } from './probe/load-in-child.ts';
import type { DoctorReport, LibraryReport } from './report.ts';

const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'castellan-doctor-')));
after(() => rmSync(root, { recursive: true, force: true }));
const cli = new URL('../../cli.ts', import.meta.url).href;
const starter = path.join(root, 'castellan.mjs');
writeFileSync(
  starter,
  `import { main } from ${JSON.stringify(cli)};
process.exitCode = await main(process.argv.slice(2));`,
);

const conditions = '-C castellan-source';
let folders = 0;

/** A folder with these files, and with these of the repository's own packages. */
function app(files: Readonly<Record<string, string>>, packages: readonly string[] = []): string {
  const folder = path.join(root, `app ${folders++}`);
  mkdirSync(folder);
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  for (const name of packages) {
    const real = packageFolder(name);
    const link = path.join(folder, 'node_modules', name);
    mkdirSync(path.dirname(link), { recursive: true });
    symlinkSync(real, link, 'junction');
  }
  return folder;
}

function packageFolder(name: string): string {
  const resolved = createRequire(import.meta.url).resolve(name);
  const marker = path.join('node_modules', name);
  return resolved.slice(0, resolved.lastIndexOf(marker) + marker.length);
}

function fake(
  name: string,
  version: string,
  files: Readonly<Record<string, string>>,
): Record<string, string> {
  const main = Object.keys(files)[0];
  const all = { 'package.json': JSON.stringify({ name, version, main }), ...files };
  return Object.fromEntries(
    Object.entries(all).map(([file, content]) => [`node_modules/${name}/${file}`, content]),
  );
}

const pg99 = fake('pg', '99.0.0', {
  'lib/index.js': 'require("./client.js")',
  'lib/client.js': '',
});

function doctor(folder: string, argv: readonly string[] = [], env: NodeJS.ProcessEnv = {}) {
  return spawnSync(process.execPath, [starter, 'doctor', ...argv], {
    encoding: 'utf8',
    cwd: folder,
    env: { ...process.env, NODE_OPTIONS: conditions, ...env },
  });
}

function examine(
  folder: string,
  argv: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): DoctorReport {
  const { stdout, stderr, status } = doctor(folder, ['--json', ...argv], env);
  assert.notEqual(stdout, '', stderr);
  const report = JSON.parse(stdout) as DoctorReport;
  assert.equal(status, report.exitCode);
  return report;
}

function libraryIn({ libraries }: DoctorReport, name: string): LibraryReport | undefined {
  return libraries.find(({ library }) => library === name);
}

const watchesModules = (report: DoctorReport): boolean =>
  !report.environment.some(({ message }) => message.includes('cannot watch ES modules'));

const text = z.string().min(1);
const status = z.enum(['protected', 'unprotected', 'unknown', 'not-installed']);
const shape = z.strictObject({
  version: z.literal(1),
  guardVersion: z.string().regex(/^\d+\.\d+\.\d+/),
  nodeVersion: z.literal(process.versions.node),
  folder: text,
  entry: text.optional(),
  environment: z.array(
    z.strictObject({
      id: z.enum(['node', 'flags', 'start', 'configuration', 'findings-file']),
      status: z.enum(['ok', 'warning', 'problem']),
      message: text,
    }),
  ),
  libraries: z
    .array(
      z.strictObject({
        library: text,
        version: text.optional(),
        path: text.optional(),
        status,
        layer: z.enum(coverageLayers).optional(),
        through: z.array(text).min(1).optional(),
        loadedBy: z
          .array(z.enum(['require', 'import']))
          .min(1)
          .optional(),
        cause: text.optional(),
      }),
    )
    .min(10),
  live: z
    .strictObject({
      seconds: z.number().positive(),
      ended: text.optional(),
      coverage: z.array(
        z.strictObject({
          library: text,
          version: text,
          path: text.optional(),
          status: z.enum(coverageStatuses),
          layer: z.enum(coverageLayers),
          cause: text.optional(),
        }),
      ),
    })
    .optional(),
  exitCode: z.union([z.literal(0), z.literal(1), z.literal(3)]),
});

test('installed libraries are loaded under guard, and guard says that they are protected', () => {
  const folder = app({}, ['express', '@electric-sql/pglite']);
  const report = examine(folder);
  shape.parse(report);
  assert.equal(libraryIn(report, 'express')?.status, 'protected');
  const pglite = libraryIn(report, '@electric-sql/pglite');
  assert.deepEqual(pglite?.loadedBy, ['require', 'import']);
  if (watchesModules(report)) {
    assert.equal(pglite?.status, 'protected');
    assert.equal(report.exitCode, 0);
  } else {
    assert.equal(pglite?.status, 'unprotected');
    assert.match(pglite.cause ?? '', /^by import: ES modules are not watched on Node/);
  }
});

test('a version that guard does not know is unprotected, and what works through it too', () => {
  const knex = fake('knex', '3.0.0', { 'knex.js': '' });
  const report = examine(app({ ...pg99, ...knex }));
  assert.deepEqual(
    [libraryIn(report, 'pg')?.status, libraryIn(report, 'pg')?.cause],
    ['unprotected', 'version 99.0.0 is not known to this guard'],
  );
  assert.equal(libraryIn(report, 'knex')?.status, 'unprotected');
  assert.match(libraryIn(report, 'knex')?.cause ?? '', /^through pg 99\.0\.0: version 99/);
  assert.equal(report.exitCode, 1);
});

test('a pre-release and a missing version are unprotected, by their name', () => {
  const client = { 'lib/client.js': 'module.exports = class { query() {} };' };
  const missing = { ...fake('pg', '', client), 'node_modules/pg/package.json': '{"name":"pg"}' };
  for (const [version, files] of [
    ['8.16.0-beta.1', fake('pg', '8.16.0-beta.1', client)],
    ['unknown', missing],
  ] as const) {
    const found = libraryIn(examine(app(files)), 'pg');
    assert.equal(found?.status, 'unprotected');
    assert.equal(found.cause, `version ${version} is not known to this guard`);
  }
});

test('a known version whose files are others is unprotected, not guessed', () => {
  const report = examine(app(fake('pg', '8.16.0', { 'other.js': 'exports.Client = class {};' })));
  assert.equal(libraryIn(report, 'pg')?.status, 'unprotected');
  assert.match(libraryIn(report, 'pg')?.cause ?? '', /none of the files that guard knows has run/);
});

test('ES modules that this Node cannot watch are protected only where a socket is watched', () => {
  const manifest = (name: string, version: string): Record<string, string> => ({
    [`node_modules/${name}/package.json`]: JSON.stringify({
      name,
      version,
      type: 'module',
      exports: './index.js',
    }),
    [`node_modules/${name}/index.js`]: 'export {};',
  });
  const report = examine(app({ ...manifest('postgres', '3.4.9'), ...manifest('hono', '4.0.0') }));
  assert.equal(libraryIn(report, 'hono')?.status, 'unprotected');
  const { status, layer } = libraryIn(report, 'postgres')!;
  const expected = watchesModules(report) ? ['unprotected', undefined] : ['protected', 'wire'];
  assert.deepEqual([status, layer], expected);
});

test('a mapper without a driver that guard knows is unprotected; one over Node itself is not', () => {
  const report = examine(
    app({
      ...fake('knex', '3.0.0', { 'a.js': '' }),
      ...fake('cross-spawn', '7.0.6', { 'a.js': '' }),
    }),
  );
  assert.match(libraryIn(report, 'knex')?.cause ?? '', /^none of the libraries that guard judges/);
  assert.deepEqual(libraryIn(report, 'cross-spawn')?.through, ['node:child_process']);
});

test('Prisma is as protected as the adapter that it speaks through, and its old engine is not', () => {
  const client = (version: string): Record<string, string> =>
    fake('@prisma/client', version, { 'a.js': '' });
  const adapter = (name: string): Record<string, string> =>
    fake(`@prisma/adapter-${name}`, '7.0.0', { 'a.js': '' });
  const pg = fake('pg', '8.16.0', { 'other.js': '' });
  const prismaIn = (...files: Record<string, string>[]): LibraryReport | undefined =>
    libraryIn(
      examine(app(Object.assign({}, ...files) as Record<string, string>)),
      '@prisma/client',
    );
  const old = prismaIn(client('6.19.0'), pg);
  assert.equal(old?.status, 'unprotected');
  assert.match(old.cause ?? '', /^version 6\.19\.0 is not known .* an engine of its own/);
  const none = prismaIn(client('7.1.0'), pg);
  assert.match(
    none?.cause ?? '',
    /^none of the libraries that guard judges for it is there: @prisma/,
  );
  const native = prismaIn(client('7.1.0'), adapter('libsql'), pg);
  assert.match(
    native?.cause ?? '',
    /^through @prisma\/adapter-libsql 7\.0\.0: it speaks to the data/,
  );
  const both = prismaIn(client('7.1.0'), adapter('pg'), adapter('neon'), pg);
  assert.equal(both?.status, 'unprotected');
  const unhooked = prismaIn(client('7.1.0'), adapter('pg'), pg);
  assert.match(
    unhooked?.cause ?? '',
    /^through @prisma\/adapter-pg 7\.0\.0: through pg 8\.16\.0: /,
  );
});

test('what cannot be loaded is reported with its reason, and exits and crashes end nothing', () => {
  const failures = {
    mysql: [`throw new Error('no such thing\\nsecond line')`, /loaded: no such thing$/, '2.18.1'],
    mysql2: [`process.exit(0)`, /it called process\.exit/, '3.9.0'],
    mariadb: [`process.kill(process.pid, 'SIGKILL')`, /it called process\.kill/, '3.4.0'],
    tedious: [`require('net').createServer().listen(0)`, /it called listen/, '19.0.0'],
    undici: [`process.reallyExit(9)`, /the process ended with exit code 9/, '7.0.0'],
  } as const;
  const files = Object.entries(failures).map(([name, [code, , version]]) =>
    fake(name, version, { 'index.js': code }),
  );
  const report = examine(app(Object.assign({}, ...files) as Record<string, string>));
  for (const [name, [, cause]] of Object.entries(failures)) {
    assert.equal(libraryIn(report, name)?.status, 'unknown', name);
    assert.match(libraryIn(report, name)?.cause ?? '', cause);
  }
  const others = report.libraries.filter(({ status }) => status === 'unprotected');
  assert.equal(report.exitCode, others.length > 0 ? 1 : 3);
});

test('nested copies, aliases and workspaces are found, each copy once', () => {
  const nested = Object.fromEntries(
    Object.entries(pg99).map(([name, content]) => [`node_modules/other/${name}`, content]),
  );
  const alias = {
    'node_modules/older/package.json': '{"name":"mysql","version":"1.0.0"}',
    'node_modules/older/index.js': '',
  };
  const folder = app({
    'package.json': '{"workspaces":["parts/*"]}',
    'node_modules/other/package.json': '{"name":"other"}',
    ...nested,
    ...alias,
    'parts/api/node_modules/koa/package.json': '{"name":"koa","version":"99.0.0"}',
    'parts/api/node_modules/koa/index.js': '',
    'src/app.js': '',
  });
  const report = examine(path.join(folder, 'src'));
  const found = report.libraries.flatMap((one) =>
    one.path === undefined ? [] : [[one.library, path.relative(folder, one.path)]],
  );
  assert.deepEqual(found, [
    ['koa', path.join('parts', 'api', 'node_modules', 'koa')],
    ['mysql', path.join('node_modules', 'older')],
    ['pg', path.join('node_modules', 'other', 'node_modules', 'pg')],
  ]);
});

test('a bundle: what speaks to a socket is judged there, what does not is unprotected', () => {
  const folder = app({
    'dist/server.js': `import './chunk-A.js';/* client_encoding "SCRAM-SHA-256" */`,
    'dist/chunk-A.js': `const names = ["pglite.wasm", 'pglite.data'];`,
    'dist/package.json': '{"type":"module"}',
    'src/app.js': `require('pg'); // speaks of client_encoding only`,
  });
  const report = examine(folder, ['dist/server.js']);
  shape.parse(report);
  const driver = libraryIn(report, 'PostgreSQL driver');
  assert.deepEqual([driver?.status, driver?.layer], ['protected', 'wire']);
  const pglite = libraryIn(report, '@electric-sql/pglite');
  assert.equal(pglite?.status, 'unprotected');
  assert.match(pglite.cause ?? '', /mark @electric-sql\/pglite as external/);
  assert.equal(pglite.path, path.join(folder, 'dist/chunk-A.js'));
  assert.equal(report.exitCode, 1);
  const source = examine(folder, ['src/app.js']);
  assert.equal(libraryIn(source, 'PostgreSQL driver'), undefined);
});

test('--run starts the app under guard and tells what was covered, sockets too', () => {
  const startup = `Buffer.concat([Buffer.from([0, 0, 0, 17, 0, 3, 0, 0]), Buffer.from('user\\0a\\0\\0\\0')])`;
  const folder = app(
    {
      'app.cjs': `require('express'); console.log('the app speaks');
        const net = require('net');
        const server = net.createServer((s) => s.resume()).listen(0, '127.0.0.1', () => {
          net.connect(server.address().port, '127.0.0.1').write(${startup});
        });`,
      'ends.cjs': 'process.exit(4)',
    },
    ['express'],
  );
  const { stdout, stderr } = doctor(folder, ['--json', '--run', '6', 'app.cjs']);
  const report = JSON.parse(stdout) as DoctorReport;
  shape.parse(report);
  assert.match(stderr, /the app speaks/);
  assert.equal(report.live?.ended, undefined);
  const seen = report.live?.coverage.map(({ library, layer }) => `${layer} ${library}`) ?? [];
  assert.ok(seen.includes('package express'), seen.join());
  assert.ok(seen.includes('wire postgresql'), seen.join());
  const ended = examine(folder, ['--run', '20', 'ends.cjs']);
  assert.equal(ended.live?.ended, 'exit code 4');
});

test('--all lists what guard knows and the app has not', () => {
  const folder = app({});
  assert.equal(libraryIn(examine(folder, ['--all']), 'pg')?.status, 'not-installed');
  assert.equal(libraryIn(examine(folder), 'pg'), undefined);
});

test('people get signs and words, without colours when nobody looks', () => {
  const { stdout } = doctor(app(pg99));
  assert.match(stdout, /^ {2}✔ Node itself: .*node:http/m);
  assert.match(stdout, /^ {2}✖ pg 99\.0\.0 +unprotected: version 99\.0\.0 is not known/m);
  assert.match(stdout, /^\d+ protected, \d+ unprotected$/m);
  assert.doesNotMatch(stdout, /\u001b/);
});

test('misuse ends in 2', () => {
  const folder = app({ 'app.js': '' });
  for (const argv of [
    ['missing.js'],
    ['--run', '5'],
    ['--run', 'x', 'app.js'],
    ['app.js', 'b.js'],
    ['--jsn'],
  ]) {
    assert.equal(doctor(folder, argv).status, 2, argv.join(' '));
  }
});

test('a guard that does not start leaves all unprotected, and the reason is told', () => {
  const folder = app({ 'castellan.config.json': '{"guard":{"mode":"blok"}}' }, ['express']);
  const report = examine(folder);
  assert.equal(report.exitCode, 1);
  assert.equal(libraryIn(report, 'express')?.status, 'unprotected');
  const { message } = report.environment.find(({ id }) => id === 'configuration')!;
  assert.match(
    message,
    /^guard\.mode accepts "off", "monitor", "block", got "blok"; did you mean "block"\?; guard does not start/,
  );
});

test('a package that never ends loading is given up', async () => {
  const folder = app(fake('pg', '8.16.0', { 'index.js': 'while (true);' }));
  process.env['NODE_OPTIONS'] = conditions;
  const answer = await loadInChild(
    { parent: folder, specifier: 'pg', way: 'require' },
    folder,
    1_500,
  );
  assert.deepEqual(answer, { coverage: [], failure: 'it was not loaded within 1.5 s' });
});
