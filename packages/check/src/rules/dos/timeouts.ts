import { removeOptionAround } from '../../analysis/syntax/remove-option.ts';
import { lineRule } from '../line-rule.ts';
import type { Rule } from '../rule.ts';

/** Requests that never end are ended. */
export const rule: Rule = lineRule({
  id: 'dos/timeouts',
  practice: 'P5',
  severity: 'medium',
  confidence: 'certain',
  cwe: 400,
  controls: ['soc2:A1.2', 'iso27001:A.8.26'],
  title: 'The time limits of the server are on',
  why: 'Without them one machine that sends a byte a minute on some thousand connections takes the app away from everybody.',
  fix: 'Take the line out: Node.js waits 60 s for headers and 5 min for a request. Streams that last get a server of their own.',
  about: /\b(?:headersTimeout|requestTimeout|connectionTimeout|createServer|fastify)\b/i,
  absent: 'no code sets up a server by hand',
  bad: [
    {
      pattern:
        /\b(headersTimeout|requestTimeout|connectionsCheckingInterval)\s*[:=]\s*(?:0\b(?![.\d_x])|Infinity)/g,
      message: '$1 is off',
    },
  ],
  mend: {
    title: 'Take the line out, so that the limits of Node.js hold',
    offer({ path, text, start, end }) {
      const edit = removeOptionAround(path, text, start);
      return (
        edit && {
          title: `Turn the time limits of ${path} on`,
          edits: [edit],
          // A request may take long on purpose; sending headers does not.
          ...(/requestTimeout/.test(text.slice(start, end)) && { isUnsafe: true }),
        }
      );
    },
  },
  examples: [
    {
      title: 'as they come, and shorter',
      given: {
        'a.js':
          'const server = createServer();\nserver.requestTimeout = 10_000;\nserver.headersTimeout = 0.5;',
      },
      expect: 'pass',
    },
    {
      title: 'off',
      given: { 'a.js': 'const server = createServer();\nserver.requestTimeout = 0;' },
      expect: 'fail',
      at: ['a.js:2'],
      fixed: { 'a.js': 'const server = createServer();\n' },
    },
    {
      title: 'off by an option',
      given: { 'a.js': 'fastify({ requestTimeout: 0, });createServer({ headersTimeout: 0 });' },
      expect: 'fail',
      fixed: { 'a.js': 'fastify({});createServer({});' },
    },
    {
      title: 'off among others, on several lines',
      given: {
        'a.js':
          'createServer({\n  keepAliveTimeout: 5_000, // short\n  headersTimeout: 0, // slow phones\n  noDelay: true,\n});',
      },
      expect: 'fail',
      at: ['a.js:3'],
      fixed: {
        'a.js': 'createServer({\n  keepAliveTimeout: 5_000, // short\n  noDelay: true,\n});',
      },
    },
    {
      title: 'off, as a value that another statement takes',
      given: { 'a.js': 'const server = createServer();\nconst off = (server.headersTimeout = 0);' },
      expect: 'fail',
      fixed: {},
    },
    { title: 'no server', given: { 'a.js': '' }, expect: 'not-applicable' },
  ],
});
