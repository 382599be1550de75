import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Condition } from './condition.ts';
import { fields } from './fields.ts';
import { maxDepth, maxTerms, parseQuery } from './parse.ts';
import { maxWildcards } from './read-value.ts';
import { QueryError } from './tokenize.ts';

const now = Date.parse('2026-11-25T12:00:00Z');
const parse = (query: string): Condition => parseQuery(query, now);

/** A condition as one line. */
function told(condition: Condition): string {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return `${condition.kind}(${condition.of.map(told).join(' ')})`;
    case 'not':
      return `not(${told(condition.of)})`;
    case 'among':
      return `${condition.field.name}=${condition.values.join('|')}`;
    case 'like':
      return `${condition.field.name}~${condition.patterns.map((one) => one.join('*')).join('|')}`;
    case 'contains':
      return `${condition.field.name}~*${condition.pattern.join('*')}*`;
    case 'network':
      return `address in ${condition.network}`;
    case 'text':
      return `text ${condition.pattern.join('*')}`;
    default:
      return `${condition.kind} ${condition.at.toISOString()}`;
  }
}

function refusal(query: string): string {
  try {
    return `read as ${told(parse(query))}`;
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    return `${error.start}-${error.end} ${error.message}`;
  }
}

test('terms, negation, OR and parentheses', () => {
  assert.equal(told(parse('')), 'all()');
  assert.equal(told(parse('a OR b c')), 'any(text a all(text b text c))');
  assert.equal(told(parse('(a OR b) -c')), 'all(any(text a text b) not(text c))');
  assert.equal(told(parse('NOT (a AND b)')), 'not(all(text a text b))');
  assert.equal(told(parse('or and "OR"')), 'all(text or text and text OR)');
});

test('each kind of field reads its values', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['severity:>=high', 'severity=critical|high'],
    ['severity:<high', 'severity=medium|low'],
    ['severity:low', 'severity=low'],
    ['Detection:sql-injection', 'detection=sql-injection'],
    ['detection:sql*', 'detection~sql*'],
    ['detection:"sql*"', 'detection=sql*'],
    ['route:/health', 'route~/health|* /health'],
    ['route:"GET /health"', 'route=GET /health'],
    ['address:203.0.113.9/24', 'address in 203.0.113.9/24'],
    ['address:::ffff:203.0.113.9', 'address=203.0.113.9'],
    ['address:2001:DB8:0::1', 'address=2001:db8::1'],
    ['address:*', 'address~*'],
    ['agent:sqlmap', 'agent~*sqlmap*'],
    ['after:2h', 'since 2026-11-25T10:00:00.000Z'],
    ['before:2026-11-25', 'until 2026-11-25T00:00:00.000Z'],
    ['time:2026-11-25', 'all(since 2026-11-25T00:00:00.000Z until 2026-11-26T00:00:00.000Z)'],
    ['time:<=2026-11-25T10:30', 'until 2026-11-25T10:31:00.000Z'],
    ['disposition:blocked', 'disposition=blocked'],
  ];
  for (const [query, expected] of cases) assert.equal(told(parse(query)), expected, query);
});

test('what cannot be read is refused with its place and a hint', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['a sevrity:high', '2-9 There is no field “sevrity”. Did you mean severity?'],
    ['severity:hihg', '9-13 severity is never “hihg”. Did you mean high?'],
    ['outcome:x', '8-9 outcome is never “x”. It is one of attack, weakness.'],
    ['app:>shop', '4-5 app takes no comparison; severity and time do.'],
    ['app:', '0-4 app lacks its value.'],
    ['app: shop', '0-4 app lacks its value.'],
    ['(a', '0-1 This parenthesis is never closed.'],
    ['a)', '1-2 “)” cannot stand here. As text it needs quotation marks.'],
    ['a OR', '4-4 Something is missing here.'],
    ['a AND', '5-5 Something is missing here.'],
    ['OR a', '0-2 “OR” cannot stand here. As text it needs quotation marks.'],
    ['- a', '0-1 A minus stands right before what is left out. As text it needs quotation marks.'],
    ['x --', '2-3 A minus stands right before what is left out. As text it needs quotation marks.'],
    ['address:1.2.x', '8-13 That is neither an address nor a network such as 203.0.113.0/24.'],
    ['after:soon', '6-10 A time reads like 30m, 2h, 7d, 2026-11-25 or 2026-11-25T12:00Z.'],
    ['after:9999w', '6-11 That is more than ten years ago.'],
    ['incident:7', '9-10 An incident is named by its id.'],
    ['""', '0-2 There is no text between these.'],
  ];
  for (const [query, expected] of cases) assert.equal(refusal(query), expected, query);
});

test('the last accepted and the first refused of terms, depth and wildcards', () => {
  const refused = (query: string): boolean => !refusal(query).startsWith('read');
  const terms = (count: number): string => Array.from({ length: count }, () => 'a').join(' ');
  assert.deepEqual([refused(terms(maxTerms)), refused(terms(maxTerms + 1))], [false, true]);
  const deep = (depth: number): string => '('.repeat(depth) + 'a' + ')'.repeat(depth);
  assert.deepEqual([refused(deep(maxDepth)), refused(deep(maxDepth + 1))], [false, true]);
  const stars = (count: number): string => `a${'*b'.repeat(count)}`;
  assert.deepEqual([refused(stars(maxWildcards)), refused(stars(maxWildcards + 1))], [false, true]);
});

test('every text is read or refused with a place within it', () => {
  const piece = fc.oneof(
    fc.constantFrom('(', ')', '-', 'OR', 'AND', 'NOT', '"', ':', '*', ' ', '>=', '2h', 'high'),
    fc.constantFrom(...fields.map(({ name }) => `${name}:`)),
    fc.string({ maxLength: 5 }),
  );
  const query = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(query, (query) => {
      try {
        parse(query);
      } catch (error) {
        assert.ok(error instanceof QueryError, String(error));
        assert.ok(error.start >= 0 && error.start <= error.end && error.end <= query.length);
        assert.match(error.message, /\S/);
      }
    }),
    { numRuns: 2_000 },
  );
});
