import type { Workflow } from '../../evidence/collectors/workflows.ts';
import { defineRule, failBy, notApplicable, pass, type Rule } from '../rule.ts';

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
  needs: ['manifest', 'workflows'],
  run({ manifest, workflows }) {
    if (manifest === null) return notApplicable('there is no package.json');
    if (manifest.isPrivate) return notApplicable('the package is private');
    if (manifest.name === undefined || manifest.version === undefined)
      return notApplicable('the package has no name or version: npm refuses to publish it');
    const script = manifest.scripts['prepublishOnly'];
    if (script !== undefined && looksAtContents.test(script))
      return pass(`prepublishOnly runs ${script}`);
    const workflow = workflows.find(publishesIn);
    if (workflow) return pass(`${workflow.path} publishes`);
    const message =
      script === undefined
        ? 'Nothing looks at the package before npm publish: there is no prepublishOnly script and no workflow that publishes'
        : 'prepublishOnly does not look at what the package holds';
    return failBy([{ place: { file: manifest.path }, message, identity: 'no gate' }], '');
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

function publishesIn({ text }: Workflow): boolean {
  const withoutComments = text.replace(/(^|\s)#.*$/gm, '');
  return (
    publishes.test(withoutComments) ||
    /uses:\s*(JS-DevTools\/npm-publish|changesets\/action|googleapis\/release-please-action|cycjimmy\/semantic-release-action)@/.test(
      withoutComments,
    )
  );
}
