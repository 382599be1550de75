import type { SqlCall } from '../../sink-call.ts';
import { mssql } from './mssql.ts';
import { mysql } from './mysql.ts';
import { postgresql, postgresqlNonstandard } from './postgresql.ts';
import type { LexicalRules } from './rules.ts';
import { sqlite } from './sqlite.ts';

/** By `ansiQuotes` and, times two, `noBackslashEscapes`. */
const mysqlBySettings: readonly LexicalRules[] = [
  mysql(false, false),
  mysql(true, false),
  mysql(false, true),
  mysql(true, true),
];

/** The lexical rules that a call's database applies to its text. */
export function rulesOf(call: Omit<SqlCall, 'kind' | 'text'>): LexicalRules {
  switch (call.dialect) {
    case 'postgresql':
      return call.nonstandardStrings === true ? postgresqlNonstandard : postgresql;
    case 'sqlite':
      return sqlite;
    case 'mssql':
      return mssql;
    default: {
      const settings =
        Number(call.ansiQuotes === true) + 2 * Number(call.noBackslashEscapes === true);
      return mysqlBySettings[settings] as LexicalRules;
    }
  }
}
