import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Answer, AppCases, TestRequest } from '../cases/case.ts';
import { startApp, type RunningApp } from './app-process.ts';
import { assertLogged } from './logged-finding.ts';
import { appNode, majorOf, nodeThatLoads } from './nodes.ts';
import { guardEntry } from './places.ts';
import { variantFile, type Variant } from './variants.ts';
import { skipWithout } from '../servers/server-table.ts';

const isContinuousIntegration = process.env['CI'] === 'true';
const withGuard = process.env['TESTBED_GUARDED'] !== '0';

/**
 * Runs every case of an app. Unguarded: attacks must do their harm, so that the app is known to be
 * vulnerable, and benign requests must be served. Guarded: attacks must get a 403 with a finding,
 * benign requests the same answer as before, and the process must live through all of it.
 */
export function testApp(cases: AppCases, variants: readonly Variant[] = ['esm', 'cjs']): void {
  const node = cases.native === undefined ? appNode : nodeThatLoads(cases.native);
  const skip = reasonToSkip(cases, node);
  if (node === undefined || skip !== undefined) {
    it(cases.app, { skip: isContinuousIntegration ? false : (skip ?? true) }, () => {
      assert.fail(skip);
    });
    return;
  }
  const unguarded = new Map<TestRequest, Answer>();
  describe(`${cases.app} without guard`, () => testUnguarded(cases, node, unguarded));
  if (!withGuard) return;
  assert.ok(existsSync(fileURLToPath(guardEntry)), 'guard is not built: npm run build');
  for (const variant of variants) {
    const skip = variant === 'esm' && majorOf(node) < (cases.coversEsmFrom ?? 0);
    const reason = `guard covers its ES modules from Node.js ${cases.coversEsmFrom}`;
    describe(`${cases.app} with guard, ${variant}`, { skip: skip && reason }, () =>
      testGuarded(cases, node, variant, unguarded),
    );
  }
}

function reasonToSkip(cases: AppCases, node: string | undefined): string | undefined {
  if (node === undefined)
    return `${cases.native} was not compiled for any Node.js here: apt-get install build-essential python3, then npm ci in testbed`;
  const withoutServer = cases.needs !== undefined && skipWithout(cases.needs);
  if (withoutServer !== false) return withoutServer;
  if (cases.minimumNode !== undefined && majorOf(node) < cases.minimumNode)
    return `it needs Node.js ${cases.minimumNode}`;
  return undefined;
}

function testUnguarded(cases: AppCases, node: string, answers: Map<TestRequest, Answer>): void {
  const file = variantFile(cases.app, 'esm');
  const app = appOf({ file, node, isGuarded: false, env: cases.env ?? {} });
  for (const { title, request, works } of cases.attacks)
    it(`is open to: ${title}`, async () => {
      const answer = await app().send(request);
      assert.ok(works(answer), shown(answer, app()));
    });
  for (const { title, request, expected } of cases.benign)
    it(`serves: ${title}`, async () => {
      const answer = await app().send(request);
      assert.ok(expected(answer), shown(answer, app()));
      answers.set(request, answer);
    });
}

function testGuarded(
  cases: AppCases,
  node: string,
  variant: Variant,
  unguarded: ReadonlyMap<TestRequest, Answer>,
): void {
  const file = variantFile(cases.app, variant);
  const app = appOf({ file, node, isGuarded: true, env: cases.env ?? {} });
  const isTold = variant !== 'esm' || majorOf(node) >= (cases.tellsEsmFrom ?? 0);
  for (const { title, request, finding } of cases.attacks)
    it(`stops: ${title}`, async () => {
      const answer = await app().send(request);
      assert.equal(answer.status, 403, shown(answer, app()));
      assert.match(answer.text, /findingId|<code>/, shown(answer, app()));
      if (finding !== undefined && isTold) await assertLogged(app(), answer, finding);
    });
  for (const { title, request } of cases.benign)
    it(`still serves: ${title}`, async () => {
      const answer = await app().send(request);
      assert.deepEqual(answer, unguarded.get(request), shown(answer, app()));
    });
  it('lives through all of it', () => assert.ok(app().isAlive(), app().output()));
}

function appOf(start: Parameters<typeof startApp>[0]): () => RunningApp {
  let running: RunningApp | undefined;
  before(async () => {
    running = await startApp(start);
  });
  after(async () => {
    await running?.stop();
  });
  return () => running ?? assert.fail('the app is not up');
}

function shown(answer: Answer, app: RunningApp): string {
  return `${answer.status} ${answer.text.slice(0, 600)}\n${app.output().slice(-1_500)}`;
}
