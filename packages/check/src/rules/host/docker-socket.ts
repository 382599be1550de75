import { defineRule, failBy, notApplicable, type Rule, type RuleFinding } from '../rule.ts';
import { madeUpAccounts, madeUpFiles, user } from '../host-example.ts';

/** Docker's socket is root's. */
export const rule: Rule = defineRule({
  id: 'host/docker-socket',
  practice: 'P8',
  severity: 'high',
  confidence: 'certain',
  cwe: 250,
  controls: ['asvs5:13.2.2'],
  title: "Docker's socket is closed to all but root and its group",
  why: 'Who may talk to the Docker daemon mounts the disk of the host into a container: that is root.',
  fix: '`chmod 0660 /run/docker.sock`, take accounts of apps out of the group docker, or run Docker without root (rootless mode).',
  needs: ['hostFiles', 'hostAccounts'],
  run({ hostFiles: { dockerSocket }, hostAccounts: { groups, users } }) {
    if (dockerSocket === undefined) return notApplicable('no Docker daemon listens here');
    const findings: RuleFinding[] = [];
    const place = { file: dockerSocket.path };
    if ((dockerSocket.mode & 0o006) !== 0)
      findings.push({
        place,
        message: 'Everybody may talk to the Docker daemon',
        identity: 'open',
      });
    const members = groups.find(({ name }) => name === 'docker')?.members ?? [];
    for (const name of members) {
      const shell = users.find((one) => one.name === name)?.shell ?? '';
      // People of the team chose that; an account without a shell is an app's.
      if (!/(?:nologin|false)$/.test(shell)) continue;
      const message = `The account ${JSON.stringify(name)} of a service is in the group docker: it is root`;
      findings.push({ place, message, identity: name });
    }
    return failBy(findings, `${members.length} people are in the group docker`);
  },
  examples: [
    {
      title: 'as it comes',
      evidence: {
        hostFiles: madeUpFiles({ dockerSocket: socket(0o660) }),
        hostAccounts: madeUpAccounts(),
      },
      expect: 'pass',
    },
    {
      title: 'open to everybody',
      evidence: {
        hostFiles: madeUpFiles({ dockerSocket: socket(0o666) }),
        hostAccounts: madeUpAccounts(),
      },
      expect: 'fail',
      at: ['/run/docker.sock'],
    },
    {
      title: 'an app in the group',
      evidence: {
        hostFiles: madeUpFiles({ dockerSocket: socket(0o660) }),
        hostAccounts: madeUpAccounts({
          users: [user('shop', { shell: '/usr/sbin/nologin' })],
          groups: [{ name: 'docker', members: ['shop'] }],
        }),
      },
      expect: 'fail',
    },
    {
      title: 'no Docker',
      evidence: { hostFiles: madeUpFiles(), hostAccounts: madeUpAccounts() },
      expect: 'not-applicable',
    },
  ],
});

function socket(mode: number): { path: string; mode: number; uid: number; gid: number } {
  return { path: '/run/docker.sock', mode, uid: 0, gid: 999 };
}
