import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EvidenceChain, newEvidenceKey, verifyEvidence } from './evidence-chain.ts';

const { privatePem, publicKey } = newEvidenceKey();

function pack(key = privatePem): string {
  const chain = new EvidenceChain();
  const lines = ['header', 'practice', 'practice', 'audit'].map((type, index) =>
    chain.add(type, { index, text: 'as it was\nwith a break' }),
  );
  return lines.join('') + chain.end(key);
}

function problemOf(text: string, key?: string): string {
  const verified = verifyEvidence(text, key);
  return verified.ok ? 'none' : verified.problem;
}

test('a pack verifies, and says who signed it and what it holds', () => {
  const verified = verifyEvidence(pack(), publicKey);
  assert.ok(verified.ok);
  assert.equal(verified.publicKey, publicKey);
  assert.equal(verified.counts.get('practice'), 2);
});

test('every kind of tampering is caught', () => {
  const text = pack();
  const lines = text.trimEnd().split('\n');
  const joined = (some: readonly string[]): string => `${some.join('\n')}\n`;
  assert.match(problemOf(text.replace('as it was', 'as it is!')), /does not follow/);
  assert.match(problemOf(text.replace('{"line":2', '{ "line":2')), /line 3 does not follow/);
  assert.match(problemOf(joined(lines.toSpliced(1, 1))), /line 2 says that it is line 3/);
  assert.match(problemOf(joined(lines.toSpliced(1, 0, lines[1]!))), /line 3 says/);
  assert.match(
    problemOf(joined(lines.with(1, lines[2]!).with(2, lines[1]!))),
    /line 2 says that it is line 3: lines were taken out, added or moved here/,
  );
  const added = JSON.stringify({ ...(JSON.parse(lines[2]!) as object), data: 'put in' });
  const renumbered = lines
    .toSpliced(2, 0, added)
    .map((line, index) => line.replace(/"line":\d+/, `"line":${index + 1}`));
  assert.match(problemOf(joined(renumbered)), /line 4 does not follow from the line before/);
  assert.match(problemOf(joined(lines.slice(1))), /line 1 says that it is line 2/);
  assert.match(problemOf(joined(lines.slice(0, -1))), /not signed/);
  assert.match(problemOf(text.slice(0, -1)), /cut off/);
  assert.match(problemOf(text + lines.at(-1)! + '\n'), /behind the signature/);
  assert.match(problemOf(''), /cut off/);
  assert.match(problemOf('null\n'), /no line of a pack/);
});

test('a pack that was written anew is signed by another key', () => {
  const other = newEvidenceKey();
  assert.match(problemOf(pack(other.privatePem), publicKey), /another key/);
  const forged = pack(other.privatePem).replace(other.publicKey, publicKey);
  assert.match(problemOf(forged, publicKey), /line 5: its signature is wrong/);
  const chain = new EvidenceChain();
  const anew = ['header', 'audit'].map((type) => chain.add(type, { text: 'better' })).join('');
  const old = JSON.parse(pack().trimEnd().split('\n').at(-1)!) as { data: object };
  assert.match(
    problemOf(anew + chain.add('signature', old.data), publicKey),
    /line 3: its signature/,
  );
});
