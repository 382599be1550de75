import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { it } from 'node:test';
import { randomOf } from '../../../../../../bench/oracles/sql-postgresql.ts';
import { regionsOf } from './regions.ts';

const fragments = [
  "'",
  "''",
  '\\',
  '"',
  '`',
  '[',
  ']',
  '--',
  '/*',
  '*/',
  '\n',
  ' ',
  'a',
  '1',
  ';',
  '$',
  '(',
  'é',
];

it('ends string literals and comments where SQLite itself does', () => {
  const database = new DatabaseSync(':memory:');
  const random = randomOf(7);
  let compared = 0;
  for (let round = 0; round < 20_000; round += 1) {
    let text = "SELECT '";
    for (let count = 1 + random() * 8; count > 0; count -= 1) {
      text += fragments[Math.floor(random() * fragments.length)] as string;
    }
    let value: unknown;
    try {
      value = Object.values(database.prepare(text).get() ?? {})[0];
    } catch {
      continue;
    }
    const literal = regionsOf(text, { dialect: 'sqlite' })[1];
    assert.ok(literal !== undefined && literal.kind === 'string' && !literal.unterminated, text);
    const content = text.slice(literal.contentStart, literal.contentEnd).replaceAll("''", "'");
    if (typeof value === 'string') assert.equal(content, value, JSON.stringify(text));
    compared += 1;
  }
  database.close();
  assert.ok(compared > 1000, `only ${compared} were valid SQL`);
});
