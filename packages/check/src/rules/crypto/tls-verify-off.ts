import { codeFact } from '../../analysis/flow-findings.ts';
import { judgeCalls } from '../flow-rule.ts';
import { defineRule, type Rule } from '../rule.ts';

/** Certificates of others are checked. */
export const rule: Rule = defineRule({
  id: 'crypto/tls-verify-off',
  practice: 'C5',
  severity: 'high',
  confidence: 'certain',
  cwe: 295,
  controls: ['asvs5:12.3.2'],
  title: 'The check of certificates is on',
  why: 'Without it anybody on the way reads and changes what is sent, encrypted or not.',
  fix: 'Delete the line; give the certificate of a private authority by `ca` or NODE_EXTRA_CA_CERTS.',
  needs: ['code'],
  run: ({ code }) =>
    judgeCalls(code, {
      is: ({ api }) => api === 'tls-verify-off',
      message: ({ text }) => `The check of certificates is switched off: ${text}`,
      fact: codeFact(code),
    }),
  examples: [
    {
      title: 'by option, and for the whole process',
      given: {
        'load.js': `const https = require('https');
const agent = new https.Agent({ rejectUnauthorized: false });
process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = 0;
`,
      },
      expect: 'fail',
      at: ['load.js:2', 'load.js:3', 'load.js:4'],
    },
    {
      title: 'on, or as configured',
      given: {
        'load.js':
          "const https = require('https');\nnew https.Agent({ rejectUnauthorized: true });\nnew https.Agent({ rejectUnauthorized: config.strict });\n",
      },
      expect: 'pass',
    },
    { title: 'no code', given: { 'README.md': '' }, expect: 'not-applicable' },
  ],
});
