import { lineRule } from '../line-rule.ts';
import type { Rule } from '../rule.ts';

/** Regular expressions take time in proportion to their text. */
export const rule: Rule = lineRule({
  id: 'dos/regex',
  practice: 'P5',
  severity: 'medium',
  confidence: 'possible',
  cwe: 1333,
  controls: ['pci-dss4:6.2.4', 'iso27001:A.8.28'],
  title: 'No regular expression repeats what repeats itself',
  why: 'With `(a+)+$` each further letter doubles the time: thirty letters stop the app for minutes, and everybody may send them.',
  fix: 'Write one repeat, `a+$`; limit the length of the text first; or start Node.js with `--enable-experimental-regexp-engine-on-excessive-backtracks`.',
  about: /\/[^/\n]+\/|RegExp/,
  absent: 'no code holds a regular expression',
  bad: [
    // One thing that repeats without end, alone in a group that does so too, and something behind it that may not fit.
    {
      pattern:
        /(?<=[=(,:!&|?{;[]\s*|return\s+)\/(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])*\((?:\?:)?(?:\\[wdsWDS]|\.|\[(?:[^\]\\\n]|\\.)+\]|\w)[+*]\)[+*](?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[dgimsuvy]*/g,
      message: 'This regular expression may take exponential time',
      isFine: (match) => !/\)[+*]\??[^/]*(\$|[^)*+?])[^/]*\/\w*$/.test(match[0]),
    },
  ],
  examples: [
    {
      title: 'one repeat, and a repeat with something fixed between',
      given: {
        'a.js':
          'const a = /^a+$/;\nconst b = /^(\\w+,)+$/;\nconst c = /(?:\\d{3})+$/;\nconst d = 4 / 2 / 1;',
      },
      expect: 'pass',
    },
    {
      title: 'letters',
      given: { 'a.js': '\nconst a = /^(\\w+)+$/;' },
      expect: 'fail',
      at: ['a.js:2'],
    },
    {
      title: 'a class, as an argument',
      given: { 'a.js': 'x.test(/^(?:[a-z0-9]*)*@/);' },
      expect: 'fail',
    },
    { title: 'none', given: { 'a.js': 'let a;' }, expect: 'not-applicable' },
  ],
});
