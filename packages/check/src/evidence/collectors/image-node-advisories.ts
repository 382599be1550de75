import type { AdvisoryLook } from '../../analysis/advisories/facts.ts';
import { lookUp } from '../advisories/look-up.ts';
import { type Collector, required } from '../collector.ts';
import { collector as imageFiles } from './image-files.ts';

/** What is known of the packages below node_modules in an image. */
export const collector: Collector<AdvisoryLook> = {
  title: 'advisories of the npm packages of the image',
  reads: ['files'],
  async collect(source, ask) {
    const { nodePackages } = await required(ask, imageFiles);
    return lookUp(
      source,
      'npm',
      nodePackages.map((one) => ({ ...one, isDev: false })),
    );
  },
};
