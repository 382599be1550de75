import { escapeUnsafe } from '../redaction/excerpt.ts';

/** A line that stays, goes or comes. */
interface DiffLine {
  readonly sign: ' ' | '-' | '+';
  readonly text: string;
}

const context = 3;
/** Beyond so many changes the whole middle is shown as replaced: the search costs their square. */
const mostChanges = 1000;

/**
 * What changes from `before` to `after` as a unified diff, safe to show; undefined texts are files that
 * are not there. Shortest edit script by Myers (1986).
 */
export function unifiedDiff(
  file: string,
  before: string | undefined,
  after: string | undefined,
): string {
  const lines = diffLines(linesOf(before ?? ''), linesOf(after ?? ''));
  const name = escapeUnsafe(file);
  const head = [
    before === undefined ? '--- /dev/null' : `--- a/${name}`,
    after === undefined ? '+++ /dev/null' : `+++ b/${name}`,
  ];
  return `${[...head, ...hunks(lines)].join('\n')}\n`;
}

/** Lines with their breaks, so that a missing one at the end and another kind of break are changes. */
function linesOf(text: string): string[] {
  return text.split(/(?<=\n)/).filter((line) => line !== '');
}

function diffLines(before: readonly string[], after: readonly string[]): DiffLine[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head += 1;
  let tail = 0;
  while (
    tail < before.length - head &&
    tail < after.length - head &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  )
    tail += 1;
  const same = (text: string): DiffLine => ({ sign: ' ', text });
  return [
    ...before.slice(0, head).map(same),
    ...middle(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
    ...before.slice(before.length - tail).map(same),
  ];
}

function middle(before: readonly string[], after: readonly string[]): DiffLine[] {
  const rounds = shortest(before, after);
  if (rounds === undefined)
    return [
      ...before.map((text): DiffLine => ({ sign: '-', text })),
      ...after.map((text): DiffLine => ({ sign: '+', text })),
    ];
  const lines: DiffLine[] = [];
  let x = before.length;
  let y = after.length;
  for (let d = rounds.length - 1; d >= 0; d -= 1) {
    const reached = rounds[d]!;
    const k = x - y;
    const isDown = k === -d || (k !== d && at(reached, k - 1) < at(reached, k + 1));
    const fromX = d === 0 ? 0 : at(reached, isDown ? k + 1 : k - 1);
    const fromY = fromX - (isDown ? k + 1 : k - 1);
    while (x > (d === 0 ? 0 : Math.max(0, fromX)) && y > (d === 0 ? 0 : Math.max(0, fromY)))
      if (before[x - 1] === after[y - 1]) {
        lines.push({ sign: ' ', text: before[x - 1]! });
        x -= 1;
        y -= 1;
      } else break;
    if (d === 0) break;
    lines.push(isDown ? { sign: '+', text: after[y - 1]! } : { sign: '-', text: before[x - 1]! });
    x = fromX;
    y = fromY;
  }
  return lines.reverse();
}

/** For each number of changes the furthest points before it; undefined when there are too many. */
function shortest(
  before: readonly string[],
  after: readonly string[],
): Map<number, number>[] | undefined {
  const rounds: Map<number, number>[] = [];
  let reached = new Map([[1, 0]]);
  for (let d = 0; d <= before.length + after.length; d += 1) {
    if (d > mostChanges) return undefined;
    rounds.push(reached);
    const next = new Map(reached);
    for (let k = -d; k <= d; k += 2) {
      const isDown = k === -d || (k !== d && at(reached, k - 1) < at(reached, k + 1));
      let x = isDown ? at(reached, k + 1) : at(reached, k - 1) + 1;
      while (x < before.length && x - k < after.length && before[x] === after[x - k]) x += 1;
      next.set(k, x);
      if (x >= before.length && x - k >= after.length) return rounds;
    }
    reached = next;
  }
  return rounds;
}

function at(reached: ReadonlyMap<number, number>, k: number): number {
  return reached.get(k) ?? -1;
}

function hunks(lines: readonly DiffLine[]): string[] {
  const shown = new Set<number>();
  for (const [index, { sign }] of lines.entries())
    if (sign !== ' ')
      for (let near = Math.max(0, index - context); near <= index + context; near += 1)
        shown.add(near);
  const rows: string[] = [];
  let old = 1;
  let fresh = 1;
  for (let index = 0; index < lines.length; index += 1) {
    if (shown.has(index) && !shown.has(index - 1))
      rows.push(headOf(lines.slice(index, endOf(index, lines.length, shown)), old, fresh));
    const { sign, text } = lines[index]!;
    if (sign !== '+') old += 1;
    if (sign !== '-') fresh += 1;
    if (!shown.has(index)) continue;
    rows.push(sign + escapeUnsafe(text.replace(/\r?\n$/, '').replaceAll('\t', '    ')));
    if (!text.endsWith('\n')) rows.push('\\ No newline at end of file');
  }
  return rows;
}

function endOf(start: number, length: number, shown: ReadonlySet<number>): number {
  let end = start;
  while (end < length && shown.has(end)) end += 1;
  return end;
}

function headOf(hunk: readonly DiffLine[], old: number, fresh: number): string {
  const olds = hunk.filter(({ sign }) => sign !== '+').length;
  const news = hunk.filter(({ sign }) => sign !== '-').length;
  return `@@ -${rangeOf(old, olds)} +${rangeOf(fresh, news)} @@`;
}

/** An empty range stands after the line before it, as diff writes it. */
function rangeOf(start: number, count: number): string {
  const first = count === 0 ? start - 1 : start;
  return count === 1 ? String(first) : `${first},${count}`;
}
