import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { SqlCall } from '../../sink-call.ts';
import { regionsOf } from './regions.ts';

type Dialect = Omit<SqlCall, 'kind' | 'text'>;

const mysql: Dialect = { dialect: 'mysql' };
const ansi: Dialect = { dialect: 'mysql', ansiQuotes: true };
const plainBackslash: Dialect = { dialect: 'mysql', noBackslashEscapes: true };
const postgresql: Dialect = { dialect: 'postgresql' };
const nonstandard: Dialect = { dialect: 'postgresql', nonstandardStrings: true };
const mssql: Dialect = { dialect: 'mssql' };
const sqlite: Dialect = { dialect: 'sqlite' };

/** From the manuals: MySQL 8 sections 11.1.1, 11.2, 11.7; Transact-SQL constants and identifiers. */
const table: readonly [Dialect, string, string][] = [
  [mysql, String.raw`'a\'b' c`, String.raw`string:'a\'b' word:c`],
  [mysql, "'a''b' c", "string:'a''b' word:c"],
  [mysql, String.raw`"a\"b" c`, String.raw`string:"a\"b" word:c`],
  [mysql, `"a'b" c`, `string:"a'b" word:c`],
  [ansi, String.raw`"a\" c`, String.raw`name:"a\" word:c`],
  [plainBackslash, String.raw`'a\' c`, String.raw`string:'a\' word:c`],
  [postgresql, String.raw`'a\' b`, String.raw`string:'a\' word:b`],
  [nonstandard, String.raw`'a\'' d' c`, String.raw`string:'a\'' word:d string:' c`],
  [mysql, '`a``b` c', 'name:`a``b` word:c'],
  [mysql, '1 # c\n2', 'number:1 comment:# c number:2'],
  [mysql, '1 -- c\n2', 'number:1 comment:-- c number:2'],
  [mysql, '1--2', 'number:1 operator:-- number:2'],
  [mysql, '1--', 'number:1 comment:--'],
  [mysql, '/* a /* b */ c', 'comment:/* a /* b */ word:c'],
  [mysql, '/*!50000 a*/ b', 'comment:/*!50000 word:a comment:*/ word:b'],
  [mysql, '/*M!100100 a*/ b', 'comment:/*M!100100 word:a comment:*/ word:b'],
  [mysql, "N'a' x'41' b'01'", "string:N'a' string:x'41' string:b'01'"],
  [mysql, "_utf8mb4'a'", "word:_utf8mb4 string:'a'"],
  [mysql, '1a 1e5 0x1F', 'word:1a number:1e5 number:0x1F'],
  [mysql, '@a @@b', 'parameter:@a parameter:@@b'],
  [mssql, "[a]]b] N'c''d' \"e\"", "name:[a]]b] string:N'c''d' name:\"e\""],
  [mssql, String.raw`'a\' b`, String.raw`string:'a\' word:b`],
  [mssql, '/* a /* b */ c */ d', 'comment:/* a /* b */ c */ word:d'],
  [mssql, '1--c\n@v #t', 'number:1 comment:--c parameter:@v parameter:#t'],
  [sqlite, "[a'b] \"c\" `d` x'41'", "name:[a'b] name:\"c\" name:`d` string:x'41'"],
  [sqlite, ":a @b $c(') ?1", "parameter::a parameter:@b parameter:$c(') operator:? number:1"],
];

for (const [dialect, text, expected] of table) {
  it(`${dialect.dialect} divides ${JSON.stringify(text)}`, () => {
    const regions = regionsOf(text, dialect);
    const shown = regions.map(({ kind, start, end }) => `${kind}:${text.slice(start, end)}`);
    assert.equal(shown.join(' '), expected);
  });
}
