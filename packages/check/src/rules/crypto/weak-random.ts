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
  examples: [
    {
      title: 'a token for a new password',
      given: {
        'reset.js':
          'exports.reset = (user) => {\n  const token = Math.random().toString(36).slice(2);\n  user.resetToken = token;\n};\n',
      },
      expect: 'fail',
      at: ['reset.js:2', 'reset.js:3'],
    },
    {
      title: 'through a function, into a field',
      given: {
        'session.ts':
          'const code = (): number => Math.floor(Math.random() * 1e6);\nexport const open = () => ({ sessionId: `s-${code()}` });\n',
      },
      expect: 'fail',
      at: ['session.ts:2'],
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
    { title: 'no code', given: { 'README.md': '' }, expect: 'not-applicable' },
  ],
});
