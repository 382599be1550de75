import { compareDigits, compareTexts } from './compare-texts.ts';

/** Suffixes of a version before its release, and after it, each in their order. */
const suffixes = ['alpha', 'beta', 'pre', 'rc', 'cvs', 'svn', 'git', 'hg', 'p'];
const firstAfterRelease = suffixes.indexOf('cvs');

/** Parts of a version, what sorts latest first: a version that goes on with an earlier kind is the newer one. */
const kinds = [
  'first',
  'number',
  'letter',
  'suffix',
  'suffixNumber',
  'hash',
  'build',
  'end',
] as const;
interface Part {
  readonly kind: (typeof kinds)[number];
  readonly text: string;
}
const end: Part = { kind: 'end', text: '' };

const pattern =
  /^(\d+(?:\.\d+)*)([a-z])?((?:_(?:alpha|beta|pre|rc|cvs|svn|git|hg|p)\d*)*)(~[0-9a-f]+)?(?:-r(\d+))?$/;

/** Whether it is a version of an Alpine package. */
export function isAlpineVersion(text: string): boolean {
  return pattern.test(text);
}

/** Orders versions as apk does: `1.2.3a_rc1_p2-r4`. Negative when `left` is older. */
export function compareAlpine(left: string, right: string): number {
  const [a, b] = [partsOf(left), partsOf(right)];
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const [one, other] = [a[at] ?? end, b[at] ?? end];
    const order = one.kind === other.kind ? compareParts(one, other) : compareKinds(one, other);
    if (order !== 0) return order;
  }
  return 0;
}

function partsOf(version: string): Part[] {
  const [, numbers = '', letter, allSuffixes = '', hash, build] = pattern.exec(version) ?? [];
  const parts: Part[] = numbers
    .split('.')
    .map((text, at) => ({ kind: at === 0 ? 'first' : 'number', text }));
  if (letter !== undefined) parts.push({ kind: 'letter', text: letter });
  for (const [, text = '', number = ''] of allSuffixes.matchAll(/_([a-z]+)(\d*)/g)) {
    parts.push({ kind: 'suffix', text });
    if (number !== '') parts.push({ kind: 'suffixNumber', text: number });
  }
  if (hash !== undefined) parts.push({ kind: 'hash', text: hash });
  if (build !== undefined) parts.push({ kind: 'build', text: build });
  return parts;
}

function compareParts({ kind, text: a }: Part, { text: b }: Part): number {
  if (kind === 'suffix') return suffixes.indexOf(a) - suffixes.indexOf(b);
  // After the first point a leading zero makes a number a fraction: 1.05 is older than 1.1.
  const isFraction = kind === 'number' && (a.startsWith('0') || b.startsWith('0'));
  const isText = isFraction || kind === 'letter' || kind === 'hash';
  return isText ? compareTexts(a, b) : compareDigits(a, b);
}

function compareKinds(one: Part, other: Part): number {
  if (isBeforeRelease(one)) return -1;
  if (isBeforeRelease(other)) return 1;
  return kinds.indexOf(other.kind) - kinds.indexOf(one.kind);
}

function isBeforeRelease({ kind, text }: Part): boolean {
  return kind === 'suffix' && suffixes.indexOf(text) < firstAfterRelease;
}
