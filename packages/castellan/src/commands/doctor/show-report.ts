import path from 'node:path';
import { styleText } from 'node:util';
import { escapeUnsafe } from '@castellan/core';
import type { Check, DoctorReport, LibraryReport, LibraryStatus, LiveReport } from './report.ts';

type Colour = 'green' | 'red' | 'yellow' | 'dim' | 'bold';
type Paint = (colour: Colour, text: string) => string;

const SIGNS: Readonly<Record<LibraryStatus | Check['status'], readonly [string, Colour]>> = {
  protected: ['✔', 'green'],
  ok: ['✔', 'green'],
  unprotected: ['✖', 'red'],
  problem: ['✖', 'red'],
  warning: ['!', 'yellow'],
  unknown: ['?', 'yellow'],
  'not-installed': ['–', 'dim'],
};

const LAYERS = { package: '', builtin: '', wire: ' at the socket' } as const;

/** The report for people: signs and words, colours only where asked for. */
export function showReport(report: DoctorReport, colours: boolean): string {
  const paint: Paint = (colour, text) =>
    colours ? styleText(colour, text, { validateStream: false }) : text;
  const sign = (status: keyof typeof SIGNS): string => paint(SIGNS[status][1], SIGNS[status][0]);
  const row = (status: keyof typeof SIGNS, text: string): string =>
    `  ${sign(status)} ${escapeUnsafe(text)}`;
  const { guardVersion, nodeVersion, folder, environment, live } = report;
  const sections = [
    [
      paint(
        'bold',
        `castellan guard ${guardVersion} on Node ${nodeVersion} in ${escapeUnsafe(folder)}`,
      ),
    ],
    [
      paint('bold', 'How the app is started'),
      ...environment.map((one) => row(one.status, one.message)),
    ],
    [paint('bold', 'Libraries'), ...libraryRows(report, row)],
    ...(live ? [[paint('bold', liveTitle(live)), ...liveRows(live, row)]] : []),
    [conclusion(report)],
  ];
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

type Row = (status: keyof typeof SIGNS, text: string) => string;

function libraryRows({ libraries, folder }: DoctorReport, row: Row): string[] {
  const ofNode = libraries.filter(isGuardedNode).map(({ library }) => library);
  const rest = libraries.filter((one) => !isGuardedNode(one));
  const width = Math.min(36, Math.max(0, ...rest.map((one) => nameOf(one).length)));
  return [
    ...(ofNode.length > 0 ? [row('protected', `Node itself: ${ofNode.join(', ')}`)] : []),
    ...rest.map((one) =>
      row(one.status, `${nameOf(one).padEnd(width)}  ${fateOf(one)}${placeOf(one, folder)}`),
    ),
  ];
}

function isGuardedNode({ layer, status }: LibraryReport): boolean {
  return layer === 'builtin' && status === 'protected';
}

function nameOf({ library, version }: LibraryReport): string {
  return version === undefined ? library : `${library} ${version}`;
}

function fateOf({ status, layer, through, cause }: LibraryReport): string {
  const remark = cause === undefined ? '' : `: ${cause}`;
  if (status === 'unknown') return `could not be looked at${remark}`;
  if (status !== 'protected') return `${status.replace('-', ' ')}${remark}`;
  const where = through ? ` through ${through.join(', ')}` : LAYERS[layer ?? 'package'];
  return `protected${where}${remark}`;
}

/** Copies directly in the app's own `node_modules` need no telling. */
function placeOf({ path: place, library }: LibraryReport, folder: string): string {
  if (place === undefined) return '';
  const relative = path.relative(folder, place);
  return relative === path.join('node_modules', library) ? '' : `  (${relative})`;
}

function liveTitle({ seconds, ended }: LiveReport): string {
  return ended === undefined
    ? `While the app ran for ${seconds} s`
    : `Until the app ended with ${ended}`;
}

/** Node's own modules stand above already, unless the app lost one. */
function liveRows({ coverage }: LiveReport, row: Row): string[] {
  const told = coverage.filter(
    ({ layer, status }) => layer !== 'builtin' || status !== 'protected',
  );
  if (coverage.length === 0) return [row('unknown', 'guard said nothing')];
  if (told.length === 0)
    return [row('ok', 'it loaded no library that guard hooks, and spoke to no database')];
  return told.map(({ library, version, status, layer, cause }) => {
    const seen = status === 'protected' ? 'protected' : 'unprotected';
    const where = layer === 'wire' ? ' at the socket' : '';
    return row(
      seen,
      `${library} ${version}  ${seen}${where}${cause === undefined ? '' : `: ${cause}`}`,
    );
  });
}

function conclusion({ libraries, environment, exitCode }: DoctorReport): string {
  const count = (status: LibraryStatus): number =>
    libraries.filter((one) => one.status === status).length;
  const problems = environment.filter(({ status }) => status === 'problem').length;
  const parts = [
    `${count('protected')} protected`,
    `${count('unprotected')} unprotected`,
    ...(count('unknown') > 0 ? [`${count('unknown')} not looked at`] : []),
    ...(problems > 0
      ? [`${problems} ${problems === 1 ? 'problem' : 'problems'} with the start`]
      : []),
  ];
  return `${parts.join(', ')}${exitCode === 0 ? ': all that was found is protected' : ''}`;
}
