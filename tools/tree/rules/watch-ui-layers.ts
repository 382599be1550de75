import { layersRule } from '../layers.ts';
import type { TreeRule } from '../tree.ts';

/** Inside the console's pages views are made of parts, parts know the API, and words know nothing. */
export const watchUiLayers: TreeRule = layersRule({
  id: 'watch-ui-layers',
  name: 'the console’s pages',
  home: 'packages/watch-ui/src/',
  mayImport: {
    words: [],
    api: ['words'],
    parts: ['words', 'api'],
    views: ['words', 'api', 'parts'],
    shell: ['words', 'api', 'parts', 'views'],
  },
});
