import type { Inputs, Occurrence } from '../../context/inputs.ts';
import { isInside, isParent, isSeparator, resolvePath, segmentsOf } from './path-text.ts';
import { startsWithNames, type PathStyle } from './path-text.ts';

/** An input that leads a path, as it was written, out of the directory in front of the input. */
export interface WrittenClimb {
  readonly occurrence: Occurrence;
  /** False when static text could hold the same dots by chance and the path stays in the app. */
  readonly isCertain: boolean;
}

/** Inputs beyond this number that hold dots and stand in one path are left to the other tests. */
const MAX_TRIED = 64;

/** Finds the first input whose own `..` leads `text` outside the directory in front of it. */
export function findWrittenClimb(
  text: string,
  cwd: string,
  style: PathStyle,
  inputs: Inputs,
): WrittenClimb | undefined {
  if (!text.includes('..')) return undefined;
  let tried = 0;
  let byChance: WrittenClimb | undefined;
  for (const occurrence of inputs.occurrencesIn(text)) {
    const { start, end } = occurrence;
    const piece = text.slice(start, end);
    if (!piece.includes('.')) continue;
    tried += 1;
    if (tried > MAX_TRIED) break;
    if (!climbsOut(text, start, end, cwd, style)) continue;
    const isByChance =
      isDotsOnly(piece, style) && end < text.length && staysBelow(text, cwd, style);
    if (!isByChance) return { occurrence, isCertain: true };
    byChance ??= { occurrence, isCertain: false };
  }
  return byChance;
}

/** Walks the segments that the input touches; true when they end outside where they began. */
function climbsOut(text: string, start: number, end: number, cwd: string, style: PathStyle) {
  const from = directoryEnd(text, start, style);
  const before = resolvePath(text.slice(0, from), cwd, style).names;
  const names = [...before];
  const piece = text.slice(start, end);
  const isOnlyDots = isDotsOnly(piece, style);
  let climbed = false;
  for (const segment of segmentsOf(text, style, from)) {
    if (segment.start >= end) break;
    if (segment.text === '.') continue;
    if (!isParent(segment.text, style)) {
      names.push(segment.text);
      continue;
    }
    // A lone `.` or `/` beside static dots proves nothing: `..` must be the input's own.
    if (isOnlyDots && (segment.start < start || segment.end > end)) return false;
    names.pop();
    climbed = true;
  }
  return climbed && !startsWithNames(names, before);
}

/** Where the directory in front of `start` ends: its separator stays with the directory. */
function directoryEnd(text: string, start: number, style: PathStyle): number {
  if (isSeparator(text.charCodeAt(start), style)) return start;
  let at = start;
  while (at > 0 && !isSeparator(text.charCodeAt(at - 1), style)) at -= 1;
  return at;
}

function isDotsOnly(piece: string, style: PathStyle): boolean {
  for (let at = 0; at < piece.length; at += 1) {
    if (piece[at] !== '.' && !isSeparator(piece.charCodeAt(at), style)) return false;
  }
  return true;
}

function staysBelow(text: string, cwd: string, style: PathStyle): boolean {
  return isInside(resolvePath(text, cwd, style), resolvePath('.', cwd, style));
}
