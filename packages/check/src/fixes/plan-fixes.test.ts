import assert from 'node:assert/strict';
import { test } from 'node:test';
import { madeUpSource } from '../evidence/made-up.ts';
import type { Edit } from '../rules/patch.ts';
import { rules } from '../rules/registry.generated.ts';
import { defineRule, failBy, type Rule } from '../rules/rule.ts';
import { type FixPlan, planFixes } from './plan-fixes.ts';

interface Made {
  readonly id: Rule['id'];
  /** Fails while a file holds this. */
  readonly word: string;
  /** The file that its finding names; none when left out. */
  readonly file?: string;
  readonly edits?: readonly Edit[];
  readonly asks?: string;
}

/** A rule that fails by a word in a.txt or b.txt. */
function rule({ id, word, file, edits, asks }: Made): Rule {
  return defineRule({
    id,
    practice: 'C13',
    severity: 'low',
    confidence: 'certain',
    controls: [],
    title: 'made up',
    why: 'For tests.',
    fix: 'Nothing.',
    needs: ['texts'],
    run: ({ texts }) => {
      const has = texts.files.some(({ text }) => text.includes(word));
      const place = file === undefined ? {} : { place: { file } };
      return failBy(has ? [{ ...place, message: `${word} is there`, identity: word }] : [], 'fine');
    },
    mend: {
      title: 'made up',
      offer: () => (asks === undefined ? edits && { title: `mend ${id}`, edits } : { asks }),
    },
    examples: [],
  });
}

function put(file: string, was: string, to: string): Edit {
  return { kind: 'text', file, line: 1, column: 1, was, to };
}

function plan(files: Readonly<Record<string, string>>, rules: readonly Rule[]): Promise<FixPlan> {
  const source = madeUpSource(files);
  return planFixes({ source, castellan: '0.0.0', now: Date.parse('2026-11-26'), judgedBy: rules });
}

function told({ planned, left }: FixPlan): string[] {
  return [
    ...planned.map(({ rule: id, state }) => `${state} ${id}`),
    ...left.map(({ rule: id, state, reason }) => `${state} ${id}: ${reason}`),
  ];
}

test('a file that nobody can read does not undo what mends another one', async () => {
  const chart = 'apiVersion: apps/v1\nkind: Deployment\nspec: {{ .Values.spec }}\n';
  const pod =
    'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: app\n      image: shop:1\n';
  const files = { 'chart/templates/app.yaml': chart, 'k8s/app.yaml': pod };
  const judgedBy = rules.filter(({ id }) => id === 'k8s/escalation');
  assert.deepEqual(told(await plan(files, judgedBy)), ['planned k8s/escalation']);
});

test('what helps is planned, and judged as it would be', async () => {
  const helps = rule({ id: 'a/helps', word: 'bad', edits: [put('a.txt', 'bad', 'good')] });
  const found = await plan({ 'a.txt': 'bad' }, [helps]);
  assert.deepEqual(told(found), ['planned a/helps']);
  assert.deepEqual(found.changes, [
    { path: 'a.txt', before: 'bad', after: 'good', isExecutable: false },
  ]);
  assert.equal(found.before.findings.length, 1);
  assert.equal(found.before.findings[0]!.isFixable, true);
  assert.equal(found.after.findings.length, 0);
});

test('what does not make its finding go away is undone, and the others are kept', async () => {
  const helps = rule({ id: 'a/helps', word: 'bad', edits: [put('a.txt', 'bad', 'good')] });
  const lame = rule({ id: 'b/lame', word: 'worse', edits: [put('b.txt', '', '!')] });
  const found = await plan({ 'a.txt': 'bad', 'b.txt': 'worse' }, [helps, lame]);
  assert.deepEqual(told(found), ['planned a/helps', 'undone b/lame: the finding is still there']);
  assert.deepEqual(
    found.changes.map(({ path }) => path),
    ['a.txt'],
  );
});

test('what makes a new finding is undone, by the file that the finding names or by trying it alone', async () => {
  const helps = rule({ id: 'a/helps', word: 'bad', edits: [put('a.txt', 'bad', 'good')] });
  const harms = rule({ id: 'b/harms', word: 'worse', edits: [put('b.txt', 'worse', 'harm')] });
  for (const file of ['b.txt', undefined]) {
    const watch = rule({ id: 'c/watch', word: 'harm', ...(file !== undefined && { file }) });
    const found = await plan({ 'a.txt': 'bad', 'b.txt': 'worse' }, [helps, harms, watch]);
    assert.deepEqual(told(found), [
      'planned a/helps',
      'undone b/harms: it makes a new finding of c/watch: harm is there',
    ]);
  }
});

test('what a fix brings into play is mended along, and what is asked for then does not stop it', async () => {
  const first = rule({ id: 'a/first', word: 'bad', edits: [put('a.txt', 'bad', 'next asked')] });
  const next = rule({
    id: 'b/next',
    word: 'next',
    edits: [{ kind: 'create', file: 'c.txt', text: 'x' }],
  });
  const stays = await plan({ 'a.txt': 'bad' }, [first, next]);
  assert.deepEqual(told(stays), [
    'undone b/next: the finding is still there',
    'undone a/first: it makes a new finding of b/next: next is there',
  ]);
  const asked = rule({ id: 'c/asked', word: 'asked', asks: 'a name' });
  const found = await plan({ 'a.txt': 'bad' }, [first, asked]);
  assert.deepEqual(told(found), ['planned a/first', 'asks c/asked: a name']);
});

test('of two fixes that change one place the second is left out', async () => {
  const one = rule({ id: 'a/one', word: 'bad', edits: [put('a.txt', 'bad', 'good')] });
  const other = rule({ id: 'b/other', word: 'bad', edits: [put('a.txt', 'bad', 'fine')] });
  const found = await plan({ 'a.txt': 'bad' }, [one, other]);
  assert.deepEqual(told(found), [
    'planned a/one',
    'refused b/other: a.txt: two fixes change the same place',
  ]);
});

test('a rule whose offer breaks offers nothing', async () => {
  const breaks = rule({ id: 'a/breaks', word: 'bad', edits: [] });
  const broken: Rule = {
    ...breaks,
    mend: {
      title: 'x',
      offer: () => {
        throw new Error('no');
      },
    },
  };
  const found = await plan({ 'a.txt': 'bad' }, [broken]);
  assert.deepEqual(told(found), []);
  assert.equal(found.before.findings[0]!.isFixable, undefined);
});

test('a file that is no UTF-8 is left alone', async () => {
  const helps = rule({ id: 'a/helps', word: 'bad', edits: [put('a.txt', 'bad', 'good')] });
  const source = madeUpSource({ 'a.txt': 'bad' });
  const odd = { ...source, read: () => Promise.resolve(new Uint8Array([98, 97, 100, 0xe9])) };
  const found = await planFixes({ source: odd, castellan: '0', now: 0, judgedBy: [helps] });
  assert.deepEqual(told(found), ['refused a/helps: a.txt is not written in UTF-8']);
});

test('of two alike findings one is mended, and the other, which takes its number, is not held against that', async () => {
  const twice = defineRule({
    ...rule({ id: 'a/twice', word: '' }),
    needs: ['texts'],
    run: ({ texts }) => {
      const lines = texts.files.find(({ path }) => path === 'a.txt')?.text.split('\n') ?? [];
      const findings = lines.flatMap((line, index) =>
        line.startsWith('bad')
          ? [{ place: { file: 'a.txt', line: index + 1 }, message: 'bad', identity: 'bad' }]
          : [],
      );
      return failBy(findings, 'fine');
    },
    mend: {
      title: 'made up',
      offer: ({ place }) =>
        place?.line === 1 ? { title: 'mend', edits: [put('a.txt', 'bad', 'good')] } : undefined,
    },
  });
  const found = await plan({ 'a.txt': 'bad\nbad\n' }, [twice]);
  assert.deepEqual(told(found), ['planned a/twice']);
  assert.equal(found.after.findings.length, 1);
});
