// Writes docs/rules.md and docs/check-report.schema.json from check's rules and its schema; with
// --check it only says which are out of date. Runs as `node -C castellan-source tools/check-docs.ts`.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkDocs } from './registry/check-docs.ts';
import { root } from './workspace.ts';

const isCheck = process.argv.includes('--check');
for (const { path, text } of checkDocs()) {
  const file = join(root, path);
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
  if (isCheck) process.exitCode = 1;
  else writeFileSync(file, text);
  console.log(
    `${path}: ${isCheck ? 'out of date, run node -C castellan-source tools/check-docs.ts' : 'written'}`,
  );
}
