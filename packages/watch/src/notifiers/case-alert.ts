import type { Alert } from './alert.ts';

/** An alert with what the test is about in place of the defaults. */
export function caseAlert(part: Partial<Alert> = {}): Alert {
  return {
    id: '01990000-0000-7000-8000-000000000001',
    cause: 'opened',
    subject: 'incident 01990000-0000-7000-8000-000000000002',
    severity: 'critical',
    title: 'Critical: SQL injection on shop',
    text: 'The input ends a string.',
    facts: [
      { name: 'App', value: 'shop (production)' },
      { name: 'Route', value: 'GET /users/:id' },
    ],
    url: 'https://watch.example.com/incidents/01990000-0000-7000-8000-000000000002',
    at: '2026-11-26T04:00:00.000Z',
    ...part,
  };
}
