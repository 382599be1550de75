import type { Manifest } from '../../evidence/collectors/manifest.ts';
import type { Workflow } from '../../evidence/collectors/workflows.ts';
import { defineRule, failBy, notApplicable, pass, type Rule, type RuleFinding } from '../rule.ts';

const looksAtContents =
  /\bcastellan\s+(check|publish)\b|\b(publish-please|np|release-it|secretlint|gitleaks|betterleaks|trufflehog|publint)\b|\bnpm\s+pack\b.*--dry-run/;
const publishes =
  /\b(npm|pnpm|yarn|bun)\s+(?:-\S+\s+|run\s+)*(?:npm\s+)?publish\b|\bchangeset\s+publish\b|\bsemantic-release\b/;

/** Nothing is published by a bare `npm publish` from somebody's machine. */
export const rule: Rule = defineRule({
  id: 'publish/guarded',
  practice: 'C1',
  severity: 'medium',
  confidence: 'likely',
  controls: ['pci-dss4:6.5.1'],
  title: 'Publishing runs through a gate: a prepublishOnly script or a workflow',
  why: 'A publish by hand takes whatever lies in the folder: an .env, a half-done build, a debug key.',
  fix: 'Add the script `"prepublishOnly": "castellan check --only C1"`, or publish from a workflow with trusted publishing.',
  needs: ['packages', 'workflows'],
  run({ packages, workflows }) {
    const published = packages.filter(({ manifest }) => isPublishable(manifest));
    if (published.length === 0) return notApplicable('no package here can be published');
    const workflow = workflows.find(publishesIn);
    if (workflow) return pass(`${workflow.path} publishes`);
    const atRoot = packages.find(({ folder }) => folder === '')?.manifest.scripts ?? {};
    const findings = published.flatMap(({ manifest }): RuleFinding[] => {
      const script = manifest.scripts['prepublishOnly'];
      const gates = [script, atRoot['release'], atRoot['publish'], atRoot['prepublishOnly']];
      if (gates.some((one) => one !== undefined && looksAtContents.test(one))) return [];
      const message =
        script === undefined
          ? `Nothing looks at ${manifest.name} before npm publish: there is no prepublishOnly script and no workflow that publishes`
          : `prepublishOnly of ${manifest.name} does not look at what the package holds`;
      return [{ place: { file: manifest.path }, message, identity: 'no gate' }];
    });
    return failBy(findings, 'a script looks at what is published');
  },
  examples: [
    {
      title: 'a gate before each publish',
      given: {
        'package.json':
          '{"name":"a","version":"1.0.0","scripts":{"prepublishOnly":"npm test && castellan check --only C1"}}',
      },
      expect: 'pass',
    },
    {
      title: 'published by a workflow',
      given: {
        'package.json': '{"name":"a","version":"1.0.0"}',
        '.github/workflows/release.yml':
          'on: push\njobs:\n  r:\n    steps:\n      - run: npm publish --provenance\n',
      },
      expect: 'pass',
    },
    {
      title: 'a workspace, gated by the script that releases all',
      given: {
        'package.json':
          '{"private":true,"workspaces":["packages/*"],"scripts":{"release":"castellan check --only C1 && npm publish -ws"}}',
        'packages/a/package.json': '{"name":"a","version":"1.0.0"}',
      },
      expect: 'pass',
    },
    {
      title: 'a workspace without a gate',
      given: {
        'package.json': '{"private":true,"workspaces":["packages/*"]}',
        'packages/a/package.json': '{"name":"a","version":"1.0.0"}',
      },
      expect: 'fail',
      at: ['packages/a/package.json'],
    },
    {
      title: 'no gate',
      given: { 'package.json': '{"name":"a","version":"1.0.0"}' },
      expect: 'fail',
      at: ['package.json'],
    },
    {
      title: 'a script that only builds, and a workflow that only tests',
      given: {
        'package.json': '{"name":"a","version":"1.0.0","scripts":{"prepublishOnly":"tsc"}}',
        '.github/workflows/ci.yml': 'on: push\njobs:\n  t:\n    steps:\n      - run: npm test\n',
      },
      expect: 'fail',
    },
    {
      title: 'private',
      given: { 'package.json': '{"name":"a","version":"1.0.0","private":true}' },
      expect: 'not-applicable',
    },
    { title: 'no manifest', expect: 'not-applicable' },
    { title: 'no version', given: { 'package.json': '{"name":"a"}' }, expect: 'not-applicable' },
  ],
});

/** npm refuses what is private or has no name or version. */
function isPublishable({ isPrivate, name, version }: Manifest): boolean {
  return !isPrivate && name !== undefined && version !== undefined;
}

function publishesIn({ text }: Workflow): boolean {
  const withoutComments = text.replace(/(^|\s)#.*$/gm, '');
  return (
    publishes.test(withoutComments) ||
    /uses:\s*(JS-DevTools\/npm-publish|changesets\/action|googleapis\/release-please-action|cycjimmy\/semantic-release-action)@/.test(
      withoutComments,
    )
  );
}
