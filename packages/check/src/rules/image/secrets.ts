import { layer, madeUpImage } from '../image-example.ts';
import { broughtBy } from '../judge-layers.ts';
import { layerRule } from '../layer-rule.ts';
import type { Rule } from '../rule.ts';

/** No file of any layer holds a secret, those that later layers take away included. */
export const rule: Rule = layerRule({
  id: 'image/secrets',
  practice: 'C12',
  severity: 'high',
  confidence: 'likely',
  cwe: 798,
  controls: ['asvs5:13.3.1', 'pci-dss4:8.6.2'],
  title: 'No layer of the image holds a secret, not even one that was deleted later',
  why: 'A layer stays as it is: what `RUN rm` takes away is one command from being read again.',
  fix: 'Replace the secret, keep the file out of the build (.dockerignore, `--mount=type=secret`), and build anew: deleting it in a later step takes nothing back.',
  findings({ secrets }) {
    return secrets.map(
      ({ path, line, message, kind, severity, confidence, layer: by, isHidden }) => ({
        place: { file: path, line },
        message: `${message}, from ${broughtBy(by)}${isHidden ? '; a later layer only hides it' : ''}`,
        identity: kind,
        severity,
        confidence,
      }),
    );
  },
  fact: ({ entries, layers }) => `${entries} files in ${layers} layers hold none that we know`,
  examples: [
    { title: 'none', evidence: { imageFiles: madeUpImage() }, expect: 'pass' },
    {
      title: 'a key',
      evidence: { imageFiles: holding(false) },
      expect: 'fail',
      at: ['app/key.pem:1'],
    },
    { title: 'a key that was deleted', evidence: { imageFiles: holding(true) }, expect: 'fail' },
  ],
});

function holding(isHidden: boolean): ReturnType<typeof madeUpImage> {
  return madeUpImage({
    secrets: [
      {
        path: 'app/key.pem',
        line: 1,
        message: 'Private key: -----BEGIN…',
        kind: 'private-key',
        severity: 'critical',
        confidence: 'certain',
        layer,
        isHidden,
      },
    ],
  });
}
