import { defineRule, failBy, notApplicable, type Rule } from '../rule.ts';
import { nodeProcess } from '../host-example.ts';

/** No app runs with the rights of root. */
export const rule: Rule = defineRule({
  id: 'host/node-as-root',
  practice: 'I5',
  severity: 'high',
  confidence: 'certain',
  cwe: 250,
  controls: ['asvs5:13.2.2', 'pci-dss4:7.2.2'],
  title: 'No Node.js process runs as root',
  why: 'Who breaks into an app that runs as root owns the host, everything else on it included.',
  fix: 'Run it under a user of its own: `User=` in its systemd unit, `--uid` for process managers. A port below 1024 needs no root: `AmbientCapabilities=CAP_NET_BIND_SERVICE`, or a proxy in front.',
  needs: ['hostProcesses'],
  run({ hostProcesses: { node } }) {
    if (node.length === 0) return notApplicable('no Node.js process runs here');
    return failBy(
      node
        .filter(({ uid }) => uid === 0)
        .map(({ script, executable }) => ({
          place: { file: script === '' ? (executable ?? 'node') : script },
          message: 'It runs as root',
          identity: 'root',
        })),
      `${node.length} processes, none as root`,
    );
  },
  examples: [
    {
      title: 'a user of its own',
      evidence: { hostProcesses: { node: [nodeProcess()], programs: ['node'] } },
      expect: 'pass',
    },
    {
      title: 'root',
      evidence: { hostProcesses: { node: [nodeProcess({ uid: 0 })], programs: ['node'] } },
      expect: 'fail',
      at: ['/srv/shop/server.js'],
    },
    {
      title: 'no app',
      evidence: { hostProcesses: { node: [], programs: ['sshd'] } },
      expect: 'not-applicable',
    },
  ],
});
