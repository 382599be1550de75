import type { Outcome } from '@castellan/core';
import type { CaseRequest, DetectionCase } from '../../detection-case.ts';
import type { PathCall } from '../../sink-call.ts';

type Options = Partial<Pick<PathCall, 'operation' | 'cwd' | 'joined'>>;

/** One case as a row: what is expected, its name, the request, the path that it leads to, the idea. */
export type Row = readonly [
  name: string,
  request: CaseRequest,
  path: string,
  idea: string,
  options?: Options,
];

export function casesFrom(
  expect: Outcome | 'benign',
  rows: readonly Row[],
): DetectionCase<PathCall>[] {
  return rows.map(([name, request, path, idea, options]) => ({
    name,
    expect,
    request,
    call: { kind: 'path', path, operation: 'read', cwd: '/srv/app', ...options },
    idea,
  }));
}

export const windows = { cwd: 'C:\\app' } as const;
