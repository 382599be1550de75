import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fold } from '../folding.ts';
import { shapeOf } from '../shape.ts';
import { Candidate } from './candidate.ts';
import { searchDirectly } from './direct-search.ts';
import { HashChains } from './hash-chains.ts';
import { HashedNeedles } from './hashed-search.ts';
import { type Haystack, MAX_FOUND, stepsFor } from './haystack.ts';
import { Needle } from './needle.ts';
import { Search } from './search.ts';

function needlesOf(values: readonly string[]): Needle[] {
  const needles = [...new Set(values)].map((value) => new Needle({ path: 'q', value }, value, []));
  return needles.filter((needle) => needle.isTelling);
}

function haystackOf(text: string, stepsLeft = stepsFor(text.length)): Haystack {
  return { folded: fold(text), found: [], starts: [], stepsLeft, truncated: false };
}

function placesOf({ found, starts }: Haystack): string[] {
  return found.map((needle, i) => `${starts[i]} ${needle.folded}`).toSorted();
}

function hashed(needles: readonly Needle[], haystack: Haystack): Haystack {
  const index = new HashedNeedles();
  index.file(needles);
  index.search(haystack);
  return haystack;
}

function candidatesOf(values: readonly string[]): Candidate[] {
  return values.map(
    (value) =>
      new Candidate(
        { input: { path: 'q', value } },
        { value, shape: shapeOf(value), transformations: [] },
      ),
  );
}

/** Few letters, so that values meet, overlap and repeat. */
const value = fc.string({
  unit: fc.constantFrom('a', 'B', "'", ' ', '-', 'é', 'İ'),
  maxLength: 40,
});

test('both searches find the same places, and all of them', () => {
  fc.assert(
    fc.property(fc.array(value, { maxLength: 12 }), fc.array(value), (values, pieces) => {
      const needles = needlesOf(values);
      const text = pieces.concat(values.slice(0, 3)).join('');
      const direct = haystackOf(text);
      searchDirectly(needles, direct);
      const other = hashed(needles, haystackOf(text));
      fc.pre(!direct.truncated && !other.truncated);
      assert.deepEqual(new Set(placesOf(direct)), new Set(placesOf(other)));
      for (const { folded } of needles) {
        assert.equal(
          direct.found.some((needle) => needle.folded === folded),
          fold(text).includes(folded),
        );
      }
    }),
    { numRuns: 500 },
  );
});

test('hash chains know what a map knows', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -3, max: 300 })), (keys) => {
      const chains = new HashChains();
      for (const key of keys) chains.add(key);
      for (const wanted of new Set(keys)) {
        const numbers: number[] = [];
        for (let i = chains.first(wanted); i >= 0; i = chains.before(i)) numbers.push(i);
        const known = keys.flatMap((key, i) => (key === wanted ? [i] : [])).toReversed();
        assert.deepEqual(numbers, known);
      }
      assert.equal(chains.first(7_777), -1);
    }),
  );
});

test('places within another of the same input are dropped, those of other inputs stay', () => {
  const search = new Search(candidatesOf(["a' b", "x a' b y", "b y'z"]));
  const spans = search.run("-x a' b y'z").occurrences.map(({ start, end }) => [start, end]);
  assert.deepEqual(spans, [
    [1, 9],
    [3, 7],
    [6, 11],
  ]);
});

test('a line break beside a word is looked for: it ends a command', () => {
  const spansOf = (sent: string, text: string): number[][] =>
    new Search(candidatesOf([sent])).run(text).occurrences.map(({ start, end }) => [start, end]);
  assert.deepEqual(spansOf('\nreboot', 'ping \nreboot'), [[5, 12]]);
  assert.deepEqual(spansOf('reboot\r\n', 'x reboot\r\ny'), [[2, 10]]);
  assert.deepEqual(spansOf('\nreboot', 'ping reboot'), []);
});

test('more occurrences than are kept make the result truncated', () => {
  const search = new Search(candidatesOf(["a'bc"]));
  const few = search.run("a'bc ".repeat(256));
  assert.deepEqual([few.occurrences.length, few.truncated], [256, false]);
  const many = search.run("a'bc ".repeat(257));
  assert.deepEqual([many.occurrences.length, many.truncated], [256, true]);
  assert.equal(search.run("a'bc ".repeat(MAX_FOUND + 1)).truncated, true);
});

test('work is counted, linear in the text, and ends at its bound', () => {
  const alike = Array.from({ length: 2_000 }, (_, i) => `prefix ' ${'x'.repeat(40)} ${i}`);
  const search = new Search(candidatesOf(alike));
  const text = `${alike[7]} `;
  const once = search.run(text.repeat(200)).steps;
  const twice = search.run(text.repeat(400)).steps;
  assert.ok(once > 0 && twice < once * 3, `${once} ${twice}`);
  const lengths = needlesOf(Array.from({ length: 1_000 }, (_, i) => `prefix 'x${'y'.repeat(i)}z`));
  const bounded = hashed(lengths, haystackOf("prefix 'xw ".repeat(9_000)));
  assert.equal(bounded.truncated, true);
  assert.equal(bounded.stepsLeft, -1);
});

test('long repeats are searched within the bound', () => {
  const repeat = 'a'.repeat(60_000);
  const search = new Search(candidatesOf([`${repeat}'`, `'${repeat}`, `${repeat}'${repeat}`]));
  const { occurrences, truncated } = search.run(`${'a'.repeat(100_000)}'x`);
  assert.ok(occurrences.length > 0 || truncated, 'neither found nor said to be cut short');
  assert.ok(occurrences.every(({ end }) => end <= 100_001));
});

test('pieces are found when they quote, end or comment, and only then', () => {
  const partsIn = (sent: string, text: string): string[] =>
    new Search(candidatesOf([sent]))
      .run(text)
      .occurrences.map(({ start, end, transformations }) => {
        assert.deepEqual(transformations, ['part']);
        return text.slice(start, end);
      });
  const sent = "1' or '1'='1' union select password from users--";
  assert.deepEqual(partsIn(sent, `where id = '${sent.slice(0, 20)}'`), [sent.slice(0, 20)]);
  assert.deepEqual(partsIn(`zz,${sent}`, `where id = '${sent}'`), [sent]);
  assert.deepEqual(partsIn("a, x') or 1=1 ,b", "f('x') or 1=1')"), ["x') or 1=1"]);
  assert.deepEqual(partsIn('please select name from users for me', 'select name from users'), []);
  assert.deepEqual(partsIn("it's short", "x it's y"), []);
  assert.deepEqual(partsIn('{"a":1, "created_at": 2}', 'select "created_at" from t'), []);
});
