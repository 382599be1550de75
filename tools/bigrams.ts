// Writes how common each pair of letters is in the words of this repository: what secrets are told
// from names by. `node tools/bigrams.ts`
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { headline } from './registry/registry.ts';
import { root } from './workspace.ts';

const letters = 'abcdefghijklmnopqrstuvwxyz';
const file = 'packages/check/src/analysis/secrets/bigrams.generated.ts';
const levels = 9;

const texts = globSync(
  ['*.md', 'docs/**/*.md', 'packages/*/src/**/*.md', 'packages/{core,guard,castellan}/src/**/*.ts'],
  { cwd: root },
);
const counts = new Map<string, number>();
for (const path of texts) {
  const words = readFileSync(join(root, path), 'utf8').match(/[A-Za-z][a-z]+/g) ?? [];
  for (const word of words) {
    const lower = word.toLowerCase();
    for (let at = 0; at + 1 < lower.length; at += 1) {
      const pair = lower.slice(at, at + 2);
      counts.set(pair, (counts.get(pair) ?? 0) + 1);
    }
  }
}
const most = Math.log(Math.max(...counts.values()));
const rows = letters.split('').map((first) =>
  letters
    .split('')
    .map((second) => Math.round((Math.log(1 + (counts.get(first + second) ?? 0)) / most) * levels))
    .join(''),
);
writeFileSync(
  join(root, file),
  `${headline.replace('registries', 'bigrams')}/** How common a pair of letters is, from 0 (never) to 9; a row for each first letter. */
export const bigrams: readonly string[] = [
${rows.map((row) => `  '${row}',\n`).join('')}];
`,
);
