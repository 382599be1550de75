import type { Finding } from './finding-type.ts';

/** A finding for the tests of every package, with what the test is about in place of the defaults. */
export function caseFinding(part: Partial<Finding> = {}): Finding {
  return {
    version: 1,
    id: '7d1f4c1e-0000-4000-8000-000000000001',
    time: '2026-11-24T04:00:00.000Z',
    app: 'shop',
    environment: 'test',
    instance: 'host-1',
    detection: 'sql-injection',
    outcome: 'attack',
    confidence: 'certain',
    severity: 'critical',
    disposition: 'blocked',
    mode: 'block',
    cwe: 89,
    practices: ['C3'],
    controls: ['asvs5:1.2.4'],
    reason: 'The input ends a string.',
    request: {
      id: 'r1',
      method: 'GET',
      route: '/users/:id',
      path: '/users/1',
      address: '203.0.113.7',
    },
    input: { path: 'query.q', excerpt: "' or 1=1 --", transformations: [] },
    sink: { library: 'pg', api: 'Client.query', kind: 'sql' },
    span: { excerpt: "select '' or 1=1 --'", start: 8, end: 19 },
    location: { file: '/app/users.js', line: 12, column: 5, sourceMapped: false },
    stack: [],
    advice: 'Use parameters.',
    count: 1,
    ...part,
  };
}
