import { ecosystemOf } from '@castellan/core/advisories';
import type { AdvisoryLook } from '../../analysis/advisories/facts.ts';
import { lookUp } from '../advisories/look-up.ts';
import { CannotCollect, type Collector, required } from '../collector.ts';
import { collector as imageFiles } from './image-files.ts';

/** What is known of the distribution's packages in an image. */
export const collector: Collector<AdvisoryLook> = {
  title: 'advisories of the system packages of the image',
  reads: ['files'],
  async collect(source, ask) {
    const { systemPackages, distribution } = await required(ask, imageFiles);
    const ecosystem = distribution && ecosystemOf(distribution.id, distribution.version);
    if (ecosystem === undefined && distribution !== undefined)
      throw new CannotCollect(
        `advisories of ${distribution.prettyName} are not read here`,
        'Debian, Ubuntu and Alpine releases are; use a scanner that knows the distribution',
      );
    return lookUp(
      source,
      ecosystem ?? '',
      systemPackages.map((one) => ({ ...one, isDev: false })),
    );
  },
};
