import { defineRule, failBy, notApplicable, type Rule } from '../rule.ts';
import { nodeProcess } from '../host-example.ts';

/** An app cannot change its own code. */
export const rule: Rule = defineRule({
  id: 'host/writable-code',
  practice: 'I11',
  severity: 'medium',
  confidence: 'certain',
  cwe: 732,
  controls: ['asvs5:15.2.5'],
  title: 'Apps cannot change the code that they run',
  why: 'Who can write one file through an app that may write its own code, changes what the app does, and stays after a restart.',
  fix: 'Let code belong to root or the account that deploys, and only the folders for data to the user of the app: `chown -R root: /srv/app`; or `ProtectSystem=strict` with `ReadWritePaths=` in its unit.',
  needs: ['hostProcesses'],
  run({ hostProcesses: { node } }) {
    const judged = node.filter(({ uid, script }) => uid !== 0 && script.startsWith('/'));
    if (judged.length === 0)
      return notApplicable('no Node.js process with a script runs here without rights of root');
    return failBy(
      judged
        .filter(({ writableCode }) => writableCode.length > 0)
        .map(({ script, writableCode }) => ({
          place: { file: script },
          message: `Its own user may change ${writableCode.join(', ')}`,
          identity: 'writable',
        })),
      `${judged.length} processes, none may change its code`,
    );
  },
  examples: [
    {
      title: 'code of root',
      evidence: { hostProcesses: { node: [nodeProcess()], programs: [] } },
      expect: 'pass',
    },
    {
      title: 'code of its own',
      evidence: {
        hostProcesses: {
          node: [nodeProcess({ writableCode: ['/srv/shop/server.js', '/srv/shop'] })],
          programs: [],
        },
      },
      expect: 'fail',
      at: ['/srv/shop/server.js'],
    },
    {
      title: 'an app of root, which host/node-as-root tells of',
      evidence: { hostProcesses: { node: [nodeProcess({ uid: 0 })], programs: [] } },
      expect: 'not-applicable',
    },
  ],
});
