import type { AdvisoryHit } from '../../analysis/advisories/facts.ts';
import { isMalice, judgeLook, madeUpHit, madeUpLook, messageOf } from '../advisory-rule.ts';
import { defineRule, type Rule, type RuleFinding } from '../rule.ts';

/** No version that the lockfile pins is one that an advisory is about. */
export const rule: Rule = defineRule({
  id: 'deps/advisories',
  practice: 'C10',
  severity: 'high',
  confidence: 'likely',
  cwe: 1395,
  controls: ['asvs5:15.2.1', 'pci-dss4:6.3.3'],
  title: 'No installed version is known to be vulnerable',
  why: 'Attackers read advisories too, and try what they describe on every address within days.',
  fix: 'Update to the version that is named, for what others ask for by `npm update NAME` or an `overrides` entry (`resolutions` of Yarn); take a package that nobody mends out.',
  needs: ['advisories'],
  run({ advisories }, { now }) {
    return judgeLook(advisories, advisories.hits.map(findingOf), now);
  },
  examples: [
    { title: 'nothing known', evidence: { advisories: madeUpLook() }, expect: 'pass' },
    {
      title: 'a version with a known hole',
      evidence: { advisories: madeUpLook({ hits: [madeUpHit()] }) },
      expect: 'fail',
      at: ['node_modules/lodash'],
    },
    {
      title: 'a package that was made to harm, in advisories of last year',
      evidence: {
        advisories: madeUpLook({
          asOf: '2025-10-01T00:00:00Z',
          hits: [madeUpHit({ id: 'MAL-2025-1', severity: 'critical', fixedIn: [] })],
        }),
      },
      expect: 'fail',
    },
    {
      title: 'nothing known, a long time ago',
      evidence: { advisories: madeUpLook({ asOf: '2026-10-01T00:00:00Z' }) },
      expect: 'unknown',
    },
    {
      title: 'no advisories to look into',
      given: {
        'package-lock.json':
          '{"lockfileVersion":3,"packages":{"":{},"node_modules/a":{"version":"1.0.0"}}}',
      },
      expect: 'unknown',
    },
    {
      title: 'no advisories to look into, for what pnpm installs',
      given: {
        'pnpm-lock.yaml':
          "lockfileVersion: '9.0'\npackages:\n  a@1.0.0:\n    resolution: {integrity: x}\n",
      },
      expect: 'unknown',
    },
    {
      title: 'a lockfile that cannot be read',
      given: { 'yarn.lock': '<<<<<<< HEAD\n' },
      expect: 'unknown',
    },
    {
      title: 'nothing known of one lockfile, and another that cannot be read',
      evidence: { advisories: madeUpLook({ unread: 'bun.lockb: it is binary' }) },
      expect: 'unknown',
    },
    {
      title: 'a version with a known hole, and another lockfile that cannot be read',
      evidence: {
        advisories: madeUpLook({ hits: [madeUpHit()], unread: 'bun.lockb: it is binary' }),
      },
      expect: 'fail',
    },
    {
      title: 'an app of pnpm without dependencies',
      given: { 'pnpm-lock.yaml': "lockfileVersion: '9.0'\nimporters:\n  .: {}\n" },
      expect: 'not-applicable',
    },
    { title: 'no dependencies', given: { 'package.json': '{}' }, expect: 'not-applicable' },
  ],
});

/** What only development runs is reached by few; what was made to harm needs no attacker. */
function findingOf(hit: AdvisoryHit): RuleFinding {
  const { name, place, isDev, id, severity } = hit;
  return {
    place: { file: place },
    message: messageOf(hit, isDev ? ' (development)' : ''),
    identity: `${name} ${id}`,
    severity: isDev && !isMalice(hit) ? 'low' : severity,
  };
}
