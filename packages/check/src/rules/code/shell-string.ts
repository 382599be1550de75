import { codeFact } from '../../analysis/flow-findings.ts';
import type { NotableCall } from '../../analysis/taint/code-facts.ts';
import { expressApp, judgeCalls } from '../flow-rule.ts';
import { defineRule, type Rule } from '../rule.ts';

const shell = /^(?:child_process\.exec(?:Sync)?|shelljs\.exec)$/;

/** No command line is put together from pieces. */
export const rule: Rule = defineRule({
  id: 'code/shell-string',
  practice: 'C4',
  severity: 'medium',
  confidence: 'likely',
  cwe: 78,
  controls: ['asvs5:1.2.5'],
  title: 'Command lines are constant',
  why: 'A shell reads every character of the line: a space or a quote in a name breaks the command, and a hostile one takes it over.',
  fix: 'Use `execFile(program, [argument, …])`: no shell, nothing to quote.',
  needs: ['code'],
  run: ({ code }) =>
    judgeCalls(code, {
      is: ({ api, args }) => shell.test(api) && args[0]?.isBuilt === true,
      message: ({ api }) => `A command line is put together from pieces: ${nameOf(api)}`,
      fact: codeFact(code),
    }),
  examples: [
    {
      title: 'a name in a template',
      given: {
        'build.js':
          "const { execSync } = require('child_process');\nexports.pack = (name) => execSync(`tar -cf ${name}.tar ${name}`);\n",
      },
      expect: 'fail',
      at: ['build.js:2'],
    },
    {
      title: 'through a constant',
      given: {
        'build.mjs':
          "import cp from 'node:child_process';\nexport function pack(name) {\n  const line = 'tar -cf all.tar ' + name;\n  cp.exec(line);\n}\n",
      },
      expect: 'fail',
      at: ['build.mjs:4'],
    },
    {
      title: 'a constant line, also in parts',
      given: {
        'build.js':
          "const { execSync } = require('child_process');\nconst out = 'dist';\nexecSync(`rm -rf ${out}`);\nexecSync('git ' + 'status');\n",
      },
      expect: 'pass',
    },
    {
      title: 'a program and its arguments',
      given: expressApp(
        "execFile('tar', ['-cf', `${name}.tar`], next);",
        "import { execFile } from 'node:child_process'; const name = process.env.NAME;",
      ),
      expect: 'pass',
    },
    {
      title: 'exec of a regular expression',
      given: { 'a.js': 'const found = /a/.exec(`${a}b`);\n' },
      expect: 'pass',
    },
    { title: 'no code', given: { 'README.md': '' }, expect: 'not-applicable' },
  ],
});

function nameOf(api: NotableCall['api']): string {
  return api.slice(api.lastIndexOf('.') + 1);
}
