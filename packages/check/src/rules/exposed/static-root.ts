import { lineRule } from '../line-rule.ts';
import type { Rule } from '../rule.ts';

/** What is sent to visitors lies in a folder of its own. */
export const rule: Rule = lineRule({
  id: 'exposed/static-root',
  practice: 'P6',
  severity: 'high',
  confidence: 'likely',
  cwe: 538,
  controls: ['asvs5:13.4.1', 'iso27001:A.8.12'],
  title: 'Files are served from a folder of their own, never from the root of the app',
  why: 'With the root served everybody reads package.json, the sources, .env and the history of the code.',
  fix: "Serve a folder that holds nothing else: `express.static(path.join(import.meta.dirname, 'public'))`.",
  about: /\bstatic\b|serveStatic|serve-static|sirv|fastifyStatic|koa-static/,
  absent: 'no code serves files',
  bad: [
    {
      pattern:
        /\b(?:express\.static|serveStatic|serve|sirv|koaStatic)\s*\(\s*(?:["'`]\.?\/?["'`]|__dirname|process\.cwd\(\)|import\.meta\.dirname|(?:path\.)?(?:join|resolve)\(\s*(?:__dirname|process\.cwd\(\)|import\.meta\.dirname)?\s*\))\s*[,)]/g,
      message: 'The root of the app is served to everybody',
    },
    {
      pattern:
        /\bfastifyStatic\s*,\s*\{[^}]*\broot\s*:\s*(?:__dirname|process\.cwd\(\)|import\.meta\.dirname|["'`]\.?\/?["'`])\s*[,}]/g,
      message: 'The root of the app is served to everybody',
    },
  ],
  examples: [
    {
      title: 'a folder of its own',
      given: {
        'a.js':
          "app.use(express.static('public'));\napp.use(express.static(path.join(__dirname, 'public')));",
      },
      expect: 'pass',
    },
    {
      title: 'the root',
      given: { 'a.js': '\napp.use(express.static(__dirname));' },
      expect: 'fail',
      at: ['a.js:2'],
    },
    {
      title: 'where it was started',
      given: {
        'a.js':
          "app.use(express.static('.'));\napp.register(fastifyStatic, { root: process.cwd() });",
      },
      expect: 'fail',
    },
    { title: 'no files', given: { 'a.js': '' }, expect: 'not-applicable' },
  ],
});
