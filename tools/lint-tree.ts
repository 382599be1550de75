// Checks that the tree tells the architecture: see the rules in tools/tree/rules.
// `node tools/lint-tree.ts [directory]` looks at another tree than this repository's.
import { treeRules } from './tree/rules.ts';
import { readTree } from './tree/tree.ts';
import { root } from './workspace.ts';

const tree = readTree(process.argv[2] ?? root);
let violations = 0;
for (const { id, check } of treeRules) {
  for (const { path, line, problem } of check(tree)) {
    violations += 1;
    console.log(`${path}:${line}: ${problem} (${id})`);
  }
}
console.log(
  `tree: ${tree.sources.length} sources, ${treeRules.length} rules, ${violations} violations`,
);
process.exitCode = violations === 0 && tree.sources.length > 0 ? 0 : 1;
