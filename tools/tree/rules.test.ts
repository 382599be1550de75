import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { treeRules } from './rules.ts';
import { readTree } from './tree.ts';

const detection = 'packages/guard/src/detections/x-injection';
const page = '# X\n## What it stops\n## How it decides\n## What it misses\n';

/** A small tree that breaks no rule. */
const sound: Readonly<Record<string, string>> = {
  'packages/core/src/index.ts': "export { a } from './words/word.ts';\n",
  'packages/core/src/words/word.ts': 'export const a = 1;\n',
  'packages/core/src/words/word.test.ts': "import './word.ts';\n",
  'packages/core/src/wire/finding.ts': "import * as z from 'zod';\n",
  'packages/guard/src/hooks/wrap.ts': "import 'node:fs';\n",
  'packages/guard/src/context/inputs.ts': "import '@castellan/core';\n",
  'packages/guard/src/detections/sink-call.ts': '',
  'packages/guard/src/hooks/kind.ts':
    "import type { SinkCall } from '../detections/sink-call.ts';\n",
  [`${detection}/meta.ts`]: '',
  [`${detection}/detector.ts`]:
    "import { i } from '../../context/inputs.ts';\nimport './meta.ts';\n",
  [`${detection}/cases.ts`]: '',
  [`${detection}/x-injection.test.ts`]: "import fc from 'fast-check';\n",
  [`${detection}/x-injection.bench.ts`]: "import { bench } from 'mitata';\n",
  [`${detection}/README.md`]: page,
  'packages/check/src/analysis/lines.ts': "import '@castellan/core';\n",
  'packages/check/src/evidence/collectors/git.ts':
    "import 'node:fs';\nimport { parse } from 'yaml';\nimport '../../analysis/lines.ts';\n",
  'packages/check/src/rules/rule.ts': "import type { Git } from '../evidence/collectors/git.ts';\n",
  'packages/check/src/rules/x/sound.ts':
    "import '../rule.ts';\nexport const rule: Rule = {\n  id: 'x/sound',\n};\n",
  'packages/check/src/engine/check.ts':
    "import 'node:crypto';\nimport '../rules/rule.ts';\nimport '../evidence/collectors/git.ts';\n",
  'packages/check/src/report/json.ts': "import '../engine/check.ts';\n",
  'packages/watch/src/store/schema.ts': "import 'kysely';\n",
  'packages/watch/src/store/case-server.ts': "import '@castellan/testkit/servers';\n",
  'packages/watch/src/api/routes.ts': "import '../store/schema.ts';\n",
  'packages/watch-ui/src/words/text.ts': '',
  'packages/watch-ui/src/parts/mark.tsx':
    "import type { ReactNode } from 'react';\nimport '../words/text.ts';\n",
  'packages/castellan/src/guard.ts': "import '@castellan/guard/register';\n",
};

/** What breaks each rule, and the file at fault. */
const planted: readonly {
  rule: string;
  title: string;
  files: Record<string, string>;
  at?: string;
}[] = [
  {
    rule: 'package-direction',
    title: 'core imports guard',
    files: { 'packages/core/src/a.ts': "import '@castellan/guard';\n" },
  },
  {
    rule: 'package-direction',
    title: 'guard imports the command line',
    files: { 'packages/guard/src/a.ts': "import 'castellan/guard';\n" },
  },
  {
    rule: 'package-direction',
    title: 'check imports guard',
    files: { 'packages/check/src/a.ts': "import '@castellan/guard';\n" },
  },
  {
    rule: 'package-direction',
    title: 'guard reaches into the folder of core',
    files: { 'packages/guard/src/a.ts': "import '../../core/src/index.ts';\n" },
  },
  {
    rule: 'run-time-packages',
    title: 'guard imports a package',
    files: { 'packages/guard/src/a.ts': "import 'left-pad';\n" },
  },
  {
    rule: 'run-time-packages',
    title: 'an analysis imports a package',
    files: { 'packages/check/src/analysis/a.ts': "import 'yaml';\n" },
  },
  {
    rule: 'run-time-packages',
    title: 'core loads zod outside its wire entry',
    files: { 'packages/core/src/a.ts': "import * as z from 'zod';\n" },
  },
  {
    rule: 'package-direction',
    title: 'watch imports guard',
    files: { 'packages/watch/src/a.ts': "import '@castellan/guard';\n" },
  },
  {
    rule: 'package-direction',
    title: 'run-time code of check starts servers as tests do',
    files: { 'packages/check/src/a.ts': "import '@castellan/testkit/servers';\n" },
  },
  {
    rule: 'package-direction',
    title: 'a test of watch imports more of the testkit than its servers',
    files: { 'packages/watch/src/case-a.ts': "import '@castellan/testkit';\n" },
  },
  {
    rule: 'package-direction',
    title: 'the servers of tests import what they are there to test',
    files: { 'packages/testkit/src/servers/a.ts': "import '@castellan/watch';\n" },
  },
  {
    rule: 'run-time-packages',
    title: 'watch imports a package that it was not given',
    files: { 'packages/watch/src/store/a.ts': "import 'left-pad';\n" },
  },
  {
    rule: 'guard-layers',
    title: 'a detection imports a hook',
    files: { [`${detection}/a.ts`]: "import '../../hooks/wrap.ts';\n" },
  },
  {
    rule: 'guard-layers',
    title: 'a detection imports another one',
    files: { [`${detection}/a.ts`]: "import '../y-injection/meta.ts';\n" },
  },
  {
    rule: 'guard-layers',
    title: 'a lexer imports a detection',
    files: { 'packages/guard/src/lexers/shell/a.ts': "import '../../detections/finding.ts';\n" },
  },
  {
    rule: 'guard-layers',
    title: 'a lexer imports context',
    files: { 'packages/guard/src/lexers/shell/a.ts': "import '../../context/shape.ts';\n" },
  },
  {
    rule: 'guard-layers',
    title: 'context imports a verdict',
    files: { 'packages/guard/src/context/a.ts': "import '../verdict/judge.ts';\n" },
  },
  {
    rule: 'guard-layers',
    title: 'context imports what runs at a contract',
    files: { 'packages/guard/src/context/a.ts': "import '../detections/sink-call.ts';\n" },
  },
  {
    rule: 'guard-layers',
    title: 'a folder that is no stage',
    files: { 'packages/guard/src/drawer/a.ts': '' },
  },
  {
    rule: 'check-layers',
    title: 'a rule loads a collector',
    files: { 'packages/check/src/rules/a.ts': "import '../evidence/collectors/git.ts';\n" },
  },
  {
    rule: 'check-layers',
    title: 'evidence imports a rule',
    files: { 'packages/check/src/evidence/a.ts': "import '../rules/rule.ts';\n" },
  },
  {
    rule: 'check-layers',
    title: 'the engine imports a printer',
    files: { 'packages/check/src/engine/a.ts': "import '../report/json.ts';\n" },
  },
  {
    rule: 'check-layers',
    title: 'a folder of check that is no stage',
    files: { 'packages/check/src/drawer/a.ts': '' },
  },
  {
    rule: 'pure-rules',
    title: 'a rule reads files',
    files: { 'packages/check/src/rules/a.ts': "import { readFileSync } from 'node:fs';\n" },
  },
  {
    rule: 'pure-rules',
    title: 'an analysis loads something of Node',
    files: { 'packages/check/src/analysis/a.ts': "import 'node:path';\n" },
  },
  {
    rule: 'pure-rules',
    title: 'the engine runs programs',
    files: { 'packages/check/src/engine/a.ts': "import 'node:child_process';\n" },
  },
  {
    rule: 'check-layers',
    title: 'the engine imports a fix',
    files: { 'packages/check/src/engine/a.ts': "import '../fixes/plan-fixes.ts';\n" },
  },
  {
    rule: 'pure-rules',
    title: 'a fix writes beside its writer',
    files: { 'packages/check/src/fixes/a.ts': "import 'node:fs/promises';\n" },
  },
  {
    rule: 'watch-layers',
    title: 'the store imports the API',
    files: { 'packages/watch/src/store/a.ts': "import '../api/routes.ts';\n" },
  },
  {
    rule: 'watch-layers',
    title: 'a stage of watch that nobody knows',
    files: { 'packages/watch/src/drawer/a.ts': '' },
  },
  {
    rule: 'watch-ui-layers',
    title: 'a part imports a view',
    files: { 'packages/watch-ui/src/parts/a.tsx': "import '../views/b.tsx';\n" },
  },
  {
    rule: 'run-time-packages',
    title: 'a page of the console imports a package that it was not given',
    files: { 'packages/watch-ui/src/parts/a.tsx': "import 'left-pad';\n" },
  },
  {
    rule: 'package-direction',
    title: 'a page of the console imports the server',
    files: { 'packages/watch-ui/src/api/a.ts': "import type { A } from '@castellan/watch';\n" },
  },
  {
    rule: 'no-cycles',
    title: 'two files import each other',
    files: {
      'packages/core/src/a.ts': "import './b.ts';\n",
      'packages/core/src/b.ts': "import './a.ts';\n",
    },
  },
  {
    rule: 'no-cycles',
    title: 'three files in a circle of types',
    files: {
      'packages/core/src/a.ts': "import type { B } from './b.ts';\n",
      'packages/core/src/b.ts': "export type { C } from './c.ts';\n",
      'packages/core/src/c.ts': "import type { A } from './a.ts';\n",
    },
  },
  {
    rule: 'detection-anatomy',
    title: 'a detection without its parts',
    files: { 'packages/guard/src/detections/bare/detector.ts': '' },
    at: 'packages/guard/src/detections/bare/meta.ts',
  },
  {
    rule: 'detection-anatomy',
    title: 'a page without a heading',
    files: { [`${detection}/README.md`]: page.replace('## What it misses', '') },
  },
  {
    rule: 'rule-anatomy',
    title: 'a rule under another name than its file',
    files: {
      'packages/check/src/rules/x/a.ts': "export const rule: Rule = {\n  id: 'x/b',\n};\n",
    },
  },
  {
    rule: 'rule-anatomy',
    title: 'a file among rules that holds none',
    files: { 'packages/check/src/rules/x/a.ts': 'export const a = 1;\n' },
  },
  { rule: 'file-names', title: 'a drawer', files: { 'packages/core/src/string-utils.ts': '' } },
  {
    rule: 'file-names',
    title: 'a drawer of a folder',
    files: { 'packages/core/src/helpers/a.ts': '' },
  },
  { rule: 'file-names', title: 'camel case', files: { 'packages/core/src/someThing.ts': '' } },
  {
    rule: 'tests-beside-source',
    title: 'a test far from its source',
    files: { 'packages/core/src/elsewhere/word.test.ts': '' },
  },
  {
    rule: 'file-length',
    title: 'a long file',
    files: { 'packages/guard/src/a.ts': '\n'.repeat(301) },
  },
  {
    rule: 'registries-current',
    title: 'a registry that lacks a detection',
    files: {
      'packages/guard/src/detections/registry.generated.ts': 'export const detections = [];',
    },
  },
  {
    rule: 'registries-current',
    title: 'a registry that lacks a rule',
    files: { 'packages/check/src/rules/registry.generated.ts': 'export const rules = [];' },
  },
];

test('a sound tree breaks no rule', () => {
  assert.deepEqual(violationsIn(sound), []);
});

for (const { rule, title, files, at } of planted) {
  test(`${rule} is seen to fail: ${title}`, () => {
    const found = violationsIn({ ...sound, ...files });
    assert.deepEqual([...new Set(found.map((one) => one.rule))], [rule], JSON.stringify(found));
    const path = at ?? Object.keys(files)[0];
    assert.ok(
      found.some((one) => one.path === path),
      JSON.stringify(found),
    );
  });
}

test('each rule has a planted violation', () => {
  assert.deepEqual(
    [...new Set(planted.map(({ rule }) => rule))],
    treeRules.map(({ id }) => id),
  );
});

test('a file of just the longest length is taken', () => {
  assert.deepEqual(violationsIn({ 'packages/guard/src/a.ts': '\n'.repeat(300) }), []);
});

function violationsIn(files: Readonly<Record<string, string>>): { rule: string; path: string }[] {
  const root = mkdtempSync(join(tmpdir(), 'castellan-tree-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(root, dirname(path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    const tree = readTree(root);
    return treeRules.flatMap(({ id, check }) =>
      check(tree).map(({ path }) => ({ rule: id, path })),
    );
  } finally {
    rmSync(root, { recursive: true });
  }
}
