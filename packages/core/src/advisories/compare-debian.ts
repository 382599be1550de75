import { compareDigits } from './compare-texts.ts';

/**
 * Orders versions as dpkg does (deb-version(7)): epoch, upstream version, revision. Negative when `left`
 * is older.
 */
export function compareDebian(left: string, right: string): number {
  const [a, b] = [partsOf(left), partsOf(right)];
  return (
    a.epoch - b.epoch || compareRuns(a.upstream, b.upstream) || compareRuns(a.revision, b.revision)
  );
}

/** Whether it can be a version of a Debian package. */
export function isDebianVersion(text: string): boolean {
  return /^(?:\d{1,9}:)?\d[\w.+~:-]*$/.test(text);
}

function partsOf(version: string): { epoch: number; upstream: string; revision: string } {
  const colon = version.indexOf(':');
  const rest = version.slice(colon + 1);
  const dash = rest.lastIndexOf('-');
  return {
    epoch: colon < 0 ? 0 : Number(version.slice(0, colon)),
    upstream: dash < 0 ? rest : rest.slice(0, dash),
    revision: dash < 0 ? '' : rest.slice(dash + 1),
  };
}

/** By turns a run of other characters, then a number; what is not there counts as empty, and as 0. */
function compareRuns(left: string, right: string): number {
  let [a, b] = [left, right];
  while (a !== '' || b !== '') {
    const [wordA, wordB] = [leading(/^\D*/, a), leading(/^\D*/, b)];
    const byWord = compareWords(wordA, wordB);
    if (byWord !== 0) return byWord;
    [a, b] = [a.slice(wordA.length), b.slice(wordB.length)];
    const [numberA, numberB] = [leading(/^\d*/, a), leading(/^\d*/, b)];
    const byNumber = compareDigits(numberA, numberB);
    if (byNumber !== 0) return byNumber;
    [a, b] = [a.slice(numberA.length), b.slice(numberB.length)];
  }
  return 0;
}

function leading(pattern: RegExp, text: string): string {
  return pattern.exec(text)?.[0] ?? '';
}

function compareWords(left: string, right: string): number {
  const length = Math.max(left.length, right.length);
  for (let at = 0; at < length; at += 1) {
    const order = rankOf(left[at]) - rankOf(right[at]);
    if (order !== 0) return order;
  }
  return 0;
}

/** A tilde sorts before the end, the end before letters, letters before all else. */
function rankOf(character: string | undefined): number {
  if (character === '~') return -1;
  if (character === undefined) return 0;
  const code = character.charCodeAt(0);
  return /[A-Za-z]/.test(character) ? code : code + 256;
}
