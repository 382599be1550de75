import { fit, type Terminal } from './terminal.ts';
import type { Effect, Observation, Trial } from './trial.ts';

const symbols: Record<Effect, string> = {
  breached: '✗ breached',
  blocked: '■ blocked',
  passed: '✓ passed',
  'no effect': '? no effect',
  failed: '! failed',
};
const COLUMN = 12;
const CARRIER = 16;

/** One class's part of the table: its exploits, then its benign look-alikes. */
export function classTable(title: string, trials: readonly Trial[], terminal: Terminal): string {
  const { paint, columns } = terminal;
  const guarded = trials.some((trial) => trial.guarded !== undefined);
  const cells = guarded ? ['open', 'guarded'] : ['open'];
  const carrierWidth = columns >= 96 ? CARRIER : 0;
  const nameWidth = columns - carrierWidth - cells.length * COLUMN;
  const header = fit(title, nameWidth + carrierWidth);
  const of = (kind: Trial['kind']): string[] =>
    trials
      .filter((trial) => trial.kind === kind)
      .flatMap((trial) => row(trial, nameWidth, carrierWidth, terminal));
  return [
    paint('bold', header) + cells.map((name) => fit(name, COLUMN)).join(''),
    paint('dim', '  exploits'),
    ...of('exploit'),
    paint('dim', '  benign look-alikes'),
    ...of('benign'),
  ]
    .map((line) => line.trimEnd())
    .join('\n');
}

function row(
  trial: Trial,
  nameWidth: number,
  carrierWidth: number,
  { paint, columns }: Terminal,
): string[] {
  const line = [
    fit(`    ${trial.title}`, nameWidth),
    carrierWidth === 0 ? '' : paint('dim', fit(trial.carrier ?? '', carrierWidth)),
    cell(trial, trial.open, 'open', paint),
    trial.guarded ? cell(trial, trial.guarded, 'guarded', paint) : '',
  ].join('');
  if (trial.ok) return [line];
  const why = [
    `open: ${trial.open.detail}`,
    ...(trial.guarded ? [`guarded: ${trial.guarded.detail}`] : []),
  ];
  return [line, ...why.map((text) => paint('dim', fit(`      ${text}`, columns)))];
}

function cell(
  trial: Trial,
  { effect }: Observation,
  shop: 'open' | 'guarded',
  paint: Terminal['paint'],
): string {
  const text = fit(symbols[effect], COLUMN);
  if (trial.kind === 'exploit' && shop === 'open' && effect === 'breached')
    return paint('yellow', text);
  const good =
    trial.kind === 'benign' ? effect === 'passed' : shop === 'guarded' && effect === 'blocked';
  return paint(good ? 'green' : ['red', 'bold'], text);
}

/** The last line: what happened, counted. */
export function totals(trials: readonly Trial[], terminal: Terminal): string {
  const exploits = trials.filter(({ kind }) => kind === 'exploit');
  const benign = trials.filter(({ kind }) => kind === 'benign');
  const count = (list: readonly Trial[], shop: 'open' | 'guarded', effect: Effect): string =>
    `${list.filter((trial) => trial[shop]?.effect === effect).length} of ${list.length}`;
  const guarded = trials.some((trial) => trial.guarded !== undefined);
  const parts = [
    `${count(exploits, 'open', 'breached')} exploits breached the open shop`,
    ...(guarded
      ? [`${count(exploits, 'guarded', 'blocked')} were blocked on the guarded one`]
      : []),
    `${count(benign, 'open', 'passed')} benign requests passed the open shop`,
    ...(guarded ? [`${count(benign, 'guarded', 'passed')} passed the guarded one`] : []),
  ];
  const wrong = trials.filter(({ ok }) => !ok).length;
  const verdict = wrong === 0 ? 'As it should be' : `${wrong} not as it should be`;
  return `${terminal.paint(wrong === 0 ? ['green', 'bold'] : ['red', 'bold'], verdict)}: ${parts.join(', ')}.`;
}
