import { compareDigits, compareTexts } from './compare-texts.ts';

const pattern =
  /^v?(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z.-]+)?$/;

/** Whether it is a version of Semantic Versioning 2.0.0. */
export function isSemver(text: string): boolean {
  return pattern.test(text);
}

/** Orders versions by section 11 of Semantic Versioning 2.0.0. Negative when `left` is older. */
export function compareSemver(left: string, right: string): number {
  const [a, b] = [pattern.exec(left), pattern.exec(right)];
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  for (const at of [1, 2, 3]) {
    const order = compareDigits(a[at] ?? '', b[at] ?? '');
    if (order !== 0) return order;
  }
  return compareBefore(a[4], b[4]);
}

/** A version with something before its release is older than the release. */
function compareBefore(left: string | undefined, right: string | undefined): number {
  if (left === undefined || right === undefined)
    return left === right ? 0 : left === undefined ? 1 : -1;
  const [a, b] = [left.split('.'), right.split('.')];
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const [one, other] = [a[at], b[at]];
    if (one === undefined || other === undefined) return one === undefined ? -1 : 1;
    const [isNumber, isOtherNumber] = [/^\d+$/.test(one), /^\d+$/.test(other)];
    if (isNumber !== isOtherNumber) return isNumber ? -1 : 1;
    const order = isNumber ? compareDigits(one, other) : compareTexts(one, other);
    if (order !== 0) return order;
  }
  return 0;
}
