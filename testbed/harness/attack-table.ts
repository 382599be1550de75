import type { AttackOutcome } from './attack-run.ts';

/** One app in both forms. */
export interface Pair {
  readonly name: string;
  readonly wanted: readonly string[];
  readonly bad: AttackOutcome;
  readonly good: AttackOutcome;
}

/** What was found per app and per kind of hole, as text. */
export function table(pairs: readonly Pair[]): string {
  return [
    ['app', 'holes', 'found', 'beside', 'with line', 'false', 'requests', 'seconds'],
    ...pairs.map(({ name, wanted, bad, good }) => [
      name,
      wanted.length,
      found(wanted, bad.found).length,
      new Set(bad.found.filter((hole) => !wanted.includes(hole))).size,
      `${bad.found.length - bad.withoutLine.length} of ${bad.found.length}`,
      good.found.length,
      `${bad.requests} + ${good.requests}`,
      `${bad.seconds.toFixed(0)} + ${good.seconds.toFixed(0)}`,
    ]),
    [],
    ['kind', 'holes', 'found', 'false'],
    ...kindsOf(pairs).map((kind) => [
      kind,
      count(pairs, kind, ({ wanted }) => wanted),
      count(pairs, kind, ({ wanted, bad }) => found(wanted, bad.found)),
      count(pairs, kind, ({ good }) => good.found),
    ]),
    [],
    ['not found'],
    ...pairs.flatMap(({ name, wanted, bad }) =>
      wanted.filter((hole) => !bad.found.includes(hole)).map((hole) => [name, hole]),
    ),
    [],
  ]
    .map((cells) =>
      cells
        .map((cell, at) => String(cell).padEnd(at === 0 ? 22 : 11))
        .join(' ')
        .trimEnd(),
    )
    .join('\n');
}

function found(wanted: readonly string[], told: readonly string[]): string[] {
  return wanted.filter((hole) => told.includes(hole));
}

function kindsOf(pairs: readonly Pair[]): string[] {
  return [...new Set(pairs.flatMap(({ wanted }) => wanted.map(kindOf)))].sort();
}

function kindOf(hole: string): string {
  return hole.replace(/ [A-Z]+ \S+$/, '');
}

function count(
  pairs: readonly Pair[],
  kind: string,
  holesOf: (pair: Pair) => readonly string[],
): number {
  return pairs.flatMap(holesOf).filter((hole) => kindOf(hole) === kind).length;
}
