// Measures what static analysis finds of labelled holes, beside eslint-plugin-security on the same lines.
//   node -C castellan-source bench/taint/run.ts [--semgrep DIR] [--plugin DIR] [--rows FILE.jsonl.gz] [--misses]
// DIR of --semgrep is a checkout of Semgrep's public rules, whose tests are annotated; DIR of --plugin a
// folder where eslint, @typescript-eslint/parser and eslint-plugin-security are installed; FILE holds the
// plug-in's own tests as gzipped JSON lines (id, class, label, code). What is absent is said, not measured.
// Ends in 1 when a budget is missed, in 3 when there are no labels.
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { type Label, labelsBelow } from './annotated.ts';
import { judgeText, linesOf, type Spoken } from './castellan.ts';
import { type Judge, pluginIn } from './eslint-plugin-security.ts';
import { families } from './families.ts';

const budgets = { timesRecall: 3, shareOfNoise: 0.1 };
const { values: flags } = parseArgs({
  options: {
    semgrep: { type: 'string' },
    plugin: { type: 'string' },
    rows: { type: 'string' },
    misses: { type: 'boolean', default: false },
  },
});
const plugin = flags.plugin === undefined ? undefined : pluginIn(flags.plugin);
if (plugin === undefined) console.log(`no eslint-plugin-security at ${flags.plugin ?? '--plugin'}`);

if (flags.semgrep === undefined || !existsSync(flags.semgrep)) {
  console.log(`no annotated tests at ${flags.semgrep ?? '--semgrep'}: detection was not measured`);
  process.exitCode = 3;
} else process.exitCode = (await annotated(labelsBelow(flags.semgrep), plugin)) ? 0 : 1;
if (flags.rows !== undefined && existsSync(flags.rows)) await ownRows(flags.rows, plugin);
else console.log(`no rows at ${flags.rows ?? '--rows'}`);

/** Recall and noise on labelled lines, by family; true within the budgets. */
async function annotated(labels: readonly Label[], other: Judge | undefined): Promise<boolean> {
  const ours = new Map<string, Spoken[]>();
  const theirs = new Map<string, ReturnType<Judge>>();
  for (const { file, text } of labels) {
    if (!ours.has(file)) ours.set(file, await judgeText(basename(file), text));
    if (other && !theirs.has(file)) theirs.set(file, other(basename(file), text));
  }
  const said = ({ file, family, line }: Label): boolean =>
    (ours.get(file) ?? []).some(
      (one) => family.rules.includes(one.rule) && linesOf(one).includes(line),
    );
  const theySaid = ({ file, family, line }: Label): boolean =>
    (theirs.get(file) ?? []).some((one) => family.eslint.includes(one.rule) && one.line === line);
  console.log('family      holes found   sound flagged   plug-in found   plug-in flagged');
  for (const family of families) {
    const own = labels.filter((label) => label.family === family);
    row(family.name, own, said, theySaid);
  }
  row('all', labels, said, theySaid);
  if (flags.misses)
    for (const label of labels)
      if (said(label) !== label.isHole)
        console.log(
          `  ${label.isHole ? 'missed' : 'noise '} ${label.family.name} ${label.file}:${label.line}`,
        );
  const holes = labels.filter(({ isHole }) => isHole);
  const [found, theyFound] = [holes.filter(said).length, holes.filter(theySaid).length];
  // Noise: everything said in files of the tests that is on no line labelled a hole.
  const holeLines = new Set(holes.map(({ file, line }) => `${file}:${line}`));
  const noise = [...ours].flatMap(([file, all]) =>
    all.filter((one) => !linesOf(one).some((line) => holeLines.has(`${file}:${line}`))),
  ).length;
  const theirNoise = [...theirs].flatMap(([file, all]) =>
    all.filter(({ line }) => !holeLines.has(`${file}:${line}`)),
  ).length;
  console.log(
    `said elsewhere in the same ${ours.size} files: ${noise}; by all rules of the plug-in: ${theirNoise}`,
  );
  if (other === undefined) return true;
  return found >= budgets.timesRecall * theyFound && noise <= budgets.shareOfNoise * theirNoise;
}

function row(
  name: string,
  labels: readonly Label[],
  said: (label: Label) => boolean,
  theySaid: (label: Label) => boolean,
): void {
  const holes = labels.filter(({ isHole }) => isHole);
  const sound = labels.filter(({ isHole }) => !isHole);
  const share = (some: readonly Label[], is: (label: Label) => boolean): string =>
    `${some.filter(is).length}/${some.length}`;
  console.log(
    `${name.padEnd(12)}${share(holes, said).padEnd(14)}${share(sound, said).padEnd(16)}${share(holes, theySaid).padEnd(16)}${share(sound, theySaid)}`,
  );
}

/** The plug-in's own tests: it labels what may be wrong whatever the value is, so it finds all by design. */
async function ownRows(file: string, other: Judge | undefined): Promise<void> {
  interface Row {
    readonly id: string;
    readonly class: string;
    readonly label: 'positive' | 'negative';
    readonly code: string;
  }
  const rows = gunzipSync(readFileSync(file))
    .toString('utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);
  const counts = { positive: [0, 0, 0], negative: [0, 0, 0] };
  for (const { id, label, code } of rows) {
    const spoken = await judgeText('row.js', code);
    const count = counts[label];
    count[0]! += 1;
    if (spoken.length > 0) count[1]! += 1;
    if (other && other('row.js', code).length > 0) count[2]! += 1;
    if (flags.misses && spoken.length > 0)
      console.log(`  said of ${label} ${id}: ${spoken.map(({ rule }) => rule).join()}`);
  }
  for (const label of ['positive', 'negative'] as const) {
    const [all, we, they] = counts[label];
    console.log(`plug-in's own ${label} rows: ${all}; we speak on ${we}, the plug-in on ${they}`);
  }
}
