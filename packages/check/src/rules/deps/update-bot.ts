import { defineRule, failBy, notApplicable, pass, type Rule, type RuleFinding } from '../rule.ts';

/** Updates come by themselves. */
export const rule: Rule = defineRule({
  id: 'deps/update-bot',
  practice: 'C10',
  severity: 'medium',
  confidence: 'likely',
  cwe: 1104,
  controls: ['asvs5:15.1.1', 'asvs5:15.2.1', 'pci-dss4:6.3.3'],
  title: 'A bot proposes updates of everything that is pinned',
  why: 'What nobody updates stays at the version with the hole, and each month makes the jump larger.',
  fix: 'Write .github/dependabot.yml with an entry each for `npm`, `github-actions` and `docker`, weekly, or set Renovate up.',
  needs: ['manifest', 'settings', 'workflows', 'dockerfiles'],
  run({ manifest, settings, workflows, dockerfiles }) {
    const asked = { ...manifest?.dependencies, ...manifest?.devDependencies };
    const hasPackages = Object.keys(asked).length > 0;
    if (!hasPackages && workflows.length === 0 && dockerfiles.length === 0)
      return notApplicable('nothing here is pinned: no dependencies, workflows or images');
    const renovate = settings.find(({ path }) => path.includes('renovate'));
    if (renovate || manifest?.rest['renovate'] !== undefined)
      return pass(`${renovate?.path ?? 'package.json'} sets Renovate up`);
    const dependabot = settings.find(({ path }) => path.startsWith('.github/dependabot.'));
    if (!dependabot)
      return failBy(
        [{ message: 'Neither Dependabot nor Renovate is set up', identity: 'none' }],
        '',
      );
    const watched = new Set(
      [...dependabot.text.matchAll(/^[^#\n]*package-ecosystem:\s*["']?([\w-]+)/gm)].map(
        ([, name]) => name!,
      ),
    );
    const wanted = [
      ...(hasPackages ? ['npm'] : []),
      ...(workflows.length > 0 ? ['github-actions'] : []),
      ...(dockerfiles.length > 0 ? ['docker'] : []),
    ];
    const open = wanted.filter(
      (name) => !watched.has(name) && !(name === 'npm' && watched.has('bun')),
    );
    const place = { file: dependabot.path };
    const findings = open.map((name): RuleFinding => ({
      place,
      message: `Dependabot does not watch ${name}`,
      identity: name,
      severity: name === 'npm' ? 'medium' : 'low',
      confidence: 'certain',
    }));
    return failBy(findings, `Dependabot watches ${wanted.join(', ')}`);
  },
  examples: [
    { title: 'Renovate', given: { ...app(), 'renovate.json': '{}' }, expect: 'pass' },
    {
      title: 'Dependabot for all that is there',
      given: {
        ...app(),
        '.github/dependabot.yml':
          'version: 2\nupdates:\n  - package-ecosystem: npm\n  - package-ecosystem: "docker"\n',
        Dockerfile: 'FROM node:24\n',
      },
      expect: 'pass',
    },
    { title: 'none', given: app(), expect: 'fail' },
    {
      title: 'not for the workflows',
      given: {
        ...app(),
        '.github/dependabot.yml':
          'updates:\n  - package-ecosystem: npm\n#  - package-ecosystem: github-actions\n',
        '.github/workflows/ci.yml': 'on: push\n',
      },
      expect: 'fail',
      at: ['.github/dependabot.yml'],
    },
    { title: 'nothing to update', given: { 'package.json': '{}' }, expect: 'not-applicable' },
  ],
});

function app(): Record<string, string> {
  return { 'package.json': '{"dependencies":{"a":"1"}}' };
}
