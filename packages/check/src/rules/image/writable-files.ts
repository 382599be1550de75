import { layer, madeUpImage } from '../image-example.ts';
import { broughtBy } from '../judge-layers.ts';
import { layerRule } from '../layer-rule.ts';
import type { Rule } from '../rule.ts';

/** Not everybody in the container may change its files. */
export const rule: Rule = layerRule({
  id: 'image/writable-files',
  practice: 'P8',
  severity: 'medium',
  confidence: 'certain',
  cwe: 732,
  controls: ['asvs5:13.2.2', 'iso27001:A.8.9'],
  title: 'No file or folder of the image is open to be written by everybody',
  why: 'A hole in the app that writes a file then changes the program itself, and stays.',
  fix: 'Take `chmod 777` out of the Dockerfile; give one folder to the user that writes: `COPY --chown=node:node`, `install -d -o node data`.',
  findings({ openToAll }) {
    return openToAll.map(({ path, layer: by }) => ({
      place: { file: path },
      message: `Everybody may write it, from ${broughtBy(by)}`,
      identity: path,
    }));
  },
  fact: () => 'none is',
  examples: [
    { title: 'none', evidence: { imageFiles: madeUpImage() }, expect: 'pass' },
    {
      title: 'the folder of the app',
      evidence: {
        imageFiles: madeUpImage({ openToAll: [{ path: 'app', layer, isHidden: false }] }),
      },
      expect: 'fail',
      at: ['app'],
    },
  ],
});
