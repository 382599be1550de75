import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matchingStep, newTotpSecret, totpCode, totpStep, totpUri, withUsed } from './totp.ts';

/** RFC 6238, appendix B, SHA-1: the last six of its eight digits. "12345678901234567890" in base32. */
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const vectors: readonly (readonly [seconds: number, code: string])[] = [
  [59, '94287082'],
  [1_111_111_109, '07081804'],
  [1_111_111_111, '14050471'],
  [1_234_567_890, '89005924'],
  [2_000_000_000, '69279037'],
  [20_000_000_000, '65353130'],
];

test('codes are those of RFC 6238', () => {
  for (const [seconds, code] of vectors) {
    assert.equal(totpCode(secret, totpStep(seconds * 1_000)), code.slice(2));
  }
});

test('a clock may be one step off either way, not two', () => {
  const nowMs = 1_234_567_890_000;
  const now = totpStep(nowMs);
  const match = (step: number): number | undefined =>
    matchingStep(secret, totpCode(secret, step), [], nowMs);
  assert.deepEqual(
    [-2, -1, 0, 1, 2].map((off) => match(now + off)),
    [undefined, now - 1, now, now + 1, undefined],
  );
});

test('a code is taken once, and none before it', () => {
  const nowMs = 1_234_567_890_000;
  const now = totpStep(nowMs);
  const code = totpCode(secret, now);
  assert.equal(matchingStep(secret, code, [now - 1], nowMs), now);
  assert.equal(matchingStep(secret, code, [now], nowMs), undefined);
  assert.equal(matchingStep(secret, totpCode(secret, now - 1), [now], nowMs), undefined);
});

test('a clock that was ahead keeps nobody out once it is right, and gives no code a second use', () => {
  const hourMs = 3_600_000;
  const rightMs = 1_234_567_890_000;
  const take = (used: readonly number[], nowMs: number, codeMs = nowMs): number[] | undefined => {
    const step = matchingStep(secret, totpCode(secret, totpStep(codeMs)), used, nowMs);
    return step === undefined ? undefined : withUsed(used, step);
  };
  const first = take([], rightMs);
  const ahead = take(first ?? [], rightMs + 5 * hourMs);
  assert.ok(ahead);
  assert.equal(take(ahead, rightMs), undefined, 'what was used before the jump is not taken again');
  const after = take(ahead, rightMs + 60_000);
  assert.ok(after, 'a new code is taken');
  assert.equal(take(after, rightMs + 60_000), undefined);
  assert.equal(
    take(after, rightMs + 5 * hourMs),
    undefined,
    'nor what was used while it was ahead',
  );
  assert.ok(take(after, rightMs + 5 * hourMs + 60_000));
});

test('used codes are remembered by the latest, and no more of them than are of use', () => {
  const used = Array.from({ length: 100 }, (_, step) => step).reduce<number[]>(withUsed, []);
  assert.equal(used.length, 32);
  assert.equal(used.at(-1), 99);
});

test('what is no code is refused', () => {
  for (const code of ['', '12345', '1234567', 'abcdef', '١٢٣٤٥٦']) {
    assert.equal(matchingStep(secret, code, [], Date.now()), undefined, code);
  }
});

test('secrets are 160 bits of base32, each another', () => {
  const made = Array.from({ length: 50 }, newTotpSecret);
  assert.equal(new Set(made).size, 50);
  for (const one of made) assert.match(one, /^[A-Z2-7]{32}$/);
  assert.equal(
    totpUri('ABC', 'ada@example.com', 'Castellan watch'),
    'otpauth://totp/Castellan%20watch:ada%40example.com?secret=ABC&issuer=Castellan%20watch',
  );
});
