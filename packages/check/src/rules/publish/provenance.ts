import { defineRule, failBy, notApplicable, type Rule } from '../rule.ts';

const publishes = /^[^#\n]*\bnpm\s+(?:-\S+\s+)*publish\b[^\n]*/gm;

/** Who installs a release can see which commit and workflow made it. */
export const rule: Rule = defineRule({
  id: 'publish/provenance',
  practice: 'C13',
  severity: 'low',
  confidence: 'likely',
  cwe: 345,
  controls: ['asvs5:15.1.2'],
  title: 'Workflows publish with provenance',
  why: 'A stolen token publishes a version that no commit of yours made, and nobody can tell it from yours.',
  fix: 'Write `"publishConfig": { "provenance": true }` into package.json, give the job `id-token: write`, or use trusted publishing.',
  needs: ['packages', 'workflows'],
  run({ packages, workflows }) {
    const publishing = workflows.filter(({ text }) => text.match(publishes) !== null);
    if (publishing.length === 0) return notApplicable('no workflow publishes by npm');
    const isSet = publishing.every(
      ({ text }) =>
        (text.match(publishes) ?? []).every((line) => /--provenance\b/.test(line)) ||
        /NPM_CONFIG_PROVENANCE:\s*["']?true/i.test(text) ||
        // Trusted publishing does it by itself.
        (/id-token:\s*write/.test(text) && !/NODE_AUTH_TOKEN|NPM_TOKEN/.test(text)),
    );
    const published = packages.filter(({ manifest }) => !manifest.isPrivate);
    const open = published.filter(({ manifest }) => !hasProvenance(manifest.rest));
    if (isSet || open.length === 0) return failBy([], 'what is published has provenance');
    const findings = open.map(({ manifest }) => ({
      place: { file: manifest.path },
      message: `${manifest.name ?? 'The package'} is published without provenance by ${publishing[0]!.path}`,
      identity: 'no provenance',
    }));
    return failBy(findings, 'no public package');
  },
  mend: {
    title: 'Write `publishConfig.provenance` where the workflow has the right to an identity token',
    offer({ place }, { packages, workflows }) {
      const manifest = packages.find(({ manifest: { path } }) => path === place?.file)?.manifest;
      const publishing = workflows.filter(({ text }) => text.match(publishes) !== null);
      const hasIdentity = publishing.every(({ text }) => /id-token:\s*write/.test(text));
      if (!manifest || !hasIdentity) return undefined;
      const at = ['publishConfig', 'provenance'];
      return {
        title: `Publish ${manifest.name ?? 'the package'} with provenance`,
        edits: [{ kind: 'json', file: manifest.path, at, value: true }],
      };
    },
  },
  examples: [
    {
      title: 'by flag',
      given: { 'package.json': '{"name":"a"}', ...workflow('npm publish --provenance') },
      expect: 'pass',
    },
    {
      title: 'by trusted publishing',
      given: { 'package.json': '{"name":"a"}', ...workflow('npm publish', 'id-token: write') },
      expect: 'pass',
    },
    {
      title: 'a token, and the right to an identity that is not used',
      given: {
        'package.json': '{\n  "name": "a",\n  "publishConfig": {\n    "access": "public"\n  }\n}\n',
        ...workflow('NODE_AUTH_TOKEN=$T npm publish', 'id-token: write'),
      },
      expect: 'fail',
      at: ['package.json'],
      fixed: {
        'package.json':
          '{\n  "name": "a",\n  "publishConfig": {\n    "access": "public",\n    "provenance": true\n  }\n}\n',
      },
    },
    {
      title: 'a token, and no right to an identity',
      given: { 'package.json': '{"name":"a"}', ...workflow('NODE_AUTH_TOKEN=$T npm publish') },
      expect: 'fail',
      fixed: {},
    },
    {
      title: 'nothing is published here',
      given: { 'package.json': '{"name":"a"}', ...workflow('npm test') },
      expect: 'not-applicable',
    },
  ],
});

function hasProvenance(manifest: Readonly<Record<string, unknown>>): boolean {
  const given = manifest['publishConfig'] as { provenance?: unknown } | undefined;
  return given?.provenance === true;
}

function workflow(run: string, permission = 'contents: read'): Record<string, string> {
  const text = `on: push\npermissions:\n  ${permission}\njobs:\n  a:\n    steps:\n      - run: ${run}\n`;
  return { '.github/workflows/release.yml': text };
}
