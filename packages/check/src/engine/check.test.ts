import assert from 'node:assert/strict';
import { test } from 'node:test';
import { madeUpSource } from '../evidence/made-up.ts';
import { collectors } from '../evidence/registry.generated.ts';
import { Session } from '../evidence/session.ts';
import { reportSchema } from '../report/schema.ts';
import { rules as allRules } from '../rules/registry.generated.ts';
import {
  defineRule,
  failBy,
  type Rule,
  type RuleFinding,
  targetOf,
  unknown,
} from '../rules/rule.ts';
import { baselineText, parseBaseline } from './baseline.ts';
import { check, type CheckOptions } from './check.ts';
import type { CheckReport } from './report-type.ts';

const today = Date.parse('2026-11-25T12:00:00Z');

function run(
  files: Readonly<Record<string, string>>,
  options: Partial<CheckOptions> = {},
): Promise<CheckReport> {
  const session = new Session(madeUpSource(files));
  return check({
    target: 'example',
    castellan: '0.0.0',
    provide: (name) => session.ask<unknown>(collectors[name]),
    now: today,
    ...options,
  });
}

function ruleThat(judge: Rule['run'], more: Partial<Rule> = {}): Rule {
  return defineRule({
    id: 'made/up',
    practice: 'P9',
    severity: 'high',
    confidence: 'likely',
    controls: [],
    title: 'Made up',
    why: 'For tests.',
    fix: 'Nothing.',
    needs: [],
    run: judge,
    examples: [],
    ...more,
  });
}

const wrong: RuleFinding = { message: 'wrong', identity: 'a', place: { file: 'a.js', line: 3 } };
const failing = ruleThat(() => failBy([wrong], ''));

test('a rule that fails may say how it stands otherwise', async () => {
  const counting = ruleThat(() => ({
    status: 'fail',
    findings: [wrong],
    fact: '3 of 4 are right',
  }));
  const { rules } = await run({}, { rules: [counting] });
  assert.deepEqual(
    rules.map(({ reason }) => reason),
    ['wrong; 3 of 4 are right'],
  );
});

test('the report is what its schema says, and the 41 are all in it', async () => {
  const report = await run({ 'package.json': '{}', Dockerfile: 'FROM node\nCMD ["node"]\n' });
  assert.deepEqual(reportSchema.parse(JSON.parse(JSON.stringify(report))), report);
  assert.equal(report.practices.length, 41);
  const fitting = allRules.filter((rule) => targetOf(rule) === 'repository');
  assert.equal(report.rules.length, fitting.length);
});

test('a new, grave and likely finding fails the gate; a mild or doubtful one does not', async () => {
  assert.equal((await run({}, { rules: [failing] })).exitCode, 1);
  for (const mild of [
    { severity: 'medium' },
    { severity: 'low' },
    { confidence: 'possible' },
  ] as const) {
    const rule = ruleThat(() => failBy([{ ...wrong, ...mild }], ''));
    const report = await run({}, { rules: [rule] });
    assert.equal(report.exitCode, 0);
    assert.equal(report.practices.find(({ practice }) => practice === 'P9')?.status, 'fail');
  }
});

test('what the baseline holds is known; one more of the same is new', async () => {
  const { findings } = await run({}, { rules: [failing] });
  const baseline = parseBaseline(baselineText(findings));
  const known = await run({}, { rules: [failing], baseline });
  assert.deepEqual([known.exitCode, known.findings[0]?.isNew], [0, false]);
  const twice = ruleThat(() => failBy([wrong, { ...wrong, place: { file: 'a.js', line: 9 } }], ''));
  const more = await run({}, { rules: [twice], baseline });
  assert.deepEqual([more.exitCode, more.findings.map(({ isNew }) => isNew)], [1, [false, true]]);
});

test('the trend tells what came, went and stayed, and how practices stood in a whole report', async () => {
  const other = ruleThat(() => failBy([wrong], ''), { id: 'made/other' });
  const before = await run({}, { rules: [failing, other] });
  assert.equal(before.trend, undefined);
  const baseline = parseBaseline(JSON.stringify(before));
  const mended = ruleThat(() => failBy([{ ...wrong, identity: 'b' }], ''), { id: 'made/other' });
  const { trend } = await run({}, { rules: [failing, mended], baseline });
  assert.deepEqual(trend, { since: before.time, new: 1, known: 1, gone: 1, practices: [] });
  const well = ruleThat(() => failBy([], 'well'));
  const now = await run({}, { rules: [well], baseline });
  // The other rule did not look: what it found is not gone.
  assert.deepEqual([now.trend?.gone, now.trend?.known], [1, 0]);
  const blind = ruleThat(() => unknown('a token'));
  assert.equal((await run({}, { rules: [blind], baseline })).trend?.gone, 0);
  const practices = before.practices.map((one) => ({ ...one, status: 'pass' as const }));
  const better = parseBaseline(JSON.stringify({ ...before, practices }));
  assert.deepEqual((await run({}, { rules: [failing], baseline: better })).trend?.practices, [
    { practice: 'P9', from: 'pass', to: 'fail' },
  ]);
});

test('a fingerprint outlives moved lines and ends with another file, rule, thing or secret', async () => {
  const nameOf = async (finding: RuleFinding, id: Rule['id'] = 'made/up'): Promise<string> =>
    (await run({}, { rules: [ruleThat(() => failBy([finding], ''), { id })] })).findings[0]!
      .fingerprint;
  const name = await nameOf(wrong);
  assert.match(name, /^[0-9a-f]{32}$/);
  assert.equal(await nameOf({ ...wrong, place: { file: 'a.js', line: 400, column: 2 } }), name);
  assert.equal(await nameOf({ ...wrong, message: 'said otherwise' }), name);
  for (const other of [
    { ...wrong, place: { file: 'b.js' } },
    { ...wrong, identity: 'b' },
    { ...wrong, secret: 'x' },
  ])
    assert.notEqual(await nameOf(other), name);
  assert.notEqual(await nameOf(wrong, 'made/other'), name);
});

test('an acceptance with reason, owner and end lets the gate pass until its day is over', async () => {
  const { findings } = await run({}, { rules: [failing] });
  const accepted = (until: string, rule = 'made/up'): Record<string, string> => ({
    'castellan.accepted.json': JSON.stringify({
      version: 1,
      accepted: [
        { fingerprint: findings[0]!.fingerprint, rule, reason: 'a test', owner: 'ana', until },
      ],
    }),
  });
  const current = await run(accepted('2026-11-25'), { rules: [failing] });
  assert.equal(current.exitCode, 0);
  assert.deepEqual(current.findings[0]?.acceptance, {
    reason: 'a test',
    owner: 'ana',
    until: '2026-11-25',
  });
  assert.equal(current.rules[0]?.status, 'attested');
  assert.equal((await run(accepted('2026-11-24'), { rules: [failing] })).exitCode, 1);
  assert.equal((await run(accepted('2026-11-25', 'other/rule'), { rules: [failing] })).exitCode, 1);
});

test('an acceptance of what is gone is a finding, unless its rule did not run', async () => {
  const files = {
    'castellan.accepted.json': JSON.stringify({
      version: 1,
      accepted: [
        {
          fingerprint: '0'.repeat(32),
          rule: 'made/up',
          reason: 'a test',
          owner: 'ana',
          until: '2026-12-01',
        },
      ],
    }),
  };
  const current = allRules.find(({ id }) => id === 'accept/current')!;
  const stale = await run(files, { rules: [current, failing] });
  assert.match(stale.findings.find(({ rule }) => rule === 'accept/current')!.message, /no longer/);
  assert.deepEqual((await run(files, { rules: [current] })).findings, []);
});

test('a broken statement file accepts nothing and makes the run incomplete', async () => {
  for (const text of ['{', '{"version":1,"accepted":[{"rule":"x"}]}', '{"version":2}']) {
    const report = await run({ 'castellan.accepted.json': text }, { rules: [failing] });
    assert.match(report.gate.incomplete.join(), /castellan\.accepted\.json is (no JSON|not valid)/);
    assert.equal(report.exitCode, 1);
  }
});

test('a rule that breaks is an error and never a pass', async () => {
  const broken = ruleThat(() => {
    throw new TypeError('oops');
  });
  const { rules, exitCode, gate } = await run({}, { rules: [broken] });
  assert.equal(rules[0]?.status, 'error');
  assert.match(gate.incomplete[0]!, /oops/);
  assert.equal(exitCode, 3);
});

test('nothing looked at is no success; unknowns fail only a strict run', async () => {
  assert.equal((await run({}, { rules: [] })).exitCode, 3);
  const open = ruleThat(() => unknown('a token'));
  assert.equal((await run({}, { rules: [open] })).exitCode, 3);
  const well = ruleThat(() => failBy([], 'well'), { id: 'made/well' });
  assert.equal((await run({}, { rules: [open, well] })).exitCode, 0);
  assert.equal((await run({}, { rules: [open, well], isStrict: true })).exitCode, 3);
});

test('a person answers only what is unknown, of rules that may be attested, within the time', async () => {
  const files = (date: string, until: string): Record<string, string> => ({
    'castellan.attested.json': JSON.stringify({
      version: 1,
      attested: [{ rule: 'made/up', statement: 'we have one', by: 'ana', date, until }],
    }),
  });
  const open = (isAttestable: boolean): Rule => ruleThat(() => unknown('x'), { isAttestable });
  const statusWith = async (given: Record<string, string>, rule: Rule): Promise<string> =>
    (await run(given, { rules: [rule] })).rules[0]!.status;
  const current = files('2026-11-01', '2026-11-25');
  assert.equal(await statusWith(current, open(true)), 'attested');
  assert.equal(await statusWith(current, open(false)), 'unknown');
  assert.equal(await statusWith(files('2026-01-01', '2026-11-24'), open(true)), 'unknown');
  assert.equal(await statusWith(files('2026-11-26', '2027-01-01'), open(true)), 'unknown');
  const failingToo = ruleThat(() => failBy([wrong], ''), { isAttestable: true });
  assert.equal(await statusWith(current, failingToo), 'fail');
});
