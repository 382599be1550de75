import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Answer, query, type TestRequest } from '../cases/case.ts';
import { type RunningApp, startApp } from '../harness/app-process.ts';
import { everyNode, type NodeAtHand, skipWithoutNode } from '../harness/nodes.ts';
import { guardEntry } from '../harness/places.ts';
import {
  bareOrder,
  ordersOn,
  startOf,
  type Tracing,
  tracings,
  variantsOn,
} from '../harness/tracing.ts';
import { isFailed, linesOf, type Span, spansOf } from '../harness/spans.ts';
import { variantFile, type Variant } from '../harness/variants.ts';
import { skipWithout } from '../servers/server-table.ts';

/**
 * Guard beside tracing that patches the same functions, in every order and on every Node.js: attacks are refused, honest
 * requests are answered and traced as without guard, and a refused call is a failed span and no crash.
 */

const attack = "x' OR 1=1 --";
const attacks: Readonly<Record<string, TestRequest>> = {
  'SQL text': query('/users', { name: attack }),
  'SQL text whose error the app swallows': query('/swallowed', { name: attack }),
  'SQL text whose promise nobody awaits': query('/stray-rejection', { name: attack }),
  'SQL text whose callback throws': query('/stray-callback', { name: attack }),
  'shell text': query('/echo', { name: 'a; id' }),
  'shell text in a timer, where nobody catches': query('/stray-throw', { name: 'a; id' }),
};
const benign: readonly TestRequest[] = [
  query('/users', { name: 'alice' }),
  query('/bound', { name: attack }),
  query('/swallowed', { name: 'bob' }),
  query('/stray-rejection', { name: 'bob' }),
  query('/stray-callback', { name: 'bob' }),
  query('/echo', { name: 'hello' }),
  query('/stray-throw', { name: 'hello' }),
  query('/instances', {}),
  query('/fails', {}),
  query('/nowhere', {}),
];

/** Guard's line on a library that this app uses. */
const unprotected =
  /"library not protected","library":"(?:express|pg|pg-pool|node:http|node:child_process)"/;

for (const tracing of tracings)
  for (const at of everyNode()) {
    const skip = skipWithoutNode(at) || skipWithout('POSTGRES_URL');
    describe(`${tracing.name} on Node.js ${at.major}`, { skip }, () => {
      for (const variant of variantsOn(tracing, at.major))
        describe(variant, () => test(tracing, variant, at));
    });
  }

function test(tracing: Tracing, variant: Variant, { major, path = '' }: NodeAtHand): void {
  const start = startOf(tracing);
  const bare = served(variant, path, bareOrder.flags(start));
  for (const { name, flags } of ordersOn(major))
    describe(name, () => besideGuard(served(variant, path, flags(start, guardEntry)), bare));
}

interface Served {
  readonly answers: Answer[];
  spans: readonly Span[];
  app: RunningApp | undefined;
}

/** Starts the app and sends it the honest requests. */
function served(variant: Variant, node: string, flags: readonly string[]): Served {
  const result: Served = { answers: [], spans: [], app: undefined };
  before(async () => {
    const app = await startApp({
      file: variantFile('apm/pg', variant),
      node,
      flags,
      env: { TESTBED_ESM: variant === 'esm' ? '1' : '0' },
    });
    result.app = app;
    // The first connection to the database has spans of its own.
    await app.send(query('/bound', { name: 'nobody' }));
    await spansOf(app);
    for (const request of benign) result.answers.push(await app.send(request));
    result.spans = await spansOf(app);
  });
  after(async () => void (await result.app?.stop()));
  return result;
}

function besideGuard(guarded: Served, bare: Served): void {
  const app = (): RunningApp => guarded.app ?? assert.fail('the app is not up');

  it('answers honest requests as without guard', () => {
    assert.deepEqual(guarded.answers, bare.answers);
    assert.ok(bare.answers[0]?.text.includes('alice'), bare.answers[0]?.text);
  });
  it('traces them as without guard', () => {
    assert.deepEqual(linesOf(guarded.spans), linesOf(bare.spans));
    assert.ok(bare.spans.length >= benign.length, `${bare.spans.length} spans`);
  });
  for (const [title, request] of Object.entries(attacks)) {
    it(`refuses ${title}, and traces it`, async () => {
      const { status, text } = await app().send(request);
      assert.equal(status, 403, text);
      assert.match(text, /findingId/);
      const spans = await spansOf(app());
      assert.ok(spans.some(isFailed), linesOf(spans).join('\n'));
    });
  }
  it('says that the app is protected, and lives', async () => {
    const answer = await app().send(query('/users', { name: 'alice' }));
    assert.equal(answer.status, 200);
    assert.ok(app().isAlive());
    assert.doesNotMatch(app().output(), unprotected);
  });
}
