import { codeFact } from '../../analysis/flow-findings.ts';
import { removeOption } from '../../analysis/syntax/remove-option.ts';
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
      is: ({ api }) => api === 'tls-verify-off' || api === 'tls-verify-chosen',
      message: ({ api, text }) =>
        api === 'tls-verify-off'
          ? `The check of certificates is switched off: ${text}`
          : `A setting switches the check of certificates off: ${text}`,
      severity: ({ api }) => (api === 'tls-verify-chosen' ? 'medium' : undefined),
      fact: codeFact(code),
    }),
  mend: {
    needsUnsafe: true,
    title: 'Delete the option or the assignment where it stands by itself',
    reads: ['texts'],
    offer({ place }, { texts }) {
      const file = texts?.files.find(({ path }) => path === place?.file);
      const { line, column } = place ?? {};
      if (!file || line === undefined || column === undefined) return undefined;
      const edit = removeOption(file.path, file.text, { line, column });
      return (
        edit && {
          title: `Check certificates in ${file.path} again`,
          edits: [edit],
          // Some connect to such servers on purpose.
          isUnsafe: true,
          afterwards:
            'give the certificate of a private authority by NODE_EXTRA_CA_CERTS, where there is one',
        }
      );
    },
  },
  examples: [
    {
      title: 'a server that asks nobody for a certificate',
      given: {
        'app.js':
          "const https = require('https');\nhttps.createServer({ key, cert, rejectUnauthorized: false }).listen(443);\n",
      },
      expect: 'pass',
    },
    {
      title: 'a client that shows a certificate and looks at none',
      given: {
        'app.js':
          "const https = require('https');\nhttps.get({ host: 'a.eu', key, cert, rejectUnauthorized: false });\n",
      },
      expect: 'fail',
      at: ['app.js:2'],
    },
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
      fixed: {
        'load.js': `const https = require('https');
const agent = new https.Agent({});
`,
      },
    },
    {
      title: 'by option, among others, on one line and on several',
      given: {
        'load.js': `const https = require('https');
const a = new https.Agent({ rejectUnauthorized: false, keepAlive: true });
const b = new https.Agent({
  keepAlive: true, // long
  rejectUnauthorized: false, // for tests
});
const c = new https.Agent({ keepAlive: true, rejectUnauthorized: false });
`,
      },
      expect: 'fail',
      fixed: {
        'load.js': `const https = require('https');
const a = new https.Agent({ keepAlive: true });
const b = new https.Agent({
  keepAlive: true, // long
});
const c = new https.Agent({ keepAlive: true });
`,
      },
    },
    {
      title: 'by a constant that stands elsewhere, and as the only statement of an if',
      given: {
        'load.js': `const https = require('https');
const isStrict = false;
new https.Agent({ rejectUnauthorized: isStrict });
if (process.env.LAX) process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
`,
      },
      expect: 'fail',
      at: ['load.js:3', 'load.js:4'],
      fixed: {},
    },
    {
      title: 'where a setting allows it: a medium finding',
      given: {
        'mail.js':
          "const mailer = require('nodemailer');\nconst options = {};\nif (config['allow-self-signed']) {\n  options.tls = { rejectUnauthorized: false };\n}\nmailer.createTransport(options);\n",
      },
      expect: 'fail',
      at: ['mail.js:4'],
    },
    {
      title: 'where the address of the database says so: a medium finding',
      given: {
        'db.js':
          "const { Pool } = require('pg');\nfunction ssl(mode) {\n  switch (mode) {\n    case 'accept_invalid_certs':\n      return { rejectUnauthorized: false };\n    default:\n      return { rejectUnauthorized: true };\n  }\n}\nmodule.exports = (mode) => new Pool({ ssl: ssl(mode) });\n",
      },
      expect: 'fail',
      at: ['db.js:5'],
    },
    {
      title: 'a server that asks its clients for no certificate',
      given: {
        'app.js':
          "const https = require('https');\nhttps.createServer({ key, cert, requestCert: false, rejectUnauthorized: false }).listen(443);\n",
      },
      expect: 'pass',
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
