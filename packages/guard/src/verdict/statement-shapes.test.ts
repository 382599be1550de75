import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { SqlCall, SqlDialect } from '../detections/sink-call.ts';
import { isKnownShape, ownPiecesOf, rememberShape, shapeOf } from './statement-shapes.ts';

function call(text: string, dialect: SqlDialect = 'postgresql'): SqlCall {
  return { kind: 'sql', text, dialect };
}

function shape(text: string, dialect: SqlDialect = 'postgresql'): string | undefined {
  return shapeOf(call(text, dialect));
}

describe('shapeOf', () => {
  it('leaves out values, comments and white space only', () => {
    assert.equal(
      shape("SELECT a1 FROM t\n WHERE b = 'x y' AND c = 12 AND d = 'O''Neill''' -- by id 7"),
      "SELECT a1 FROM t WHERE b = '' AND c = 0 AND d = '' /**/",
    );
  });

  it('keeps names, however they are quoted, and code in comments', () => {
    assert.equal(shape(`SELECT "a" FROM "t"`), `SELECT "a" FROM "t"`);
    assert.equal(shape('SELECT `a`', 'mysql'), 'SELECT `a`');
    assert.equal(shape('SELECT [a]', 'mssql'), 'SELECT [a]');
    assert.notEqual(shape('SELECT 1 /*!, a */', 'mysql'), shape('SELECT 1 /*!, b */', 'mysql'));
  });

  it('divides as the database does', () => {
    assert.equal(shape(String.raw`SELECT 'a\' OR 1'`), undefined);
    assert.equal(shape(String.raw`SELECT 'a\' OR 1'`, 'mysql'), "SELECT ''");
    assert.equal(shape(String.raw`SELECT 'a\' OR 1`), "SELECT '' OR 0");
    assert.equal(shape(String.raw`SELECT 'a\' OR 1`, 'mysql'), undefined);
  });

  it('knows none of what stays open, or of long texts', () => {
    for (const text of ["SELECT 'a", 'SELECT "a', 'SELECT /* a', 'SELECT $$ a']) {
      assert.equal(shape(text), undefined, text);
    }
    assert.equal(shape(`SELECT ${'1'.repeat(4_096 - 7)}`), 'SELECT 0');
    assert.equal(shape(`SELECT ${'1'.repeat(4_097 - 7)}`), undefined);
  });

  it('is the same for every escaped value, and another once a value breaks out', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const escaped = text.replaceAll("'", "''");
        assert.equal(shape(`SELECT 1 WHERE a = '${escaped}'`), "SELECT 0 WHERE a = ''");
        if (!/^(?:[^']|'')*$/.test(text)) {
          assert.notEqual(shape(`SELECT 1 WHERE a = '${text}'`), "SELECT 0 WHERE a = ''");
        }
      }),
    );
  });
});

it('remembers shapes by dialect', () => {
  rememberShape(call('SELECT 1', 'mysql'));
  assert.ok(isKnownShape(call('SELECT 42', 'mysql')));
  assert.ok(!isKnownShape(call('SELECT 42')));
});

describe('ownPiecesOf', () => {
  const isOwnPiece = (one: SqlCall, piece: string): boolean => ownPiecesOf(one)(piece);
  const statement = (name: string, nick: string): SqlCall =>
    call(`SELECT id FROM people WHERE name = '${name}' OR nick = '${nick}' AND tenant = 7`);

  it("knows the app's own pieces in statements of a shape seen before", () => {
    rememberShape(statement('Ann', 'ann'));
    assert.ok(isOwnPiece(statement('Bob', 'bob'), "' OR nick = '"));
    assert.ok(isOwnPiece(statement('Bob', 'bob'), "' AND tenant = 7"));
  });

  it('excuses no value beside the structure, though the shape is known', () => {
    assert.ok(!isOwnPiece(statement('x', 'root'), "x' OR nick = 'root"));
    const other = call("SELECT id FROM people WHERE name = 'x' OR nick = 'y' AND tenant = 8");
    assert.ok(isKnownShape(other));
    assert.ok(!isOwnPiece(other, "' AND tenant = 8"));
  });

  it('lets no other attack pass because one passed unseen', () => {
    const unseen = "x' OR role = 'admin' -- ";
    const attacked = (text: string): SqlCall => call(`SELECT 1 FROM u WHERE a = '${text}'`);
    rememberShape(attacked(unseen));
    assert.ok(!isOwnPiece(attacked("x' OR role = 'owner' -- "), "x' OR role = 'owner' -- "));
    assert.ok(!isOwnPiece(attacked("y' OR role = 'admin' -- "), "y' OR role = 'admin' -- "));
    assert.ok(!isOwnPiece(attacked("x' UNION SELECT 1 -- "), "x' UNION SELECT 1 -- "));
  });
});
