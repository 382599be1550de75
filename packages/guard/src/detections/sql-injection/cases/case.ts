import type { CaseRequest, DetectionCase } from '../../detection-case.ts';
import type { SqlCall, SqlDialect, SqlSettings } from '../../sink-call.ts';

export type SqlCase = DetectionCase<SqlCall>;

type Row = readonly [name: string, request: CaseRequest, text: string, idea: string];

/** Cases of one dialect and one expected outcome, a row each. */
export function casesOf(
  dialect: SqlDialect,
  expect: SqlCase['expect'],
  rows: readonly Row[],
  settings: SqlSettings & Pick<SqlCall, 'alsoAs'> = {},
): SqlCase[] {
  return rows.map(([name, request, text, idea]) => ({
    name,
    expect,
    request,
    call: { kind: 'sql', text, dialect, ...settings },
    idea,
  }));
}
