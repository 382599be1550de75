import { cardNumberRanges } from '@castellan/core';
import { lineAt } from '../../analysis/code-frame.ts';
import { defineRule, failBy, notApplicable, type Rule, type RuleFinding } from '../rule.ts';

/** Numbers that payment services publish for tests: nobody pays with them. */
const forTests = new Set(
  (
    '4242424242424242 4111111111111111 4012888888881881 4222222222222 4000056655665556 5555555555554444 5105105105105100 ' +
    '2223003122003222 5200828282828210 378282246310005 371449635398431 378734493671000 6011111111111117 ' +
    '6011000990139424 30569309025904 38520000023237 3530111333300000 3566002020360505 6200000000000005 ' +
    '4000000000000002 4000000000009995 4000000000000069 4000000000000127 4000000000000119 4917610000000000 ' +
    '4761739001010010 5424000000000015 5454545454545454 4444333322221111 5500000000000004 340000000000009 4007000000027'
  ).split(' '),
);
const made =
  /(^|\/)(package-lock\.json|[\w.-]*lock[\w.-]*|node_modules\/.*)$|\.(min\.js|map|svg|lock|snap|ipynb|geojson|woff2?)$/i;
const talksOfCards = /card|\bpan\b|visa|master|amex|maestro|credit|payment|cc[_-]?n/i;
const known = /^(4|5[1-5]|2[2-7]|3[47]|6(011|5)|30[0-5]|3[68]|35)/;
const mostChars = 2_000_000;

/** No file holds a card number. */
export const rule: Rule = defineRule({
  id: 'cards/numbers',
  practice: 'P9',
  severity: 'critical',
  confidence: 'likely',
  cwe: 312,
  controls: ['iso27001:A.8.12', 'pci-dss4:6.2.4'],
  title: 'No file holds the number of a payment card',
  why: 'A real number in a fixture, a dump or a log is stolen card data, and brings the whole repository under PCI DSS.',
  fix: 'Take it out, of the history too, tell whoever answers for payments, and use the numbers that your payment service publishes for tests: 4242 4242 4242 4242.',
  needs: ['texts'],
  run({ texts }) {
    const files = texts.files.filter(
      ({ path, text }) => !made.test(path) && text.length <= mostChars,
    );
    if (files.length === 0) return notApplicable('there are no text files');
    return failBy(
      files.flatMap(({ path, text }) => numbersIn(path, text)),
      `${files.length} files hold none`,
    );
  },
  examples: [
    {
      title: 'numbers for tests, identifiers and times',
      given: {
        'a.js': `const card = '4242 4242 4242 4242';
const id = ${number('')};
const at = 1732540800000;
`,
      },
      expect: 'pass',
    },
    {
      title: 'in groups',
      given: { 'dump.sql': `\nINSERT INTO t VALUES ('${number(' ')}');\n` },
      expect: 'fail',
      at: ['dump.sql:2'],
    },
    {
      title: 'under a name that says so',
      given: { 'a.json': `{"cardNumber": "${number('')}"}` },
      expect: 'fail',
    },
    {
      title: 'a list of numbers of four digits, of which four in a row pass',
      given: { 'dev.sh': `PORTS="3000 3001 ${number(' ')} 4000 8080"\n` },
      expect: 'pass',
    },
    { title: 'no files', expect: 'not-applicable' },
  ],
});

function numbersIn(path: string, text: string): RuleFinding[] {
  return cardNumberRanges(text).flatMap(({ start, end, mask }) => {
    const digits = text.slice(start, end).replace(/\D/g, '');
    if (forTests.has(digits) || !known.test(digits) || new Set(digits).size < 4) return [];
    const isGrouped = /^\d{4}[ -]\d{4,6}[ -]/.test(text.slice(start, end));
    // More groups before or behind: a list of numbers, of which four happen to pass.
    const isList =
      /\d{4}[ -]$/.test(text.slice(Math.max(0, start - 5), start)) ||
      /^[ -]\d{4}(?!\d)/.test(text.slice(end, end + 6));
    if (isGrouped && isList) return [];
    const lineStart = text.lastIndexOf('\n', start) + 1;
    const lineEnd = text.indexOf('\n', end);
    const around = text.slice(
      Math.max(lineStart, start - 200),
      lineEnd < 0 ? undefined : Math.min(lineEnd, end + 80),
    );
    // Numbers that only happen to pass the check digit are one in ten: the words around decide.
    if (!isGrouped && !talksOfCards.test(around)) return [];
    const isTest =
      /(^|[/.])(tests?|__tests__|specs?|fixtures?|mocks?|examples?|docs?)([/.]|$)/.test(path);
    return [
      {
        place: { file: path, line: lineAt(text, start) },
        message: `It holds a ${mask.replace(/^\[|\]$/g, '')}`,
        identity: mask,
        ...(isTest && { severity: 'medium' as const, confidence: 'possible' as const }),
      },
    ];
  });
}

/** Made up, with the right check digit; in parts, so that this file holds none. */
function number(between: string): string {
  return ['4539', '5787', '6362', '1486'].join(between);
}
