import { isAppFile } from '../../analysis/app-files.ts';
import { codeFrame, lineOf } from '../../analysis/code-frame.ts';
import { defineRule, failBy, notApplicable, type Rule } from '../rule.ts';

const made =
  /^([ \t]*)(?:export\s+)?(?:const|let|var)\s+([A-Za-z_$][\w$]*)(?:\s*:[^=\n]+)?\s*=\s*express\(\)[ \t]*;?[ \t]*$/m;
const isHidden = /x-powered-by|\bhelmet\b|hidePoweredBy/i;

/** Answers do not name the framework. */
export const rule: Rule = defineRule({
  id: 'scan/powered-by',
  practice: 'P6',
  severity: 'low',
  confidence: 'likely',
  cwe: 200,
  controls: [],
  title: 'Express does not name itself in every answer',
  why: 'Scanners sort targets by this header: when a hole of Express is published, they come to those who tell.',
  fix: "Write `app.disable('x-powered-by')`, or use helmet.",
  needs: ['manifest', 'texts'],
  run({ manifest, texts }) {
    if (manifest === null || !Object.hasOwn(manifest.dependencies, 'express'))
      return notApplicable('the app does not depend on Express');
    const files = texts.files.filter(({ path }) => isAppFile(path));
    const apps = files.filter(({ text }) => text.includes('express') && made.test(text));
    if (apps.length === 0) return notApplicable('no file here makes an app of Express');
    const hiding = files.find(({ text }) => isHidden.test(text));
    if (hiding) return failBy([], `${hiding.path} takes the header away`);
    const findings = apps.map(({ path, text }) => {
      const line = lineOf(text, made) ?? 1;
      const message = 'The app answers with X-Powered-By: Express';
      return {
        place: { file: path, line },
        message,
        identity: 'told',
        frame: codeFrame(text, line),
      };
    });
    return failBy(findings, '');
  },
  mend: {
    title: "Write `app.disable('x-powered-by')` behind the line that makes the app",
    offer({ place }, { texts }) {
      const file = texts.files.find(({ path }) => path === place?.file);
      const [, indent, name] = made.exec(file?.text ?? '') ?? [];
      if (!file || place?.line === undefined || name === undefined) return undefined;
      const semicolon = /;\s*$/.test(file.text.split('\n')[place.line - 1] ?? '') ? ';' : '';
      const to = `${indent}${name}.disable('x-powered-by')${semicolon}\n`;
      const line = place.line + 1;
      return {
        title: `Let the app of ${file.path} not name its framework`,
        edits: [{ kind: 'text', file: file.path, line, column: 1, was: '', to }],
      };
    },
  },
  examples: [
    {
      title: 'taken away',
      given: app("const app = express();\napp.disable('x-powered-by');\n"),
      expect: 'pass',
    },
    {
      title: 'helmet does it',
      given: app('const app = express();\napp.use(helmet());\n'),
      expect: 'pass',
    },
    {
      title: 'told',
      given: app('const app = express();\napp.listen(3000);\n'),
      expect: 'fail',
      at: ['app.js:2'],
      fixed: {
        'app.js':
          "const express = require('express');\nconst app = express();\napp.disable('x-powered-by');\napp.listen(3000);\n",
      },
    },
    {
      title: 'told, within a function, without semicolons',
      given: app('function make() {\n  const server = express()\n  return server\n}\n'),
      expect: 'fail',
      fixed: {
        'app.js':
          "const express = require('express');\nfunction make() {\n  const server = express()\n  server.disable('x-powered-by')\n  return server\n}\n",
      },
    },
    {
      title: 'another framework',
      given: { 'package.json': '{"dependencies":{"fastify":"5"}}' },
      expect: 'not-applicable',
    },
  ],
});

function app(body: string): Record<string, string> {
  return {
    'package.json': '{"dependencies":{"express":"5"}}',
    'app.js': `const express = require('express');\n${body}`,
  };
}
