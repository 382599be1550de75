import { isAppFile } from '../../analysis/app-files.ts';
import { contactOf } from '../../analysis/report-contact.ts';
import { securityTxtProblems } from '../../analysis/security-txt-problems.ts';
import { webServer } from '../../analysis/web-app.ts';
import type { RepoPackage } from '../../evidence/collectors/packages.ts';
import { defineRule, failBy, notApplicable, pass, type Rule } from '../rule.ts';

const file = /(^|\/)security\.txt$/;
const missing = 'The app brings no security.txt (a proxy before it may)';
const validDays = 360;
/** Frameworks that serve each file of a folder as it is. */
const servesItself = /^(next|nuxt|@sveltejs\/kit|@remix-run\/node)$/;

/** The app brings the file in which researchers look for an address. */
export const rule: Rule = defineRule({
  id: 'policy/security-txt-file',
  practice: 'P4',
  severity: 'low',
  // What is served need not come from here.
  confidence: 'possible',
  controls: [],
  title: 'A web app brings a security.txt that names a contact and has not ended',
  why: 'Researchers and their tools look there first (RFC 9116); without it they give up or publish.',
  fix: 'Write .well-known/security.txt with Contact: (mailto: or https:) and Expires: within a year, and serve it as text/plain.',
  needs: ['packages', 'texts'],
  run({ packages, texts }, { now }) {
    const brought = texts.files.filter(({ path }) => file.test(path));
    if (brought.length > 0)
      return failBy(
        brought.flatMap(({ path, text }) =>
          securityTxtProblems(text, now).map((problem) => ({
            place: { file: path },
            confidence: 'likely' as const,
            ...problem,
          })),
        ),
        brought.map(({ path }) => path).join(', '),
      );
    if (webApp(packages) === undefined) return notApplicable('there is no web app here');
    const serving = texts.files.find(
      ({ path, text }) => isAppFile(path) && /security\.txt/.test(text),
    );
    if (serving) return pass(`${serving.path} writes it`);
    return failBy([{ message: missing, identity: 'missing' }], '');
  },
  mend: {
    title: 'Write it into the folder of public files, with an address that is known or `--contact`',
    reads: ['git'],
    offer({ identity }, { packages, git }, told, { now }) {
      const app = webApp(packages);
      if (identity !== 'missing' || !app) return undefined;
      const way = contactOf(told, packages[0]?.manifest ?? null, git?.remotes);
      if (way === undefined)
        return { asks: 'the address or link for reports: --contact security@your-domain' };
      const folder = app.server === '@sveltejs/kit' ? 'static' : 'public';
      const path = `${app.folder === '' ? '' : `${app.folder}/`}${folder}/.well-known/security.txt`;
      return {
        title: `Write security.txt: reports go to ${way}`,
        edits: [{ kind: 'create', file: path, text: securityTxt(way, now) }],
        afterwards: howServed(app.server, path),
      };
    },
  },
  examples: [
    {
      title: 'a file with a contact and a date',
      given: app({
        'public/.well-known/security.txt':
          'Contact: mailto:security@shop.example\nExpires: 2027-06-01T00:00:00Z\n',
      }),
      expect: 'pass',
    },
    {
      title: 'code that writes it',
      given: app({ 'app.js': "app.get('/.well-known/security.txt', send);\n" }),
      expect: 'pass',
    },
    {
      title: 'a file that ended',
      given: app({
        'public/.well-known/security.txt':
          'Contact: mailto:security@shop.example\nExpires: 2024-01-01T00:00:00Z\n',
      }),
      expect: 'fail',
      at: ['public/.well-known/security.txt'],
      fixed: {},
    },
    {
      title: 'a file that names nobody and ends within the month',
      given: app({ 'security.txt': 'Expires: 2026-12-10T00:00:00Z\n' }),
      expect: 'fail',
      at: ['security.txt', 'security.txt'],
      fixed: {},
    },
    { title: 'none, and nobody tells an address', given: app({}), expect: 'fail', fixed: {} },
    {
      title: 'none, and somebody tells the address',
      given: app({}),
      told: { contact: 'security@shop.example' },
      expect: 'fail',
      fixed: {
        'public/.well-known/security.txt':
          'Contact: mailto:security@shop.example\nExpires: 2027-11-20T00:00:00Z\n',
      },
    },
    {
      title: 'none in a workspace, and somebody tells a link',
      given: {
        'package.json': '{"workspaces":["apps/*"]}',
        'apps/web/package.json': '{"dependencies":{"@sveltejs/kit":"2"}}',
      },
      told: { contact: 'https://shop.example/report' },
      expect: 'fail',
      fixed: {
        'apps/web/static/.well-known/security.txt':
          'Contact: https://shop.example/report\nExpires: 2027-11-20T00:00:00Z\n',
      },
    },
    {
      title: 'a library that only talks of it',
      given: { 'package.json': '{}', 'a.js': "'/.well-known/security.txt'" },
      expect: 'not-applicable',
    },
  ],
});

function webApp(
  packages: readonly RepoPackage[],
): { readonly folder: string; readonly server: string } | undefined {
  for (const { folder, manifest } of packages) {
    const server = webServer(Object.keys(manifest.dependencies));
    if (server !== undefined) return { folder, server };
  }
  return undefined;
}

function securityTxt(way: string, now: number): string {
  const end = new Date(now + validDays * 86_400_000).toISOString().slice(0, 10);
  const contact = /^https?:/.test(way) ? way : `mailto:${way}`;
  return `Contact: ${contact}\nExpires: ${end}T00:00:00Z\n`;
}

function howServed(server: string, path: string): string {
  if (servesItself.test(server)) return `see that ${path} is served once the app is deployed`;
  const folder = path.slice(0, path.lastIndexOf('/'));
  return server === 'express'
    ? `serve it: app.use('/.well-known', express.static('${folder}'))`
    : `serve ${path} at /.well-known/security.txt as text/plain`;
}

function app(files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return { 'package.json': '{"dependencies":{"express":"5"}}', ...files };
}
