import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { appNode } from '../harness/nodes.ts';
import { repositoryRoot, testbedRoot } from '../harness/places.ts';
import { buildBundle, variantFile } from '../harness/variants.ts';
import { skipWithout } from '../servers/server-table.ts';

const bin = join(repositoryRoot, 'packages/castellan/bin/castellan.js');
const folder = mkdtempSync(join(tmpdir(), 'castellan-doctor-'));
after(() => rmSync(folder, { recursive: true }));

function doctor(where: string, ...argv: string[]): { text: string; status: number | null } {
  const { stdout, stderr, status } = spawnSync(appNode, [bin, 'doctor', ...argv], {
    cwd: where,
    encoding: 'utf8',
    env: { ...process.env, NODE_TEST_CONTEXT: undefined, NODE_OPTIONS: undefined },
  });
  return { text: stdout || stderr, status };
}

interface Report {
  readonly libraries: readonly Row[];
  readonly live?: { readonly coverage: readonly Row[] };
}

interface Row {
  readonly library: string;
  readonly status: string;
  readonly layer?: string;
  readonly through?: readonly string[];
}

const skip = skipWithout('POSTGRES_URL');

describe(
  'castellan doctor on an Express and pg app, bundled and minified by esbuild',
  { skip },
  () => {
    const where = join(folder, 'bundled');
    it('says that PostgreSQL is protected at the socket', async () => {
      await buildBundle('wire/pg');
      mkdirSync(where);
      copyFileSync(join(testbedRoot, variantFile('wire/pg', 'bundle')), join(where, 'server.cjs'));
      const { text } = doctor(where, '--json', 'server.cjs');
      const driver = (JSON.parse(text) as Report).libraries.find(({ layer }) => layer === 'wire');
      assert.equal(driver?.library, 'PostgreSQL driver');
      assert.equal(driver.status, 'protected');
      const shown = doctor(where, 'server.cjs');
      assert.match(
        shown.text,
        /✔ PostgreSQL driver .*protected at the socket.*server\.cjs/,
        shown.text,
      );
    });

    it('sees it there while the app runs', () => {
      const { text } = doctor(where, '--json', '--run', '4', 'server.cjs');
      const { live } = JSON.parse(text) as Report;
      const seen = live?.coverage.find(({ library }) => library === 'postgresql');
      assert.deepEqual([seen?.layer, seen?.status], ['wire', 'protected'], text);
    });
  },
);

it('castellan doctor says that Prisma is protected through its adapter and that through pg', () => {
  const where = join(folder, 'prisma');
  for (const name of ['@prisma/client', '@prisma/adapter-pg', 'pg']) {
    const link = join(where, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(testbedRoot, 'node_modules', name), link);
  }
  const { libraries } = JSON.parse(doctor(where, '--json').text) as Report;
  const of = (name: string): Row | undefined => libraries.find(({ library }) => library === name);
  assert.deepEqual([of('pg')?.status, of('pg')?.layer], ['protected', 'package']);
  for (const [name, through] of [
    ['@prisma/adapter-pg', /^pg 8/],
    ['@prisma/client', /^@prisma\/adapter-pg 7/],
  ] as const) {
    assert.equal(of(name)?.status, 'protected', JSON.stringify(of(name)));
    assert.match(of(name)?.through?.[0] ?? '', through);
  }
});
