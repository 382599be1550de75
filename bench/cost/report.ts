import { isUnprotected } from './contenders.ts';
import { type Machine, machineLine } from './machine.ts';
import type { Cost } from './measure-scenario.ts';
import type { PackageSize } from './measure-size.ts';
import type { SoakCost } from './measure-soak.ts';
import { addedStartMs, type StartCost } from './measure-start.ts';
import { budgetOf, type Scenario } from './scenarios.ts';
import { compare, median, quieterHalf, type Ratio } from './statistics.ts';

const MEGABYTE = 1_048_576;
/** DESIGN §4. */
const budgets = { startMs: 80, residentMb: 15, sizeMb: 3 } as const;

/** What one scenario came to: costs, and ratios by contender. */
export interface ScenarioResult {
  readonly scenario: string;
  readonly costs: readonly Cost[];
  readonly ratios: Readonly<Record<string, Ratio>>;
}

/** Compares each contender to the unprotected app; both sets of its processes make the base. */
export function compareCosts(scenario: Scenario, costs: readonly Cost[]): ScenarioResult {
  const isBase = ({ contender }: Cost): boolean => isUnprotected(contender);
  const base = costs.filter(isBase).flatMap(({ cpuPer10k }) => cpuPer10k);
  const first = costs[0]?.cpuPer10k ?? [];
  const ratios = costs
    .slice(1)
    .map((cost): [string, Ratio] => [
      cost.contender,
      compare(cost.cpuPer10k, isBase(cost) ? first : base),
    ]);
  return { scenario: scenario.name, costs, ratios: Object.fromEntries(ratios) };
}

export function head(machine: Machine): string {
  return [
    machineLine(machine),
    'CPU: ratio of CPU seconds of the server, all threads, to the app without anything:',
    'quieter-half mean (90 % interval) / median of same-round pairs. "none again" is the control.',
  ].join('\n');
}

export function scenarioText(
  scenario: Scenario,
  result: ScenarioResult,
  nodeMajor: number,
): string {
  const budget = budgetOf(scenario, nodeMajor);
  const rows = result.costs.map((cost) => costRow(cost, result));
  const verdict =
    budget === undefined ? '' : `  budget ${budget}: ${verdictOn(result.ratios['guard'], budget)}`;
  return [`\n${scenario.title} (${scenario.name})${verdict}`, ...rows].join('\n');
}

function costRow(cost: Cost, { costs, ratios }: ScenarioResult): string {
  const ratio = ratios[cost.contender];
  const cpu = quieterHalf(cost.cpuPer10k.flat());
  const resident = median(cost.residentBytes) - median(costs[0]?.residentBytes ?? []);
  return [
    `  ${cost.contender.padEnd(11)}`,
    ratio === undefined ? ' '.repeat(31) : ratioText(ratio),
    `CPU ${cpu.toFixed(2)} s/10k`.padEnd(19),
    `${Math.round(median(cost.perSecond))}/s`.padEnd(9),
    `RSS ${(median(cost.residentBytes) / MEGABYTE).toFixed(0)} MB (${signed(resident / MEGABYTE)})`.padEnd(
      20,
    ),
    cost.latencyMs === undefined ? '' : latencyText(cost.latencyMs),
    statusText(cost),
  ]
    .join(' ')
    .trimEnd();
}

function ratioText({ quiet, low, high, paired }: Ratio): string {
  return `×${quiet.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)}) / ${paired.toFixed(2)}`.padEnd(
    31,
  );
}

function latencyText({ p50, p95, p99 }: NonNullable<Cost['latencyMs']>): string {
  return `p50 ${p50.toFixed(1)} p95 ${p95.toFixed(1)} p99 ${p99.toFixed(1)} ms`;
}

/** Only where something but success was answered. */
function statusText({ statuses }: Cost): string {
  const odd = Object.keys(statuses).filter((status) => !status.startsWith('2'));
  return odd.length === 0 ? '' : `status ${odd.join(', ')}`;
}

function verdictOn(ratio: Ratio | undefined, budget: number): string {
  if (ratio === undefined) return 'not measured';
  const { quiet, low, paired } = ratio;
  if (quiet <= budget && paired <= budget) return 'kept';
  // Where the estimators disagree or the interval reaches the budget, the run cannot tell.
  return low <= budget || Math.min(quiet, paired) <= budget ? 'cannot tell' : 'MISSED';
}

export function startText(costs: readonly StartCost[]): string {
  const rows = costs.map(({ contender, cpuMs, wallMs }) => {
    const added = addedStartMs(costs, contender);
    const cpu = `CPU ${median(cpuMs).toFixed(0)} ms (${signed(added)})`;
    const spread = `lowest ${Math.min(...cpuMs).toFixed(0)}`;
    return `  ${contender.padEnd(11)} ${cpu.padEnd(22)} ${spread.padEnd(12)} wall ${median(wallMs).toFixed(0)} ms`;
  });
  const verdict = addedStartMs(costs, 'guard') <= budgets.startMs ? 'kept' : 'MISSED';
  return [
    `\nStart to listening, Express 5 + pg (start)  budget +${budgets.startMs} ms CPU: ${verdict}`,
    ...rows,
  ].join('\n');
}

export function sizeText(sizes: readonly PackageSize[]): string {
  const total = sizes.reduce((sum, { unpackedBytes }) => sum + unpackedBytes, 0) / MEGABYTE;
  const rows = sizes.map(
    ({ name, unpackedBytes, files }) =>
      `  ${name.padEnd(18)} ${(unpackedBytes / MEGABYTE).toFixed(2)} MB, ${files} files`,
  );
  const verdict = total <= budgets.sizeMb ? 'kept' : 'MISSED';
  return [
    `\nInstalled size (size)  budget ${budgets.sizeMb} MB: ${total.toFixed(2)} MB, ${verdict}`,
    ...rows,
  ].join('\n');
}

export function soakText(costs: readonly SoakCost[]): string {
  const rows = costs.map(
    ({ contender, minutes, heapBytes, residentBytes, heapPerMinute, residentPerMinute }) => {
      const last = `heap ${((heapBytes.at(-1) ?? 0) / MEGABYTE).toFixed(1)} MB, RSS ${((residentBytes.at(-1) ?? 0) / MEGABYTE).toFixed(0)} MB`;
      const growth = `${signed(heapPerMinute / 1024)} KB and ${signed(residentPerMinute / 1024)} KB a minute`;
      return [
        `  ${contender.padEnd(11)} ${last}; growth over the second half ${growth}`,
        `    minute ${series(minutes, 1)}`,
        `    heap   ${series(heapBytes, MEGABYTE)}`,
        `    RSS    ${series(residentBytes, MEGABYTE)}`,
      ].join('\n');
    },
  );
  return ['\nMemory under mixed, attacking and hostile traffic (soak)', ...rows].join('\n');
}

const SAMPLES = 12;

/** Evenly chosen samples, the first and the last among them. */
function series(values: readonly number[], unit: number): string {
  const step = Math.max(1, (values.length - 1) / (SAMPLES - 1));
  const count = Math.min(SAMPLES, values.length);
  const chosen = Array.from({ length: count }, (_, i) => values[Math.round(i * step)] ?? 0);
  return chosen.map((value) => (value / unit).toFixed(1).padStart(6)).join('');
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(0)}`;
}
