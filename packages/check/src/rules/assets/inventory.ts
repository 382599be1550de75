import { assetsFile as file } from '../../analysis/statement-files.ts';
import { defineRule, failBy, notApplicable, type Rule, type RuleFinding } from '../rule.ts';

const dayMs = 86_400_000;
const mostDays = 90;

/** The team has a list of what it runs, and looks at it. */
export const rule: Rule = defineRule({
  id: 'assets/inventory',
  practice: 'M2',
  severity: 'low',
  confidence: 'certain',
  cwe: 1059,
  controls: ['iso27001:A.5.36', 'cis8:7.7'],
  title: 'A list of assets names owners, and each was looked at within 90 days',
  why: 'What nobody remembers nobody updates: the forgotten staging server is the way in.',
  fix: `Write ${file}: \`{ "version": 1, "assets": [{ "name": "shop.example", "kind": "site", "owner": "ana", "reviewed": "2026-11-01" }] }\`; watch lists what its apps run on.`,
  needs: ['assets', 'repoFiles'],
  run({ assets: { assets }, repoFiles }, { now }) {
    const runs = repoFiles.files.some(({ path }) =>
      /(^|\/)(Dockerfile|Procfile|(docker-)?compose[\w.-]*\.ya?ml)$|\.tf$|^k8s\/|\.service$/.test(
        path,
      ),
    );
    if (assets === null)
      return runs
        ? failBy([{ message: `There is no list of assets (${file})`, identity: 'none' }], '')
        : notApplicable('nothing here says that something is run');
    if (assets.length === 0)
      return failBy(
        [{ place: { file }, message: 'The list of assets is empty', identity: 'empty' }],
        '',
      );
    const old = assets.filter(
      ({ reviewed }) => (now - Date.parse(reviewed)) / dayMs > mostDays + 1,
    );
    return failBy(
      old.map(({ name, owner, reviewed }): RuleFinding => ({
        place: { file },
        message: `${name} was looked at last on ${reviewed}; ${owner} answers for it`,
        identity: name,
      })),
      `${assets.length} assets`,
    );
  },
  examples: [
    { title: 'looked at this month', given: listed('2026-11-01'), expect: 'pass' },
    { title: 'half a year ago', given: listed('2026-05-01'), expect: 'fail', at: [file] },
    { title: 'no list, and an image', given: { Dockerfile: 'FROM node\n' }, expect: 'fail' },
    {
      title: 'a list of nothing',
      given: { [file]: '{"version":1,"assets":[]}' },
      expect: 'fail',
    },
    {
      title: 'a list that is none',
      given: { [file]: '{"version":1,"assets":[{"name":"a"}]}' },
      expect: 'unknown',
    },
    { title: 'a library', given: { 'a.js': '' }, expect: 'not-applicable' },
  ],
});

function listed(reviewed: string): Readonly<Record<string, string>> {
  const assets = [{ name: 'shop.example', kind: 'site', owner: 'ana', reviewed }];
  return { [file]: JSON.stringify({ version: 1, assets }) };
}
