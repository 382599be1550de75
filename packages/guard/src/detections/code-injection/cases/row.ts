import type { DetectionCase, CaseRequest } from '../../detection-case.ts';
import type { CodeCall } from '../../sink-call.ts';

/** One case as a row: what it shows, what was sent, what ran, and where the idea comes from. */
export type Row = readonly [
  name: string,
  request: CaseRequest,
  source: string,
  idea: string,
  form?: CodeCall['form'],
];

export function toCase(
  expect: DetectionCase['expect'],
  [name, request, source, idea, form = 'script']: Row,
): DetectionCase<CodeCall> {
  return { name, expect, request, call: { kind: 'code', source, form }, idea };
}

export const q = (value: string): CaseRequest => ({ query: { q: value } });
export const body = (value: string): CaseRequest => ({ body: { formula: value } });
