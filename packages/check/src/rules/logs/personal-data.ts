import { lineRule } from '../line-rule.ts';
import type { Rule } from '../rule.ts';

/** Logs hold neither passwords nor whole requests. */
export const rule: Rule = lineRule({
  id: 'logs/personal-data',
  practice: 'I6',
  severity: 'medium',
  confidence: 'likely',
  cwe: 532,
  controls: ['asvs5:16.2.5', 'iso27001:A.8.15'],
  title: 'Logs hold neither passwords nor whole requests',
  why: 'Logs go to more people, places and backups than the database does: a password in them is a password shown.',
  fix: "Log what is needed, `log.info({ user: user.id })`; let the logger take the rest out: `pino({ redact: ['req.headers.authorization', '*.password'] })`.",
  about: /\b(?:console|log(?:ger)?|pino|winston|bunyan)\b/,
  absent: 'no code logs',
  bad: [
    {
      pattern:
        /\b(?:console|log|logger|pino|winston|(?:req|request|fastify|app)\.log)\.(?:log|info|debug|warn|error|trace|verbose|fatal)\s*\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*?\b((?:req|request|ctx\.request)\.(?:body|headers|cookies)|(?:headers|req\.headers)\.(?:authorization|cookie)|\w+\.(?:password|passwd|secret|creditCard|cardNumber|cvv|ssn|accessToken|refreshToken))\b(?!\s*\.\s*(?:length|id|type|action|name\b)|\[["'](?:x-request-id|user-agent|content-type)|\s*[!=]==?|\s*\?)/g,
      message: '$1 goes into the log',
      isFine: (match) => /redact|mask|typeof|!!/.test(match[0]),
    },
  ],
  examples: [
    {
      title: 'what is needed',
      given: {
        'a.js':
          "log.info({ user: user.id }, 'signed in');\nconsole.log('password changed');\nlog.debug(req.body.length);\nlog.info(redact(req.body));",
      },
      expect: 'pass',
    },
    {
      title: 'the body of a request',
      given: { 'a.js': "\nconsole.log('got', req.body);" },
      expect: 'fail',
      at: ['a.js:2'],
    },
    {
      title: 'a password, and the header that signs in',
      given: {
        'a.js':
          'logger.info(`login ${user.password}`);\nlog.warn({ auth: req.headers.authorization });',
      },
      expect: 'fail',
      at: ['a.js:1', 'a.js:2'],
    },
    { title: 'no logs', given: { 'a.js': 'let a;' }, expect: 'not-applicable' },
  ],
});
