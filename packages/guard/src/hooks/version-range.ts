type Version = readonly [major: number, minor: number, patch: number];

const VERSION = /^(\d{1,6})\.(\d{1,6})\.(\d{1,6})(-?)/;
const COMPARATOR = /^(>=|<|\^)(\d{1,6}\.\d{1,6}\.\d{1,6})$/;

/**
 * Whether `version` lies in `range`: alternatives split by `||`, each a list of `>=a.b.c`, `<a.b.c`
 * and `^a.b.c` that must all hold. A pre-release is in no range, since nobody has tried it.
 */
export function isInRange(version: string, range: string): boolean {
  const parsed = parse(version);
  if (parsed === undefined) return false;
  return range.split('||').some((alternative) =>
    alternative
      .trim()
      .split(/\s+/)
      .every((comparator) => holds(parsed, comparator)),
  );
}

function holds(version: Version, comparator: string): boolean {
  const [, operator, text = ''] = COMPARATOR.exec(comparator) ?? [];
  const bound = parse(text);
  if (bound === undefined) return false;
  const order = compare(version, bound);
  if (operator === '<') return order < 0;
  if (operator === '>=') return order >= 0;
  return order >= 0 && version[0] === bound[0] && (bound[0] > 0 || version[1] === bound[1]);
}

function parse(text: string): Version | undefined {
  const match = VERSION.exec(text);
  if (match === null || match[4] === '-') return undefined;
  return [Number(match[1]), Number(match[2]), Number(match[3])];
}

function compare(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}
