import { isForOthers } from '../../analysis/published-app.ts';
import { isForTests } from '../../analysis/secrets/weight.ts';
import type { PackedFile } from '../../evidence/collectors/packed-files.ts';
import type { RepoPackage } from '../../evidence/collectors/packages.ts';
import type { SettingsFile } from '../../evidence/collectors/settings.ts';
import type { Edit } from '../patch.ts';
import { defineRule, failBy, notApplicable, type Rule, type RuleFinding } from '../rule.ts';

/** What must not be in a package, by path. The first that fits counts. */
const forbidden: readonly {
  readonly pattern: RegExp;
  readonly unless?: RegExp;
  readonly what: string;
  readonly severity: 'critical' | 'high' | 'medium';
}[] = [
  {
    pattern: /(^|\/)\.env(\.[\w.-]+)?$/,
    unless: /(example|sample|template|dist|defaults?|schema)$/,
    what: 'an environment file',
    severity: 'critical',
  },
  {
    pattern: /(^|\/)(id_(rsa|dsa|ecdsa|ed25519)|[\w.-]+\.(p12|pfx|jks|keystore|kdbx|ppk))$/i,
    what: 'a private key or key store',
    severity: 'critical',
  },
  {
    pattern: /(^|\/)(\.git|\.svn|\.hg)\//,
    what: 'the history of the repository',
    severity: 'critical',
  },
  {
    pattern:
      /(^|\/)(\.aws\/credentials|\.netrc|\.pgpass|\.dockercfg|\.docker\/config\.json|\.kube\/config)$/,
    what: 'a file of credentials',
    severity: 'critical',
  },
  {
    pattern: /\.(tfstate|tfstate\.backup|tfvars)$/,
    what: 'state or variables of Terraform',
    severity: 'high',
  },
  {
    pattern: /\.(sqlite3?|dump|bak|sql\.gz)$|(^|\/)[\w.-]*(dump|backup)[\w.-]*\.sql$/i,
    unless: /(^|\/)(tests?|fixtures?|__tests__)\//,
    what: 'a database or a dump',
    severity: 'high',
  },
  {
    pattern: /(^|\/)config\/(production|prod|staging|secrets?)[\w.-]*\.(json5?|ya?ml|js|ts|toml)$/i,
    what: 'configuration of a production system',
    severity: 'high',
  },
];

/** What is published holds nothing that is meant to stay here. */
export const rule: Rule = defineRule({
  id: 'publish/files',
  practice: 'C1',
  severity: 'critical',
  confidence: 'likely',
  cwe: 538,
  controls: ['asvs5:13.3.1', 'asvs5:13.4.1', 'pci-dss4:8.6.2'],
  title: 'The npm package holds no keys, environment files, dumps or history',
  why: 'What is published once stays published: mirrors keep the tarball even when the version is withdrawn.',
  fix: 'List in package.json under "files" what belongs into the package (`"files": ["dist"]`) and look at it with `npm pack --dry-run`.',
  needs: ['packedFiles', 'packages'],
  run({ packedFiles, packages }) {
    if (packedFiles.length === 0) return notApplicable('no package here is meant to be published');
    const all = packedFiles.flatMap(({ files }) => files);
    // An app that forgot to say that it is private may be published by mistake, and mostly never is.
    const meant = new Set(
      packages.filter(({ manifest }) => isForOthers(manifest)).map(({ folder }) => folder),
    );
    const findings = packedFiles.flatMap(({ folder, files }) =>
      files.flatMap((file) => findingFor(file, meant.has(folder)) ?? []),
    );
    const names = packedFiles.map(({ name, toldBy }) => `${name} (${toldBy})`).join(', ');
    return failBy(findings, `${all.length} files would be published: ${names}`);
  },
  mend: {
    title: 'Leave the file out: a `!` entry of "files", or a line of .npmignore',
    reads: ['settings'],
    offer({ place, identity }, { packages, settings = [] }) {
      const path = place?.file ?? '';
      const own = packages
        .filter(({ folder }) => folder === '' || path.startsWith(`${folder}/`))
        .reduce<RepoPackage | undefined>(
          (best, one) => (best && best.folder.length > one.folder.length ? best : one),
          undefined,
        );
      const edit = own && leftOut(path, identity === 'source map', own, settings);
      if (!edit) return undefined;
      const what = identity === 'source map' ? 'source maps' : path;
      return { title: `Leave ${what} out of the package`, edits: [edit] };
    },
  },
  examples: [
    {
      title: 'only what files lists',
      given: { 'package.json': '{"name":"a","files":["dist"]}', 'dist/a.js': '', '.env': 'A=1' },
      expect: 'pass',
    },
    {
      title: 'an example of an environment file',
      given: { 'package.json': '{"name":"a"}', '.env.example': 'A=' },
      expect: 'pass',
    },
    {
      title: 'a certificate that tests read: a medium finding',
      given: { 'package.json': '{"name":"a"}', 'test/a.p12': 'k', 'index.js': '' },
      expect: 'fail',
      at: ['test/a.p12'],
    },
    {
      title: 'everything is packed',
      given: {
        'package.json': '{"name":"a"}',
        '.env': 'A=1',
        id_rsa: 'k',
        'config/production.json': '{}',
        'index.js': '',
      },
      expect: 'fail',
      at: ['.env', 'id_rsa', 'config/production.json'],
      fixed: { '.npmignore': '/.env\n/id_rsa\n/config/production.json\n' },
    },
    {
      title: 'what git ignores stays out when there is a list of its own for npm',
      given: {
        'package.json': '{"name":"a"}',
        '.gitignore': 'tmp\n',
        'tmp/.env': 'A=1',
        id_rsa: 'k',
      },
      expect: 'fail',
      at: ['id_rsa'],
      fixed: { '.npmignore': 'tmp\n/id_rsa\n' },
    },
    {
      title: 'a folder that is listed holds a dump',
      given: { 'package.json': '{"name":"a","files":["data"]}', 'data/all.dump': 'x' },
      expect: 'fail',
      fixed: { 'package.json': '{"name":"a","files":["data", "!/data/all.dump"]}' },
    },
    {
      title: 'a source map that carries the sources',
      given: {
        'package.json': '{"name":"a","files":["dist"]}',
        'dist/a.js.map': '{"version":3,"sourcesContent":["let a"],"mappings":""}',
      },
      expect: 'fail',
      at: ['dist/a.js.map'],
      fixed: { 'package.json': '{"name":"a","files":["dist", "!**/*.map"]}' },
    },
    {
      title: 'a source map beside its sources',
      given: {
        'package.json': '{"name":"a"}',
        'dist/a.js.map': '{"version":3,"sources":["../src/a.ts"],"sourcesContent":["let a"]}',
        'src/a.ts': 'let a',
      },
      expect: 'pass',
    },
    {
      title: 'private',
      given: { 'package.json': '{"private":true}', '.env': 'A=1' },
      expect: 'not-applicable',
    },
    {
      title: 'a workspace of a private root',
      given: {
        'package.json': '{"private":true,"workspaces":["packages/*"]}',
        'packages/a/package.json': '{"name":"a"}',
        'packages/a/.env.local': 'A=1',
        'packages/b/package.json': '{"name":"b","private":true}',
        'packages/b/.env.local': 'A=1',
      },
      expect: 'fail',
      at: ['packages/a/.env.local'],
      fixed: { 'packages/a/.npmignore': '/.env.local\n' },
    },
    { title: 'no manifest', given: { 'a.js': '' }, expect: 'not-applicable' },
    {
      title: 'a manifest that cannot be read',
      given: { 'package.json': '{', '.env': 'A=1' },
      expect: 'unknown',
    },
  ],
});

/** The edit that keeps a file from npm. Where npm goes by `.gitignore` so far, its lines go along. */
function leftOut(
  path: string,
  isMap: boolean,
  { folder, manifest }: RepoPackage,
  settings: readonly SettingsFile[],
): Edit | undefined {
  const prefix = folder === '' ? '' : `${folder}/`;
  const pattern = isMap ? '**/*.map' : `/${path.slice(prefix.length)}`;
  if (/[*?[\]!#\s]/.test(pattern.replace('**/*.map', ''))) return undefined;
  if (manifest.files !== undefined)
    return {
      kind: 'json',
      file: manifest.path,
      at: ['files', manifest.files.length],
      value: `!${pattern}`,
    };
  const text = (name: string): string | undefined =>
    settings.find((file) => file.path === prefix + name)?.text;
  const file = `${prefix}.npmignore`;
  const before = text('.npmignore') === undefined ? (text('.gitignore') ?? '') : '';
  const kept = before.split(/\r?\n/).filter((line) => line !== '');
  return { kind: 'lines', file, lines: [...kept, pattern] };
}

function findingFor(file: PackedFile, isMeant: boolean): RuleFinding | undefined {
  const { path, text } = file;
  const place = { file: path };
  const match = forbidden.find(({ pattern, unless }) => pattern.test(path) && !unless?.test(path));
  if (match) {
    const message = `${path} would be published: ${match.what}`;
    // What tests read was made for them.
    const severity = isForTests(path) || !isMeant ? 'medium' : match.severity;
    return { place, message, identity: match.what, severity };
  }
  if (!path.endsWith('.map') || text === undefined || !carriesSources(text)) return undefined;
  const message = `${path} would publish the sources that it was built from`;
  return { place, message, identity: 'source map', severity: 'low', confidence: 'possible' };
}

/** True for a source map that brings its sources along and does not lie in a package that has them anyway. */
function carriesSources(text: string): boolean {
  return /"sourcesContent"\s*:\s*\[\s*"/.test(text) && !/"sources"\s*:\s*\[\s*"\.\.?\//.test(text);
}
