import type { Destination } from '../../../api/types.ts';

type Source = Destination['sources'][number];

export const sourceWords: Readonly<Record<Source, string>> = {
  event: 'events',
  incident: 'incidents',
  audit: 'audit entries',
};
export const sources = Object.keys(sourceWords) as Source[];
