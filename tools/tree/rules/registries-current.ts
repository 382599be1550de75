import { registriesOf } from '../../registry/registries.ts';
import type { TreeRule } from '../tree.ts';

/** The generated registries list what the folders hold. */
export const registriesCurrent: TreeRule = {
  id: 'registries-current',
  check: (tree) =>
    registriesOf(tree)
      .filter(({ path }) => tree.paths.has(path))
      .filter(({ path, text }) => tree.read(path) !== text)
      .map(({ path }) => ({ path, line: 1, problem: 'out of date: run node tools/registries.ts' })),
};
