import { defineRule, failBy, pass, type Rule, type RuleFinding, unknown } from '../rule.ts';
import { madeUpUpdates, update } from '../host-example.ts';

const oldestListsDays = 7;
const mostShown = 8;

/** No security update waits. */
export const rule: Rule = defineRule({
  id: 'host/security-updates',
  practice: 'I9',
  severity: 'high',
  confidence: 'certain',
  cwe: 1104,
  controls: ['asvs5:15.2.1', 'pci-dss4:6.3.3'],
  title: 'No security update waits to be installed',
  why: 'A hole for which there is an update is public: programs look for hosts that have not installed it.',
  fix: 'Install the updates (`apt-get update && apt-get upgrade`, `dnf upgrade --security`, `apk upgrade`), then restart what uses them.',
  needs: ['hostUpdates'],
  run({ hostUpdates: { pending, listsAgeDays, manager } }) {
    const waiting = pending.filter(({ isSecurity }) => isSecurity);
    if (waiting.length > 0) return failBy([findingOf(waiting)], '');
    // Old lists know nothing of newer updates: then none waiting is no news.
    if (listsAgeDays === undefined || listsAgeDays > oldestListsDays) {
      const age =
        listsAgeDays === undefined ? 'never fetched' : `${Math.floor(listsAgeDays)} days old`;
      return unknown(`fresh package lists: those of ${manager} are ${age}`);
    }
    return pass(`none of ${pending.length} updates that wait is for security`);
  },
  examples: [
    {
      title: 'fresh lists, nothing waits',
      evidence: { hostUpdates: madeUpUpdates() },
      expect: 'pass',
    },
    {
      title: 'an update that is not for security',
      evidence: { hostUpdates: madeUpUpdates({ pending: [update('tzdata', false)] }) },
      expect: 'pass',
    },
    {
      title: 'updates for security',
      evidence: { hostUpdates: madeUpUpdates({ pending: [update('openssl'), update('nginx')] }) },
      expect: 'fail',
    },
    {
      title: 'old lists that know of one all the same',
      evidence: { hostUpdates: madeUpUpdates({ listsAgeDays: 60, pending: [update('openssl')] }) },
      expect: 'fail',
    },
    {
      title: 'lists of a month ago',
      evidence: { hostUpdates: madeUpUpdates({ listsAgeDays: 30 }) },
      expect: 'unknown',
    },
  ],
});

function findingOf(waiting: readonly { readonly package: string }[]): RuleFinding {
  const names = waiting.map((one) => one.package);
  const more = names.length > mostShown ? ` and ${names.length - mostShown} more` : '';
  const count =
    names.length === 1 ? 'one security update waits' : `${names.length} security updates wait`;
  return {
    message: `${count[0]?.toUpperCase()}${count.slice(1)}: ${names.slice(0, mostShown).join(', ')}${more}`,
    identity: 'security updates',
  };
}
