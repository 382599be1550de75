// Every microbench that stands beside a source, one after the other, with the machine they ran on.
import { execFileSync } from 'node:child_process';
import { globSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { describeMachine, machineLine } from '../cost/machine.ts';

const root = join(import.meta.dirname, '../..');
const usage = `Times the pieces of guard, hostile inputs among them.

  npm run -s source bench/micro/micro.ts -- [--only NAME]... [--text FILE]

Examples
  npm run -s source bench/micro/micro.ts -- --only sql-injection
  npm run -s source bench/micro/micro.ts -- --text bench/results/micro.txt
`;
/** What mitata prints to colour its text. */
const COLOURS = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

function run(only: readonly string[]): string {
  const files = globSync('packages/*/src/**/*.bench.ts', { cwd: root }).toSorted();
  const chosen = files.filter(
    (file) => only.length === 0 || only.some((name) => basename(file).startsWith(name)),
  );
  if (chosen.length === 0) throw new Error(`no bench is named ${only.join(', ')}`);
  const texts = [machineLine(describeMachine(process.versions.node))];
  for (const file of chosen) {
    console.error(file);
    const args = ['-C', 'castellan-source', '--expose-gc', file];
    const output = execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
    texts.push(`\n${file}\n${output.replaceAll(COLOURS, '').trimEnd()}`);
  }
  return `${texts.join('\n')}\n`;
}

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    text: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
});
if (values.help) process.stdout.write(usage);
else {
  const text = run(values.only ?? []);
  if (values.text !== undefined) writeFileSync(values.text, text);
  process.stdout.write(text);
}
