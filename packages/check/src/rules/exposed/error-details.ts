import { removeOptionAround } from '../../analysis/syntax/remove-option.ts';
import { lineRule } from '../line-rule.ts';
import type { Rule } from '../rule.ts';

/** Visitors are not told what broke inside. */
export const rule: Rule = lineRule({
  id: 'exposed/error-details',
  practice: 'P6',
  severity: 'medium',
  confidence: 'likely',
  cwe: 200,
  controls: ['asvs5:16.5.1', 'asvs5:13.4.2'],
  title: 'Answers hold no stack of an error',
  why: 'A stack tells paths, packages and versions, and an error of the database its tables: a map for the next try.',
  fix: "Log the error with an id, and answer `{ error: 'internal', id }`.",
  about: /\b(?:res|reply|response|ctx|c)\b/,
  absent: 'no code answers requests',
  bad: [
    {
      pattern:
        /\b(?:res|reply|response)(?:\.status\([^)]*\)|\.code\([^)]*\))?\.(?:send|json|end|write)\(\s*(?:\{[^}]*?)?\b(?:err|error|e|ex|exception)\.stack\b/g,
      message: 'The stack of an error is sent to the visitor',
      isFine: (match, text) =>
        /NODE_ENV|isDev|development|debug/i.test(
          text.slice(Math.max(0, match.index - 160), match.index + match[0].length),
        ),
    },
  ],
  mend: {
    title: 'Leave the stack out of what is answered',
    offer({ path, text, source, start, end }) {
      const stack = text.lastIndexOf('.stack', end);
      const whole = /\.(?:send|end)\(\s*(\w+\.stack)$/.exec(text.slice(start, end));
      const edit =
        whole && text[end] === ')'
          ? source.replace(end - whole[1]!.length, end, "'Internal Server Error'")
          : removeOptionAround(path, text, stack);
      return (
        edit && {
          title: `Keep the stack of an error out of the answers of ${path}`,
          edits: [edit],
          afterwards: 'see that the error is logged, since nobody else is told of it now',
        }
      );
    },
  },
  examples: [
    {
      title: 'an id',
      given: { 'a.js': "log.error(err.stack);\nres.status(500).json({ error: 'internal' });" },
      expect: 'pass',
    },
    {
      title: 'in development only',
      given: { 'a.js': "if (process.env.NODE_ENV !== 'production') res.send(err.stack);" },
      expect: 'pass',
    },
    {
      title: 'the stack',
      given: { 'a.js': '\nres.status(500).json({ message: err.message, stack: err.stack });' },
      expect: 'fail',
      at: ['a.js:2'],
      fixed: { 'a.js': '\nres.status(500).json({ message: err.message });' },
    },
    {
      title: 'nothing but the stack',
      given: { 'a.js': 'res.status(500).send(err.stack); // for us' },
      expect: 'fail',
      fixed: { 'a.js': "res.status(500).send('Internal Server Error'); // for us" },
    },
    {
      title: 'the stack within a text',
      given: { 'a.js': "res.send(err.stack + '!');" },
      expect: 'fail',
      fixed: {},
    },
    { title: 'no answers', given: { 'a.js': 'log(e.stack)' }, expect: 'not-applicable' },
  ],
});
