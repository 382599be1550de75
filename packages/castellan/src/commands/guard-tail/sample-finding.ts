import type { Finding } from '@castellan/core';

/** A finding for this folder's tests. */
export function sampleFinding(part: Partial<Finding>): Finding {
  return { ...sample, ...part };
}

const sample: Finding = {
  version: 1,
  id: '00000000-0000-4000-8000-000000000001',
  time: '2026-11-24T04:00:00.000Z',
  app: 'shop',
  environment: 'production',
  instance: 'web-1',
  detection: 'sql-injection',
  outcome: 'attack',
  confidence: 'certain',
  severity: 'critical',
  disposition: 'blocked',
  mode: 'block',
  cwe: 89,
  practices: ['C3'],
  controls: [],
  reason: 'The input ends the string that it was put into.',
  request: { id: 'r-1', method: 'POST', route: '/login', path: '/login', address: '198.51.100.4' },
  input: { path: 'body.user', excerpt: "' or 1=1", transformations: ['trim'] },
  sink: { library: 'pg', api: 'Client.query', kind: 'sql' },
  span: { excerpt: "where name = '' or 1=1'", start: 15, end: 22 },
  location: { file: 'src/login.ts', line: 7, column: 3, function: 'login', sourceMapped: true },
  stack: [],
  advice: 'Pass values as parameters.',
  count: 1,
};
