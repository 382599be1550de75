import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Detection } from './detection.ts';
import type { UnreadCase } from './detection-case.ts';
import type { SinkCall } from './sink-call.ts';

/** Tests what a detection says of calls by requests of which some text was not read. */
export function testUnreadCases<Call extends SinkCall>(
  { meta, inspectUnread, traitsOf }: Detection<Call>,
  cases: readonly UnreadCase<Call>[],
): void {
  const judge = (call: Call, known: readonly string[]): string =>
    inspectUnread?.(call, (trait) => known.includes(trait))?.outcome ?? 'benign';
  void describe(`${meta.id} cases of requests that were not read whole`, () => {
    for (const { name, expect, call } of cases) {
      void it(`${expect}: ${name}`, () => assert.equal(judge(call, []), expect));
      if (expect !== 'attack' || traitsOf === undefined) continue;
      void it(`benign: ${name}, where the app itself does so`, () => {
        assert.equal(judge(call, traitsOf(call)), 'benign');
      });
    }
  });
}
