import assert from 'node:assert/strict';
import { test } from 'node:test';

/** Tests an order of versions by chains from the oldest to the newest: `1.0 < 1.1 = 1.1.0`. */
export function testOrder(
  compare: (left: string, right: string) => number,
  chains: readonly string[],
): void {
  for (const chain of chains)
    void test(chain, () => {
      const words = chain.split(' ');
      for (let at = 0; at + 2 < words.length; at += 2) {
        const [older = '', sign, newer = ''] = words.slice(at, at + 3);
        const order = sign === '=' ? 0 : -1;
        assert.equal(Math.sign(compare(older, newer)), order, `${older} ${sign} ${newer}`);
        assert.equal(Math.sign(compare(newer, older)), 0 - order, `${newer} and ${older}`);
      }
    });
}
