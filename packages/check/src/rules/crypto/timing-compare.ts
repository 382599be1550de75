import { defineRule, type Rule } from '../rule.ts';
import { judgeFlows } from '../flow-rule.ts';

/** Message authentication codes are compared in constant time. */
export const rule: Rule = defineRule({
  id: 'crypto/timing-compare',
  practice: 'C5',
  severity: 'medium',
  confidence: 'likely',
  cwe: 208,
  controls: ['asvs5:11.2.4'],
  title: 'Signatures are compared in constant time',
  why: '`===` stops at the first character that differs: by the time it takes, a signature can be found character by character.',
  fix: 'Compare buffers of one length: `a.length === b.length && timingSafeEqual(a, b)`.',
  needs: ['code'],
  run: ({ code }) =>
    judgeFlows(code, {
      is: ({ label }) => label === 'digest',
      message: () => 'A message authentication code is compared by ===',
    }),
  examples: [
    {
      title: 'the signature of a webhook',
      given: {
        'hook.js': `import { createHmac } from 'node:crypto';
export function isOurs(body, signature) {
  const expected = createHmac('sha256', process.env.KEY).update(body).digest('hex');
  return signature === expected;
}
`,
      },
      expect: 'fail',
      at: ['hook.js:4'],
    },
    {
      title: 'across a function, by !==',
      given: {
        'hook.ts': `import * as crypto from 'crypto';
const sign = (text: string): string => 'sha256=' + crypto.createHmac('sha256', 'k').update(text).digest('hex');
export function check(text: string, given: string): void {
  if (given !== sign(text)) throw new Error('no');
}
`,
      },
      expect: 'fail',
      at: ['hook.ts:4'],
    },
    {
      title: 'in constant time',
      given: {
        'hook.js': `import { createHmac, timingSafeEqual } from 'node:crypto';
export function isOurs(body, signature) {
  const expected = createHmac('sha256', process.env.KEY).update(body).digest();
  return signature.length === expected.length && timingSafeEqual(signature, expected);
}
`,
      },
      expect: 'pass',
    },
    {
      title: 'a checksum of a file is no secret',
      given: {
        'sum.js':
          "const { createHash } = require('crypto');\nexports.isSame = (a, b) => createHash('sha256').update(a).digest('hex') === b;\n",
      },
      expect: 'pass',
    },
    { title: 'no code', given: { 'README.md': '' }, expect: 'not-applicable' },
  ],
});
