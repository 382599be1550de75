import { layersRule } from '../layers.ts';
import type { TreeRule } from '../tree.ts';

const subjects = [
  'ingest',
  'incidents',
  'events',
  'attackers',
  'decisions',
  'apps',
  'overview',
  'practices',
  'work',
  'users',
  'inventory',
];

/** Inside watch the API stands on the subjects, they on people and the store, and none beside another; alerts on the notifiers. */
export const watchLayers: TreeRule = layersRule({
  id: 'watch-layers',
  name: 'watch',
  home: 'packages/watch/src/',
  mayImport: {
    words: [],
    pages: ['words'],
    store: ['words'],
    backup: ['words', 'store'],
    live: ['store', 'people'],
    people: ['words', 'store'],
    notifiers: [],
    outbound: ['notifiers'],
    vault: ['words'],
    outbox: ['store'],
    ...Object.fromEntries(
      subjects.map((subject) => [subject, ['words', 'store', 'live', 'people', 'outbox']]),
    ),
    reports: ['words', 'store', 'live', 'people', 'outbox', 'practices', 'work'],
    evidence: ['words', 'store', 'people', 'vault'],
    alerts: ['words', 'store', 'live', 'people', 'notifiers', 'outbound', 'outbox', 'vault'],
    advisories: ['words', 'store', 'people', 'outbound', 'outbox'],
    monitors: ['words', 'store', 'live', 'people', 'outbound', 'outbox', 'advisories'],
    exports: ['store', 'people', 'events'],
    demo: ['words', 'store', 'people', 'ingest'],
    jobs: ['words', 'store', 'people', 'alerts', 'monitors', 'practices', 'work', 'users'],
    api: [
      'words',
      'pages',
      'store',
      'live',
      'people',
      'notifiers',
      'alerts',
      'monitors',
      'exports',
      'demo',
      'vault',
      'reports',
      'evidence',
      'advisories',
      ...subjects,
    ],
  },
});
