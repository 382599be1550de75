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
      isFine: (match) => !/credentials\s*:\s*true/.test(match[0]),
    },
    {
      pattern:
        /["'`]access-control-allow-origin["'`]\s*,\s*(?:\w+\.)?(?:req(?:uest)?|ctx|c)\.(?:headers?(?:\.origin|\[["']origin["']\]|\(["']origin["']\))|get\(["']origin["']\))/gi,
      message: 'The origin that asks is sent back',
      isFine: (_, text) => !/allow-credentials["'`]\s*,\s*["'`]?true/i.test(text),
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
    { title: 'no CORS', given: { 'a.js': '' }, expect: 'not-applicable' },
  ],
});
