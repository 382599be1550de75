import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isKnownShape, rememberShape, shapeOf } from './statement-shapes.ts';

describe('shapeOf', () => {
  it('leaves out values only', () => {
    assert.equal(
      shapeOf("SELECT a1 FROM t WHERE b = 'x y' AND c = 12 AND d = 'O''Neill'''"),
      "SELECT a0 FROM t WHERE b = '' AND c = 0 AND d = ''",
    );
  });

  it('keeps names, however they are quoted', () => {
    assert.equal(
      shapeOf(`SELECT "a" FROM "t" WHERE "b" = 'x'`),
      `SELECT "a" FROM "t" WHERE "b" = ''`,
    );
    assert.equal(shapeOf("SELECT `a` FROM t WHERE `b` = 'x'"), "SELECT `a` FROM t WHERE `b` = ''");
    assert.equal(shapeOf("SELECT [a] FROM t WHERE [b] = 'x'"), "SELECT [a] FROM t WHERE [b] = ''");
  });

  it('knows no shape where dialects read differently', () => {
    for (const text of [
      "SELECT 'a\\' OR 1'",
      "SELECT 'a' -- '",
      "SELECT /* ' */ 1",
      "SELECT $$ ' $$, '",
      `SELECT "it's", 'a'''`,
      "SELECT `it's`, 'a'",
      "SELECT [it's], 'a'",
      'SELECT `"` AS "it\'s", \'a\'',
      "SELECT 'a",
    ]) {
      assert.equal(shapeOf(text), undefined, text);
    }
  });

  it('is the same for every escaped value, and another once a value breaks out', () => {
    const value = fc.string().filter((text) => !/[\\#$"`[\]]|--|\/\*|\*\//.test(text));
    fc.assert(
      fc.property(value, (text) => {
        const escaped = text.replaceAll("'", "''");
        assert.equal(shapeOf(`SELECT ? WHERE a = '${escaped}'`), "SELECT ? WHERE a = ''");
        if (!/^(?:[^']|'')*$/.test(text)) {
          assert.notEqual(shapeOf(`SELECT ? WHERE a = '${text}'`), "SELECT ? WHERE a = ''");
        }
      }),
    );
  });
});

it('remembers shapes by dialect', () => {
  const call = { kind: 'sql', text: 'SELECT 1', dialect: 'mysql' } as const;
  assert.ok(!isKnownShape(call));
  rememberShape(call);
  assert.ok(isKnownShape({ ...call, text: 'SELECT 42' }));
  assert.ok(!isKnownShape({ ...call, dialect: 'postgresql' }));
});
