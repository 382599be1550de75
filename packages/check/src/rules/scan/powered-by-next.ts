import { addNextOption } from '../../analysis/syntax/next-options.ts';
import { dependencyNames } from '../../analysis/web-app.ts';
import { defineRule, failBy, notApplicable, type Rule } from '../rule.ts';

const file = /(^|\/)next\.config\.[cm]?[jt]s$/;

/** Answers do not name Next.js. */
export const rule: Rule = defineRule({
  id: 'scan/powered-by-next',
  practice: 'P6',
  severity: 'low',
  confidence: 'likely',
  cwe: 200,
  controls: ['asvs5:13.4.6'],
  title: 'Next.js does not name itself in every answer',
  why: 'Scanners sort targets by this header: when a hole of Next.js is published, they come to those who tell.',
  fix: 'Write `poweredByHeader: false` into next.config.',
  needs: ['packages', 'texts'],
  run({ packages, texts }) {
    if (!dependencyNames(packages).includes('next'))
      return notApplicable('no package depends on Next.js');
    const configs = texts.files.filter(
      ({ path }) => file.test(path) && !/(^|\/)(node_modules|examples?|tests?)\//.test(path),
    );
    if (configs.length === 0) return notApplicable('there is no next.config');
    // What is built into files is served by something else.
    const findings = configs
      .filter(({ text }) => !/poweredByHeader|x-powered-by|\boutput:\s*["']export["']/i.test(text))
      .map(({ path }) => ({
        place: { file: path },
        message: 'The app answers with X-Powered-By: Next.js',
        identity: 'told',
      }));
    return failBy(findings, 'the header is taken away');
  },
  mend: {
    title: 'Write `poweredByHeader: false` into the options where they are written out',
    offer({ place }, { texts }) {
      const config = texts.files.find(({ path }) => path === place?.file);
      const edits = config && addNextOption(config.path, config.text, 'poweredByHeader: false');
      return edits && { title: `Let the app of ${config.path} not name its framework`, edits };
    },
  },
  examples: [
    {
      title: 'taken away',
      given: app('module.exports = { poweredByHeader: false };\n'),
      expect: 'pass',
    },
    {
      title: 'files for another server',
      given: app("module.exports = { output: 'export' };\n"),
      expect: 'pass',
    },
    {
      title: 'told',
      given: app('module.exports = {\n  reactStrictMode: true, // always\n};\n'),
      expect: 'fail',
      at: ['next.config.js'],
      fixed: changed(
        'module.exports = {\n  reactStrictMode: true, // always\n  poweredByHeader: false,\n};\n',
      ),
    },
    {
      title: 'told, by options that have a type and a wrapper',
      given: {
        'package.json': '{"dependencies":{"next":"16"}}',
        'next.config.ts':
          "import type { NextConfig } from 'next';\nconst settings: NextConfig = {\n  output: 'standalone'\n};\nexport default withIntl(settings);\n",
      },
      expect: 'fail',
      fixed: {
        'next.config.ts':
          "import type { NextConfig } from 'next';\nconst settings: NextConfig = {\n  output: 'standalone',\n  poweredByHeader: false\n};\nexport default withIntl(settings);\n",
      },
    },
    {
      title: 'told, by options whose comment tells what they are',
      given: app(
        "/** @type {import('next').NextConfig} */\nconst a = {};\nmodule.exports = withBundles(a);\n",
      ),
      expect: 'fail',
      fixed: changed(
        "/** @type {import('next').NextConfig} */\nconst a = { poweredByHeader: false };\nmodule.exports = withBundles(a);\n",
      ),
    },
    {
      title: 'told, by options that a call makes',
      given: app('module.exports = withPlugins([{ a: 1 }], { reactStrictMode: true });\n'),
      expect: 'fail',
      fixed: {},
    },
    {
      title: 'another framework, and what an earlier one left',
      given: { 'package.json': '{"dependencies":{"express":"5"}}', 'next.config.js': '' },
      expect: 'not-applicable',
    },
    {
      title: 'no options',
      given: { 'package.json': '{"dependencies":{"next":"16"}}' },
      expect: 'not-applicable',
    },
  ],
});

function changed(text: string): Record<string, string> {
  return { 'next.config.js': text };
}

function app(text: string): Record<string, string> {
  return { 'package.json': '{"dependencies":{"next":"16"}}', ...changed(text) };
}
