import { lineRule } from '../line-rule.ts';
import type { Rule } from '../rule.ts';

/** Other origins are named. */
export const rule: Rule = lineRule({
  id: 'cors/options',
  practice: 'C6',
  severity: 'high',
  confidence: 'likely',
  cwe: 942,
  controls: ['asvs5:3.4.2', 'pci-dss4:6.2.4'],
  title: 'The app names the origins that may read its answers with cookies',
  why: 'With every origin sent back and credentials allowed, any page that a visitor opens reads the app in the visitor’s name.',
  fix: "Name them: `cors({ origin: ['https://shop.example'], credentials: true })`.",
  about: /cors|access-control-allow-origin/i,
  absent: 'no code sets CORS',
  bad: [
    {
      pattern:
        /\b(?:cors|enableCors|register)\s*\((?:[^()]|\([^()]*\))*?\borigin\s*:\s*(?:true\b|\([^)]*\)\s*=>\s*(?:callback|cb)\(null,\s*true\))(?:[^()]|\([^()]*\))*\)/g,
      message: 'Every origin is sent back, with credentials',
      isFine: (match, text) =>
        !/credentials\s*:\s*true/.test(match[0]) || isInDevelopment(text, match.index),
    },
    {
      pattern:
        /["'`]access-control-allow-origin["'`]\s*,\s*(?:\w+\.)?(?:req(?:uest)?|ctx|c)\.(?:headers?(?:\.origin|\[["']origin["']\]|\(["']origin["']\))|get\(["']origin["']\))/gi,
      message: 'The origin that asks is sent back',
      isFine: ({ index }, text) =>
        !/allow-credentials["'`]\s*,\s*["'`]?true/i.test(text) || isChecked(text, index),
    },
  ],
  examples: [
    {
      title: 'named',
      given: { 'a.js': "app.use(cors({ origin: ['https://a.example'], credentials: true }));" },
      expect: 'pass',
    },
    {
      title: 'everybody, without cookies',
      given: { 'a.js': 'app.use(cors({ origin: true }));\napp.use(cors());' },
      expect: 'pass',
    },
    {
      title: 'everybody, with cookies',
      given: { 'a.js': 'x();\napp.use(cors({ origin: true, credentials: true }));' },
      expect: 'fail',
      at: ['a.js:2'],
    },
    {
      title: 'written by hand',
      given: {
        'a.js':
          "res.setHeader('Access-Control-Allow-Origin', req.headers.origin);\nres.setHeader('Access-Control-Allow-Credentials', 'true');",
      },
      expect: 'fail',
    },
    {
      title: 'everybody, on the machine of who writes it',
      given: {
        'a.js':
          "const isProduction = env === 'production';\nif (isProduction) {\n  app.enableCors({ origin: origins, credentials: true });\n} else {\n  console.log('development');\n  app.enableCors({ origin: true, credentials: true });\n}",
      },
      expect: 'pass',
    },
    {
      title: 'everybody, in production too',
      given: {
        'a.js':
          'if (isProduction) {\n  log();\n}\napp.enableCors({ origin: true, credentials: true });',
      },
      expect: 'fail',
      at: ['a.js:4'],
    },
    {
      title: 'written by hand, for those of a list',
      given: {
        'a.js':
          "if (allowedOrigins.some((one) => one === req.get('origin'))) {\n  res.header('Access-Control-Allow-Origin', req.get('origin'));\n  res.header('Access-Control-Allow-Credentials', 'true');\n}",
      },
      expect: 'pass',
    },
    { title: 'no CORS', given: { 'a.js': '' }, expect: 'not-applicable' },
  ],
});

/** What is asked by the blocks that are open at a place, the nearest first. */
function conditionsAround(text: string, at: number): string[] {
  const found: string[] = [];
  let depth = 0;
  for (let index = at - 1; index >= 0 && at - index < farthest; index -= 1) {
    const sign = text[index];
    if (sign === '}') depth += 1;
    if (sign !== '{') continue;
    if (depth > 0) depth -= 1;
    else found.push(headOf(text.slice(Math.max(0, index - farthest), index)));
  }
  return found;
}

const farthest = 1_000;

/** `if (…)`, or `else` with the `if` that it belongs to. */
function headOf(before: string): string {
  const start = /(?:^|[;{}\n])[ \t]*(?:\}\s*)?((?:else\s+)?if\s*\([^\n]*|\}?\s*else)\s*$/.exec(
    before,
  );
  const head = start?.[1] ?? '';
  if (!/else\s*$/.test(head)) return head;
  const asked = [...before.matchAll(/\bif\s*\([^\n]*/g)].at(-1)?.[0] ?? '';
  return `else of ${asked}`;
}

function isInDevelopment(text: string, at: number): boolean {
  return conditionsAround(text, at).some(
    (one) =>
      /^else of .*\b(is_?prod\w*|production)\b/i.test(one) ||
      (!one.startsWith('else') &&
        /\bis_?dev\w*|["'`]development["'`]/i.test(one) &&
        !/!\s*is_?dev/i.test(one)),
  );
}

/** Somebody looks whether the origin is one that is known. */
function isChecked(text: string, at: number): boolean {
  return conditionsAround(text, at).some(
    (one) => /origin/i.test(one) && /\b(some|includes|has|indexOf|test|find)\s*\(/.test(one),
  );
}
