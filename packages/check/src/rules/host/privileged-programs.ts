import { isUsualProgram } from '../../analysis/host/privileged-programs.ts';
import { defineRule, failBy, notApplicable, type Rule } from '../rule.ts';
import { madeUpFiles } from '../host-example.ts';

/** Programs that lend their rights are those that distributions know. */
export const rule: Rule = defineRule({
  id: 'host/privileged-programs',
  practice: 'I13',
  severity: 'medium',
  confidence: 'possible',
  cwe: 250,
  controls: ['asvs5:13.2.2'],
  title: 'Only well-known programs lend the rights of their owner',
  why: 'A program with set-user-id of root is one mistake away from root for everybody; intruders leave such a copy behind to come back.',
  fix: 'Find out which package brings it (`dpkg -S FILE`, `rpm -qf FILE`); if none does, look at it as a trace of a break-in. Otherwise `chmod u-s,g-s FILE`.',
  needs: ['hostFiles'],
  run({ hostFiles: { privileged } }) {
    if (privileged.length === 0) return notApplicable('there is no such program');
    return failBy(
      privileged
        .filter(({ path }) => !isUsualProgram(path))
        .map(({ path, mode, uid }) => ({
          place: { file: path },
          message: `It runs with the rights of ${(mode & 0o4000) === 0 ? 'its group' : uid === 0 ? 'root' : `user ${uid}`}, whoever starts it`,
          identity: 'set-id',
        })),
      `${privileged.length} programs, all of them well known`,
    );
  },
  examples: [
    {
      title: 'those that come with the system',
      evidence: {
        hostFiles: madeUpFiles({
          privileged: [
            { path: '/usr/bin/sudo', mode: 0o4755, uid: 0, gid: 0 },
            { path: '/usr/bin/passwd', mode: 0o4755, uid: 0, gid: 0 },
          ],
        }),
      },
      expect: 'pass',
    },
    {
      title: 'a copy of a shell',
      evidence: {
        hostFiles: madeUpFiles({
          privileged: [{ path: '/usr/local/bin/.sh', mode: 0o4755, uid: 0, gid: 0 }],
        }),
      },
      expect: 'fail',
      at: ['/usr/local/bin/.sh'],
    },
    {
      title: 'the name of a known program elsewhere',
      evidence: {
        hostFiles: madeUpFiles({
          privileged: [{ path: '/opt/sudo', mode: 0o4755, uid: 0, gid: 0 }],
        }),
      },
      expect: 'fail',
    },
    { title: 'none', evidence: { hostFiles: madeUpFiles() }, expect: 'not-applicable' },
  ],
});
