import { lineRule } from '../line-rule.ts';
import type { Rule } from '../rule.ts';

const mostBytes = 10_485_760;
const units: Readonly<Record<string, number>> = { b: 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 };

/** Bodies that the app holds in memory are limited. */
export const rule: Rule = lineRule({
  id: 'dos/body-limit',
  practice: 'P5',
  severity: 'medium',
  confidence: 'likely',
  cwe: 770,
  controls: ['soc2:A1.2', 'iso27001:A.8.26'],
  title: 'Bodies of requests are held in memory up to 10 MB at most',
  why: 'Some dozens of large bodies at once fill the memory, and parsing one stops the app for all others.',
  fix: "Take the limit down to what the route needs (`express.json({ limit: '100kb' })`), and let files go by as a stream.",
  about:
    /\b(?:express|bodyParser|body-parser|fastify|koa-?body|raw-body|bodyLimit|jsonLimit|maxRequestBodySize)\b/i,
  absent: 'no code reads bodies',
  bad: [
    {
      pattern:
        /\b(?:json|urlencoded|raw|text)\s*\(\s*\{[^}]*\blimit\s*:\s*["'`]?([\d.]+\s*[kmg]?b?|Infinity)/gi,
      message: 'Bodies up to $1 are held in memory',
      isFine: (match) => bytesOf(match[1]!) <= mostBytes,
    },
    {
      pattern:
        /\b(?:bodyLimit|jsonLimit|formLimit|textLimit|maxRequestBodySize)\s*:\s*["'`]?([\d_.]+(?:\s*\*\s*[\d_]+)*\s*[kmg]?b?|Infinity)/gi,
      message: 'Bodies up to $1 are held in memory',
      isFine: (match) => bytesOf(match[1]!) <= mostBytes,
    },
  ],
  examples: [
    {
      title: 'as it comes, and a small limit',
      given: {
        'a.js':
          "app.use(express.json());\napp.use(express.json({ limit: '1mb' }));\nfastify({ bodyLimit: 1048576 });",
      },
      expect: 'pass',
    },
    {
      title: 'exactly ten',
      given: { 'a.js': "app.use(express.json({ limit: '10mb' }));" },
      expect: 'pass',
    },
    {
      title: 'half a gigabyte',
      given: { 'a.js': "\napp.use(express.json({ limit: '500mb' }));" },
      expect: 'fail',
      at: ['a.js:2'],
    },
    {
      title: 'by a product',
      given: { 'a.js': 'fastify({ bodyLimit: 50 * 1024 * 1024 });' },
      expect: 'fail',
    },
    {
      title: 'no limit at all',
      given: { 'a.js': 'fastify({ bodyLimit: Infinity });' },
      expect: 'fail',
    },
    { title: 'no bodies', given: { 'a.js': '' }, expect: 'not-applicable' },
  ],
});

function bytesOf(text: string): number {
  const plain = text.replaceAll('_', '').toLowerCase().replace(/\s+/g, '');
  if (plain === 'infinity') return Number.POSITIVE_INFINITY;
  const unit = units[/[kmg]b$|b$/.exec(plain)?.[0] ?? 'b'] ?? 1;
  return plain
    .replace(/[a-z]+$/, '')
    .split('*')
    .reduce((product, one) => product * Number(one), unit);
}
