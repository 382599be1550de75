import { isUsualProgram } from '../../analysis/host/privileged-programs.ts';
import { layer, madeUpImage } from '../image-example.ts';
import { broughtBy } from '../judge-layers.ts';
import { layerRule } from '../layer-rule.ts';
import type { Rule } from '../rule.ts';

/** Only programs of the distribution lend the rights of their owner. */
export const rule: Rule = layerRule({
  id: 'image/privileged-programs',
  practice: 'P8',
  severity: 'medium',
  confidence: 'likely',
  cwe: 250,
  controls: ['iso27001:A.8.2', 'asvs5:15.2.5'],
  title: 'Only programs of the distribution run with the rights of root by themselves',
  why: 'Who gets into the app as another user than root becomes root by the one program that lends its rights.',
  fix: '`chmod u-s,g-s FILE` in the step that brings it; start containers with `--security-opt no-new-privileges`.',
  findings({ privileged }) {
    const odd = privileged.filter(({ path }) => !isUsualProgram(`/${path}`));
    return odd.map(({ path, lends, layer: by }) => ({
      place: { file: path },
      message: `It lends the rights of its ${lends === 'user' ? 'owner' : 'group'} to whoever starts it, from ${broughtBy(by)}`,
      identity: `${lends} ${path}`,
      ...(lends === 'group' && { severity: 'low' as const }),
    }));
  },
  fact: ({ privileged }) => `${privileged.length} programs of the distribution do`,
  examples: [
    {
      title: 'those of the distribution',
      evidence: { imageFiles: lending('usr/bin/su', 'bin/mount', 'usr/lib/openssh/ssh-keysign') },
      expect: 'pass',
    },
    {
      title: 'a program of the team',
      evidence: { imageFiles: lending('app/bin/ping-all') },
      expect: 'fail',
    },
    { title: 'a shell', evidence: { imageFiles: lending('usr/local/bin/su') }, expect: 'fail' },
  ],
});

function lending(...paths: string[]): ReturnType<typeof madeUpImage> {
  return madeUpImage({
    privileged: paths.map((path) => ({ path, layer, isHidden: false, lends: 'user' })),
  });
}
