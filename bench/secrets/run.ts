// Measures the secrets engine: what it finds of labelled texts, and how fast it reads.
//   node -C castellan-source bench/secrets/run.ts [CORPUS.jsonl.gz] [--misses]
// The corpus (or CASTELLAN_SECRETS_CORPUS) is gzipped JSON lines: id, class, label, payload.
// Ends in 1 when a budget is missed, in 3 when there is no corpus.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scanText } from '../../packages/check/src/analysis/secrets/scan.ts';
import { root } from '../../tools/workspace.ts';
import { decidable, readCorpus, type Sample } from './corpus.ts';

const budgets = { recall: 0.8, falseAlarms: 0.05, megabytesPerSecond: 10 };
const rounds = 3;
const args = process.argv.slice(2);
const file = args.find((one) => !one.startsWith('--')) ?? process.env['CASTELLAN_SECRETS_CORPUS'];

const speed = megabytesPerSecond();
console.log(`speed: ${speed.toFixed(1)} MB/s on one core (budget ${budgets.megabytesPerSecond})`);
const samples = file === undefined ? undefined : readCorpus(file);
if (samples === undefined) {
  console.log(`no corpus at ${file ?? 'CASTELLAN_SECRETS_CORPUS'}: detection was not measured`);
  process.exitCode = 3;
} else {
  tell('all samples', samples);
  const { recall, falseAlarms } = tell(
    'samples whose label follows from the text',
    decidable(samples),
  );
  const isWithin =
    recall >= budgets.recall &&
    falseAlarms < budgets.falseAlarms &&
    speed >= budgets.megabytesPerSecond;
  console.log(isWithin ? 'within the budgets' : 'a budget is missed');
  process.exitCode = isWithin ? 0 : 1;
}

function tell(title: string, given: readonly Sample[]): { recall: number; falseAlarms: number } {
  const has = ({ payload }: Sample): boolean =>
    scanText(payload, { hasBareValues: true }).length > 0;
  const secret = given.filter(({ label }) => label === 'secret');
  const clean = given.filter(({ label }) => label === 'clean');
  const missed = secret.filter((one) => !has(one));
  const alarms = clean.filter(has);
  const recall = 1 - missed.length / secret.length;
  const falseAlarms = alarms.length / clean.length;
  console.log(
    `${title}: found ${secret.length - missed.length} of ${secret.length} (${percent(recall)}), false alarms ${alarms.length} of ${clean.length} (${percent(falseAlarms)})`,
  );
  if (args.includes('--misses'))
    console.log(
      [...missed, ...alarms].map((one) => `  ${one.label} ${one.id} ${one.class}`).join('\n'),
    );
  return { recall, falseAlarms };
}

/** The best of three rounds over sources and declarations that are installed here. */
function megabytesPerSecond(): number {
  const texts = globSync(
    ['node_modules/{typescript,zod,fast-check,express}/**/*.{js,ts}', 'packages/*/src/**/*.ts'],
    { cwd: root },
  ).map((path) => readFileSync(join(root, path), 'utf8'));
  const megabytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6;
  const speeds = Array.from({ length: rounds }, () => {
    // Time of the processor: other programs on the machine do not count.
    const before = process.cpuUsage();
    for (const text of texts) scanText(text);
    const { user, system } = process.cpuUsage(before);
    return (megabytes * 1e6) / (user + system);
  });
  return Math.max(...speeds);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
