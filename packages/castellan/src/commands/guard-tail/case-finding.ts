import type { Finding } from '@castellan/core';
import { caseFinding } from '@castellan/core/cases';

/** An attack on a login, for this folder's tests. */
export function loginFinding(part: Partial<Finding> = {}): Finding {
  return caseFinding({
    id: '00000000-0000-4000-8000-000000000001',
    reason: 'The input ends the string that it was put into.',
    request: {
      id: 'r-1',
      method: 'POST',
      route: '/login',
      path: '/login',
      address: '198.51.100.4',
    },
    input: { path: 'body.user', excerpt: "' or 1=1", transformations: ['trim'] },
    span: { excerpt: "where name = '' or 1=1'", start: 15, end: 22 },
    location: { file: 'src/login.ts', line: 7, column: 3, function: 'login', sourceMapped: true },
    advice: 'Pass values as parameters.',
    ...part,
  });
}
