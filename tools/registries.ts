// Writes the generated registries of guard, check and watch; with --check it only says which are out of date.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { registriesOf } from './registry/registries.ts';
import { readTree } from './tree/tree.ts';
import { root } from './workspace.ts';

const isCheck = process.argv.includes('--check');
for (const { path, text } of registriesOf(readTree(root))) {
  const file = join(root, path);
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
  if (isCheck) process.exitCode = 1;
  else writeFileSync(file, text);
  console.log(`${path}: ${isCheck ? 'out of date, run node tools/registries.ts' : 'written'}`);
}
