import { layersRule } from '../layers.ts';
import type { TreeRule } from '../tree.ts';

const subjects = ['ingest', 'incidents', 'events', 'attackers', 'decisions', 'apps', 'overview'];

/** Inside watch the API stands on the subjects, they on people and the store, and none beside another. */
export const watchLayers: TreeRule = layersRule({
  id: 'watch-layers',
  name: 'watch',
  home: 'packages/watch/src/',
  mayImport: {
    words: [],
    pages: ['words'],
    store: ['words'],
    live: ['store'],
    people: ['words', 'store'],
    ...Object.fromEntries(
      subjects.map((subject) => [subject, ['words', 'store', 'live', 'people']]),
    ),
    jobs: ['words', 'store', 'people'],
    api: ['words', 'pages', 'store', 'live', 'people', ...subjects],
  },
});
