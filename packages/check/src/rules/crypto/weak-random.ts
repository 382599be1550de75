import { secureRandom } from '../../analysis/syntax/secure-random.ts';
import { defineRule, type Rule } from '../rule.ts';
import { judgeFlows } from '../flow-rule.ts';

/** What nobody may guess does not come from Math.random. */
export const rule: Rule = defineRule({
  id: 'crypto/weak-random',
  practice: 'C5',
  severity: 'high',
  confidence: 'likely',
  cwe: 338,
  controls: ['asvs5:11.5.1'],
  title: 'Tokens and secrets come from a cryptographic random source',
  why: 'A few outputs of Math.random tell all later ones: tokens of other users can be computed.',
  fix: "Use node:crypto: `randomUUID()`, `randomBytes(32).toString('base64url')` or `randomInt(max)`.",
  needs: ['code'],
  run: ({ code }) =>
    judgeFlows(code, {
      is: ({ label }) => label === 'random',
      message: ({ source, sink }) => `${source} makes ${sink}`,
    }),
  mend: {
    needsUnsafe: true,
    title:
      'Replace `Math.random().toString(36)` by `crypto.randomUUID()`, and `Math.floor(Math.random() * 1000)` by `randomInt(1000)`',
    reads: ['texts'],
    offer({ steps = [] }, { texts }) {
      const [source] = steps;
      const file = texts?.files.find(({ path }) => path === source?.file);
      const edits = file && source && secureRandom(file.path, file.text, source.line);
      // Text becomes longer than it was: a column or a field may be too short for it.
      const isUnsafe = edits?.some(({ to }) => to.includes('randomUUID')) === true;
      return edits && { title: `Take what ${file.path} makes from node:crypto`, edits, isUnsafe };
    },
  },
  examples: [
    {
      title: 'a token for a new password',
      given: {
        'reset.js':
          'exports.reset = (user) => {\n  const token = Math.random().toString(36).slice(2);\n  user.resetToken = token;\n};\n',
      },
      expect: 'fail',
      at: ['reset.js:2'],
      fixed: {
        'reset.js':
          'exports.reset = (user) => {\n  const token = crypto.randomUUID();\n  user.resetToken = token;\n};\n',
      },
    },
    {
      title: 'made once, used in many files: one finding',
      given: {
        'otp.js': 'exports.otp = () => Math.random().toString().slice(2, 8);\n',
        'a.js':
          "const { otp } = require('./otp');\nexports.a = () => { const token = otp(); return { token }; };\n",
        'b.js':
          "const { otp } = require('./otp');\nexports.b = () => { const token = otp(); return { token }; };\n",
      },
      expect: 'fail',
      at: ['a.js:2'],
    },
    {
      title: 'a number of six digits',
      given: {
        'code.js':
          "'use strict';\nconst mail = require('./mail');\nexports.send = () => {\n  const otp = 100000 + Math.floor(Math.random() * 900000);\n  mail(otp);\n};\n",
      },
      expect: 'fail',
      fixed: {
        'code.js':
          "'use strict';\nconst { randomInt } = require('node:crypto');\nconst mail = require('./mail');\nexports.send = () => {\n  const otp = 100000 + randomInt(900000);\n  mail(otp);\n};\n",
      },
    },
    {
      title: 'a form that is not in the clear',
      given: { 'key.js': 'exports.apiKey = () => ({ apiKey: `k${Math.random()}` });\n' },
      expect: 'fail',
      fixed: {},
    },
    {
      title: 'through a function, into a field',
      given: {
        'session.ts':
          'const code = (): number => Math.floor(Math.random() * 1e6);\nexport const open = () => ({ sessionId: `s-${code()}` });\n',
      },
      expect: 'fail',
      at: ['session.ts:2'],
      fixed: {
        'session.ts':
          "import { randomInt } from 'node:crypto';\nconst code = (): number => randomInt(1e6);\nexport const open = () => ({ sessionId: `s-${code()}` });\n",
      },
    },
    {
      title: 'a delay, a colour and a sample',
      given: {
        'play.js':
          'const delay = Math.random() * 100;\nconst item = items[Math.floor(Math.random() * items.length)];\nconst id = Math.random();\n',
      },
      expect: 'pass',
    },
    {
      title: 'the right source',
      given: {
        'token.js':
          "const { randomBytes } = require('crypto');\nconst token = randomBytes(32).toString('hex');\n",
      },
      expect: 'pass',
    },
    {
      title: 'tokens of what fills a database for trying: a low finding',
      given: {
        'prisma/seed/users.ts': 'export const user = { token: Math.random().toString(36) };\n',
        'seed.service.ts': 'export const grow = () => Math.random();\n',
      },
      expect: 'fail',
      at: ['prisma/seed/users.ts:1'],
      fixed: { 'prisma/seed/users.ts': 'export const user = { token: crypto.randomUUID() };\n' },
    },
    { title: 'no code', given: { 'README.md': '' }, expect: 'not-applicable' },
  ],
});
