import { attackSamples } from './attack-samples.ts';
import { outwardSamples } from './outward-samples.ts';
import { personalSamples } from './personal-samples.ts';
import type { SampleMaker } from './sample-request.ts';
import { workSamples } from './work-samples.ts';

/** By the operation's name. Each is made anew whenever it is asked for. */
export const samples: Readonly<Record<string, SampleMaker>> = {
  ...personalSamples,
  ...attackSamples,
  ...outwardSamples,
  ...workSamples,
};
