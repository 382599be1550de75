import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { SqlDialect } from '../../detections/sink-call.ts';
import { assignmentsIn } from './assignments.ts';

function shown(text: string, dialect: SqlDialect): string {
  return assignmentsIn(text, dialect)
    .map(({ setting, state, isGlobal }) => `${isGlobal ? 'global ' : ''}${setting} ${state}`)
    .join(', ');
}

const off = 'ansiQuotes off, noBackslashEscapes off';
const mysql: readonly [string, string][] = [
  ["SET sql_mode = 'ANSI_QUOTES'", 'ansiQuotes on, noBackslashEscapes off'],
  [
    "set names utf8mb4, SESSION sql_mode='ANSI,TRADITIONAL'",
    'ansiQuotes on, noBackslashEscapes off',
  ],
  ['SET @@session.sql_mode = "NO_BACKSLASH_ESCAPES"', 'ansiQuotes off, noBackslashEscapes on'],
  ['SET @@sql_mode := ANSI_QUOTES, autocommit = 1', 'ansiQuotes on, noBackslashEscapes off'],
  ['SET sql_mode=1048580', 'ansiQuotes on, noBackslashEscapes on'],
  ["SET sql_mode = ''", off],
  ["SET SESSION sql_mode = 'STRICT_ALL_TABLES'", off],
  ['SET sql_mode = DEFAULT', 'ansiQuotes default, noBackslashEscapes default'],
  ["SET sql_mode = 'ORACLE'", 'ansiQuotes either, noBackslashEscapes off'],
  ["SET GLOBAL sql_mode = 'ANSI'", 'global ansiQuotes on, global noBackslashEscapes off'],
  ["SET sql_mode = CONCAT(@@sql_mode, ',ANSI_QUOTES')", 'ansiQuotes either'],
  ["SET sql_mode = REPLACE(@@sql_mode, 'NO_BACKSLASH_ESCAPES', '')", 'noBackslashEscapes either'],
  ["SET sql_mode = CONCAT(@@sql_mode, ',STRICT_ALL_TABLES')", ''],
  ["SET time_zone = '+00:00'", ''],
  ["UPDATE settings SET x = 'sql_mode = 1'", ''],
  ["SELECT @@sql_mode = 'ANSI'", ''],
];
for (const [text, expected] of mysql) {
  it(`MySQL: ${text}`, () => assert.equal(shown(text, 'mysql'), expected));
}

const postgresql: readonly [string, string][] = [
  ['SET standard_conforming_strings = off', 'nonstandardStrings on'],
  ["set session standard_conforming_strings TO 'on'", 'nonstandardStrings off'],
  ["SET client_encoding = 'UTF8'; SET standard_conforming_strings=0;", 'nonstandardStrings on'],
  ['SET LOCAL standard_conforming_strings TO off', 'nonstandardStrings either'],
  ["SELECT set_config('standard_conforming_strings', 'off', false)", 'nonstandardStrings on'],
  ["SELECT set_config('standard_conforming_strings', $1, false)", 'nonstandardStrings either'],
  ['RESET ALL', 'nonstandardStrings default'],
  ['SET standard_conforming_strings TO DEFAULT', 'nonstandardStrings default'],
  ["SET search_path TO 'a'", ''],
  ["SELECT 'standard_conforming_strings = off'", ''],
];
for (const [text, expected] of postgresql) {
  it(`PostgreSQL: ${text}`, () => assert.equal(shown(text, 'postgresql'), expected));
}
