// Starts a new rule of check: `node tools/new-rule.ts deps/signatures`. It passes as it is; fill it
// in, examples first, then run `npm test`.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { ruleFile } from './scaffold/rule-file.ts';
import { root } from './workspace.ts';

const [id = '', tree = root] = process.argv.slice(2);
const file = resolve(tree, `packages/check/src/rules/${id}.ts`);
const word = '[a-z0-9]+(-[a-z0-9]+)*';
if (!new RegExp(`^${word}/${word}$`).test(id)) {
  console.error(
    'Usage: node tools/new-rule.ts THEME/NAME\nExample: node tools/new-rule.ts deps/signatures',
  );
  process.exitCode = 2;
} else if (existsSync(file)) {
  console.error(`${relative(tree, file)} exists already`);
  process.exitCode = 1;
} else {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, ruleFile(id));
  console.log(`${relative(tree, file)} is made. Now:
1. node tools/registries.ts
2. fill it in: examples first
3. node -C castellan-source --test packages/check/src/rules/rule.test.ts`);
}
