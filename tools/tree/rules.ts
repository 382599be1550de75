import { checkLayers } from './rules/check-layers.ts';
import { detectionAnatomy } from './rules/detection-anatomy.ts';
import { fileLength } from './rules/file-length.ts';
import { fileNames } from './rules/file-names.ts';
import { guardLayers } from './rules/guard-layers.ts';
import { noCycles } from './rules/no-cycles.ts';
import { packageDirection } from './rules/package-direction.ts';
import { pureRules } from './rules/pure-rules.ts';
import { registriesCurrent } from './rules/registries-current.ts';
import { ruleAnatomy } from './rules/rule-anatomy.ts';
import { runTimePackages } from './rules/run-time-packages.ts';
import { testsBesideSource } from './rules/tests-beside-source.ts';
import { watchLayers } from './rules/watch-layers.ts';
import { watchUiLayers } from './rules/watch-ui-layers.ts';
import type { TreeRule } from './tree.ts';

/** Everything that holds for the tree as a whole. */
export const treeRules: readonly TreeRule[] = [
  packageDirection,
  runTimePackages,
  guardLayers,
  checkLayers,
  pureRules,
  watchLayers,
  watchUiLayers,
  noCycles,
  detectionAnatomy,
  ruleAnatomy,
  fileNames,
  testsBesideSource,
  fileLength,
  registriesCurrent,
];
