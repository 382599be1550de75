import assert from 'node:assert/strict';
import * as childProcess from 'node:child_process';
import * as fs from 'node:fs';
import * as fsPromises from 'node:fs/promises';
import { test } from 'node:test';
import * as vm from 'node:vm';
import { cweNames } from '../controls/cwe.ts';
import { sinkKindFacts, sinkKinds } from './sink-kind.ts';
import { sinkLibrary, sinkTable } from './sink-table.ts';

const required = [
  'pg',
  'postgres',
  'mysql2',
  'mysql',
  'mariadb',
  'better-sqlite3',
  'sqlite3',
  'node:sqlite',
  'mssql',
  'tedious',
  '@electric-sql/pglite',
  'knex',
  'kysely',
  'sequelize',
  'typeorm',
  'drizzle-orm',
  '@prisma/client',
  'node:child_process',
  'shelljs',
  'cross-spawn',
  'execa',
  'node:fs',
  'node:fs/promises',
  'node:module',
  'node:http',
  'node:https',
  'node:http2',
  'fetch',
  'undici',
  'node:net',
  'node:tls',
  'javascript',
  'node:vm',
];

test('the libraries that we promise to know are in the table, each once', () => {
  const names = sinkTable.map((library) => library.name);
  assert.equal(new Set(names).size, names.length);
  for (const name of required) assert.ok(names.includes(name), name);
});

test('each library has a plain semver range and at least one API, none listed twice', () => {
  for (const { name, versions, apis } of sinkTable) {
    assert.match(versions, /^[\^>]=?\d+\.\d+\.\d+( <\d+\.\d+\.\d+)?( \|\| .+)?$/, name);
    const keys = apis.map((api) => `${api.kind} ${api.name}`);
    assert.ok(keys.length > 0, name);
    assert.equal(new Set(keys).size, keys.length, name);
  }
});

test('a library that works through others names libraries of the table, and never ends in a circle', () => {
  const ends = (name: string, seen: readonly string[]): void => {
    assert.ok(!seen.includes(name), [...seen, name].join(' → '));
    const library = sinkLibrary(name);
    assert.ok(library, `${name}, reached from ${seen.join(' → ')}`);
    for (const next of library.through ?? []) ends(next, [...seen, name]);
  };
  for (const { name } of sinkTable) ends(name, []);
});

test('each kind of sink is reached by some library and has a named weakness', () => {
  assert.deepEqual(Object.keys(sinkKindFacts), [...sinkKinds]);
  for (const kind of sinkKinds) {
    assert.ok(
      sinkTable.some((library) => library.apis.some((api) => api.kind === kind)),
      kind,
    );
    assert.ok(Object.hasOwn(cweNames, sinkKindFacts[kind].cwe), kind);
  }
});

test('what the table says of Node modules exists in this Node', () => {
  const modules: [string, object, ReadonlySet<string>][] = [
    ['node:fs', fs, new Set()],
    ['node:fs/promises', fsPromises, new Set()],
    ['node:child_process', childProcess, new Set()],
    ['node:vm', vm, new Set(['SourceTextModule'])],
  ];
  for (const [name, exports, behindFlag] of modules) {
    for (const api of sinkLibrary(name)?.apis ?? []) {
      assert.ok(behindFlag.has(api.name) || api.name in exports, `${name} ${api.name}`);
    }
  }
});

test('Node modules are found with and without the prefix; unknown names are not', () => {
  assert.equal(sinkLibrary('fs')?.name, 'node:fs');
  assert.equal(sinkLibrary('node:fs')?.name, 'node:fs');
  assert.equal(sinkLibrary('left-pad'), undefined);
});
