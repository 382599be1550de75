import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Answer, query, type TestRequest } from '../cases/case.ts';
import { type RunningApp, startApp } from '../harness/app-process.ts';
import { appNode } from '../harness/nodes.ts';
import { guardEntry, testbedRoot } from '../harness/places.ts';
import { variantFile, type Variant } from '../harness/variants.ts';
import { skipWithout } from '../servers/server-table.ts';

/**
 * Guard beside tracing that patches the same functions, in every order: attacks are refused, honest
 * requests are answered and traced as without guard, and a refused call is a failed span and no crash.
 */

interface Span {
  readonly name: string;
  readonly parent: string | null;
  readonly status: string;
  readonly httpStatus?: number;
  readonly events?: readonly string[];
}

const attack = "x' OR 1=1 --";
const attacks: Readonly<Record<string, TestRequest>> = {
  'SQL text': query('/users', { name: attack }),
  'SQL text whose error the app swallows': query('/swallowed', { name: attack }),
  'shell text': query('/echo', { name: 'a; id' }),
};
const benign: readonly TestRequest[] = [
  query('/users', { name: 'alice' }),
  query('/bound', { name: attack }),
  query('/swallowed', { name: 'bob' }),
  query('/echo', { name: 'hello' }),
  query('/fails', {}),
  query('/nowhere', {}),
];

/** The flags before the app's file; without guard for the app that it is compared with. */
type Flags = (tracing: string, guard: string | undefined) => string[];

const load = (flag: string, file: string | undefined): string[] =>
  file === undefined ? [] : [flag, file];
const required = (guard: string | undefined): string[] =>
  load('-r', guard === undefined ? undefined : fileURLToPath(guard));

const orders: Readonly<Record<string, Flags>> = {
  'tracing first': (tracing, guard) => [...load('--import', tracing), ...load('--import', guard)],
  'guard first': (tracing, guard) => [...load('--import', guard), ...load('--import', tracing)],
  'guard by -r': (tracing, guard) => [...required(guard), ...load('--import', tracing)],
};

const tracings: Readonly<
  Record<string, { orders: readonly string[]; variants: readonly Variant[] }>
> = {
  otel: { orders: Object.keys(orders), variants: ['esm', 'cjs'] },
  sentry: { orders: ['tracing first', 'guard first'], variants: ['esm'] },
};

const skip = skipWithout('POSTGRES_URL');
for (const [tracing, { orders: names, variants }] of Object.entries(tracings)) {
  for (const variant of variants) {
    describe(`${tracing}, ${variant}`, { skip }, () => {
      const bare = traced(tracing, variant, orders['tracing first']!, undefined);
      for (const name of names) describe(name, () => besideGuard(tracing, variant, name, bare));
    });
  }
}

interface Traced {
  readonly answers: Answer[];
  spans: readonly Span[];
  app: RunningApp | undefined;
}

/** Starts the app and sends it the honest requests. */
function traced(
  tracing: string,
  variant: Variant,
  flags: Flags,
  guard: string | undefined,
): Traced {
  const result: Traced = { answers: [], spans: [], app: undefined };
  before(async () => {
    const file = pathToFileURL(join(testbedRoot, `apps/apm/${tracing}.js`)).href;
    const app = await startApp({
      file: variantFile('apm/pg', variant),
      node: appNode,
      isGuarded: guard !== undefined,
      flags: flags(file, guard),
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

function besideGuard(tracing: string, variant: Variant, order: string, bare: Traced): void {
  const guarded = traced(tracing, variant, orders[order]!, guardEntry);
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
    assert.doesNotMatch(app().output(), /library not protected/);
  });
}

/** A span that failed, or that of a request which was answered 403. */
function isFailed({ status, httpStatus }: Span): boolean {
  return httpStatus === 403 || !['ok', 'unset'].includes(status);
}

async function spansOf(app: RunningApp): Promise<readonly Span[]> {
  return ((await app.ask('spans')) as { spans: readonly Span[] }).spans;
}

const linesOf = (spans: readonly Span[]): string[] =>
  spans
    .map(({ name, parent, status, httpStatus, events = [] }) =>
      [name, 'in', parent, status, httpStatus, ...events].join(' '),
    )
    .toSorted();
