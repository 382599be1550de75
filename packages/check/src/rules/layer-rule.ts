import { cutShort, madeUpImage } from './image-example.ts';
import { judgeLayers } from './judge-layers.ts';
import { defineRule, notApplicable, type Rule, type RuleFinding } from './rule.ts';
import type { ImageFiles } from '../analysis/image/facts.ts';

/** A rule about the files of an image: what it finds in layers, and what a pass rests on. */
type LayerRule = Omit<Rule, 'needs' | 'mayRead' | 'run' | 'mend'> & {
  findings(files: ImageFiles): RuleFinding[];
  fact(files: ImageFiles): string;
};

/** A rule that an image without layers is none of, and which a layer that was not read leaves unknown. */
export function layerRule({ findings, fact, examples, ...about }: LayerRule): Rule {
  return defineRule({
    ...about,
    needs: ['imageFiles'],
    run({ imageFiles }) {
      if (imageFiles.layers === 0) return notApplicable('the image has no layers');
      return judgeLayers(imageFiles, findings(imageFiles), fact(imageFiles));
    },
    examples: [
      ...examples,
      {
        title: 'a layer that is cut short',
        evidence: { imageFiles: madeUpImage({ unread: cutShort }) },
        expect: 'unknown',
      },
      {
        title: 'no layers',
        evidence: { imageFiles: madeUpImage({ layers: 0 }) },
        expect: 'not-applicable',
      },
    ],
  });
}
