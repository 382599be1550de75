import { defineRule, failBy, type Rule, unknown } from '../rule.ts';
import { madeUpFiles, madeUpSystem } from '../host-example.ts';

/** Programs that everybody starts are nobody's to change. */
export const rule: Rule = defineRule({
  id: 'host/programs',
  practice: 'I13',
  severity: 'high',
  confidence: 'certain',
  cwe: 732,
  controls: ['asvs5:13.2.2'],
  title: 'Programs in the usual folders cannot be changed by everybody',
  why: 'Who changes a program that root starts too, is root the next time it is started.',
  fix: '`chmod o-w FILE`, and look with `dpkg -V` or `rpm -V` whether it was changed already.',
  needs: ['hostSystem', 'hostFiles'],
  run({ hostSystem, hostFiles: { openToAll } }) {
    if (hostSystem.prettyName === '') return unknown('a system with programs');
    return failBy(
      openToAll.map(({ path, mode }) => ({
        place: { file: path },
        message: `Everybody may change it (mode ${mode.toString(8).padStart(4, '0')})`,
        identity: 'writable',
      })),
      'none can',
    );
  },
  examples: [
    {
      title: 'none',
      evidence: { hostSystem: madeUpSystem(), hostFiles: madeUpFiles() },
      expect: 'pass',
    },
    {
      title: 'one',
      evidence: {
        hostSystem: madeUpSystem(),
        hostFiles: madeUpFiles({
          openToAll: [{ path: '/usr/local/bin/deploy', mode: 0o777, uid: 0, gid: 0 }],
        }),
      },
      expect: 'fail',
      at: ['/usr/local/bin/deploy'],
    },
    {
      title: 'no system',
      evidence: { hostSystem: madeUpSystem({ prettyName: '' }), hostFiles: madeUpFiles() },
      expect: 'unknown',
    },
  ],
});
