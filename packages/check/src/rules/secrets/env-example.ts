import { isAppFile } from '../../analysis/app-files.ts';
import { defineRule, failBy, notApplicable, type Rule } from '../rule.ts';

const readers = ['dotenv', 'dotenv-flow', '@dotenvx/dotenvx', 'dotenv-cli', 'env-cmd'];
const read = /\bprocess\.env(?:\.([A-Za-z_]\w*)|\[\s*["']([A-Za-z_]\w*)["']\s*\])/g;
const split = /\{([^{}]*)\}\s*=\s*process\.env\b/g;
/** What the system, npm or a build server sets. */
const notOurs =
  /^(NODE_ENV|NODE_OPTIONS|CI|HOME|PATH|PWD|USER|SHELL|TMPDIR|TEMP|TERM|TZ|LANG|EDITOR|npm_\w+|LOCALAPPDATA|APPDATA|PROGRAMFILES|NODE_TLS_REJECT_UNAUTHORIZED|GITHUB_\w+|CASTELLAN\w*)$/;

/** Who sets the app up sees which variables it needs without being given anybody's values. */
export const rule: Rule = defineRule({
  id: 'secrets/env-example',
  practice: 'C12',
  severity: 'low',
  confidence: 'likely',
  controls: ['asvs5:13.3.1'],
  title: 'A template tells which variables the app reads',
  why: 'Without one people send each other their .env files, by chat and mail.',
  fix: 'Write .env.example with the name of each variable and no value, and commit it.',
  needs: ['manifest', 'texts', 'environmentFiles'],
  run({ manifest, texts, environmentFiles }) {
    const reads =
      // Who reads it for development alone needs no template for the app.
      readers.some((name) => Object.hasOwn(manifest?.dependencies ?? {}, name)) ||
      /--env-file\b/.test(Object.values(manifest?.scripts ?? {}).join('\n'));
    if (!reads) return notApplicable('nothing here reads an environment file');
    const template = environmentFiles.find(({ isTemplate }) => isTemplate);
    if (template) return failBy([], `${template.path} is one`);
    const names = variablesIn(texts.files);
    if (names.length === 0) return notApplicable('the code names no variable');
    const message = `The app reads ${names.length} variables, and no .env.example tells which`;
    return failBy([{ message, identity: 'missing' }], '');
  },
  mend: {
    title: 'Write .env.example with the variables that the code names',
    offer(_, { texts }) {
      const lines = variablesIn(texts.files).map((name) => `${name}=`);
      return {
        title: 'Tell which variables the app reads',
        edits: [{ kind: 'create', file: '.env.example', text: `${lines.join('\n')}\n` }],
      };
    },
  },
  examples: [
    {
      title: 'a template',
      given: { ...app(), '.env.example': 'DATABASE_URL=\n' },
      expect: 'pass',
    },
    {
      title: 'variables, read in three ways',
      given: app(),
      expect: 'fail',
      fixed: { '.env.example': 'API_KEY=\nDATABASE_URL=\nMAIL_HOST=\nPORT=\n' },
    },
    {
      title: 'an app that reads no file',
      given: { 'package.json': '{"dependencies":{"express":"5"}}', 'a.js': 'process.env.PORT;' },
      expect: 'not-applicable',
    },
  ],
});

function variablesIn(files: readonly { readonly path: string; readonly text: string }[]): string[] {
  const names = files.filter(({ path }) => isAppFile(path)).flatMap(({ text }) => namesIn(text));
  return [...new Set(names)].filter((name) => !notOurs.test(name)).sort();
}

function namesIn(text: string): string[] {
  const named = [...text.matchAll(read)].flatMap(([, dotted, quoted]) => dotted ?? quoted ?? []);
  const listed = [...text.matchAll(split)].flatMap(([, inner]) =>
    inner!.split(',').map((part) => part.trim().split(/[\s:=]/)[0]!),
  );
  return [...named, ...listed.filter((name) => /^[A-Za-z_]\w*$/.test(name))];
}

function app(): Record<string, string> {
  return {
    'package.json': '{"dependencies":{"dotenv":"17"}}',
    'src/config.js':
      "require('dotenv').config();\nconst { MAIL_HOST = 'localhost', PORT: port } = process.env;\nmodule.exports = { db: process.env.DATABASE_URL, key: process.env['API_KEY'], env: process.env.NODE_ENV };\n",
    'test/a.test.js': 'process.env.ONLY_IN_TESTS = 1;\n',
  };
}
