import type { Outcome } from '@castellan/core';
import { fold } from '../../context/folding.ts';
import type { Input, Inputs, Occurrence } from '../../context/inputs.ts';
import type { Detection, Verdict } from '../detection.ts';
import type { PathCall } from '../sink-call.ts';
import { findChosenModule } from './chosen-module.ts';
import { findChosenPath } from './chosen-path.ts';
import { inspectUnread } from './inspect-unread.ts';
import { findLostClimb } from './lost-climb.ts';
import { meta } from './meta.ts';
import { isInside, pathStyleOf, resolvePath, segmentsOf, type PathStyle } from './path-text.ts';
import { findStreamName } from './stream-name.ts';
import { percentDecoded } from './percent-decoding.ts';
import { findWrittenClimb } from './written-climb.ts';

/** No operating system opens a longer path (Windows' long paths: 32,767 code units). */
const MAX_PATH_CHARACTERS = 32_767;
const FILE_URL = /^file:(?:\/\/(?:localhost(?=\/))?)?/i;

function inspect(call: PathCall, inputs: Inputs): Verdict | undefined {
  if (call.path.length > MAX_PATH_CHARACTERS) return undefined;
  const style = pathStyleOf(call.cwd);
  const text = withoutScheme(call.path, style);
  return (
    judgeNul(text, inputs) ??
    judgeWritten(text, call, style, inputs) ??
    judgeChosen(text, call, style, inputs) ??
    judgeLost(text, call, style, inputs) ??
    judgeModule(text, call, inputs) ??
    judgeStream(text, style, inputs) ??
    judgeOddities(text, style, inputs) ??
    judgeUnread(text, call, style, inputs)
  );
}

function withoutScheme(path: string, style: PathStyle): string {
  const scheme = FILE_URL.exec(path)?.[0];
  if (scheme === undefined) return path;
  const text = percentDecoded(path.slice(scheme.length));
  return style === 'windows' && /^\/[a-z]:/i.test(text) ? text.slice(1) : text;
}

/** No app writes a NUL into a path itself, so any input that holds one is its origin. */
function judgeNul(text: string, inputs: Inputs): Verdict | undefined {
  const at = text.indexOf('\0');
  if (at === -1) return undefined;
  const input = inputs
    .values()
    .find(({ value }) => value.includes('\0') || /%(?:25)*00/.test(value));
  if (input === undefined) return undefined;
  const occurrence = { input, start: at, end: at + 1, transformations: [] };
  return attack(occurrence, 'The input put a NUL byte into the path.');
}

/** Judges the dots that still stand in the path, or stood in what was joined to make it. */
function judgeWritten(
  text: string,
  call: PathCall,
  style: PathStyle,
  inputs: Inputs,
): Verdict | undefined {
  const climb = findWrittenClimb(text, call.cwd, style, inputs);
  if (climb !== undefined) {
    const reason = 'The input climbed with `..` out of the directory that the app put in front.';
    return verdict(climb.isCertain ? 'attack' : 'weakness', climb.occurrence, reason);
  }
  if (call.joined === undefined) return undefined;
  const joined = call.joined.filter((part) => part !== '').join('/');
  const lost = findWrittenClimb(joined, call.cwd, style, inputs);
  if (lost === undefined) return undefined;
  const occurrence = { ...lost.occurrence, start: 0, end: call.path.length };
  return attack(occurrence, 'The input climbed with `..` out of the directory it was joined to.');
}

function judgeChosen(
  text: string,
  call: PathCall,
  style: PathStyle,
  inputs: Inputs,
): Verdict | undefined {
  const chosen = findChosenPath(text, call, style, inputs);
  if (chosen === undefined) return undefined;
  return verdict(chosen.outcome, chosen.occurrence, 'The input chose an absolute path.');
}

function judgeLost(
  text: string,
  call: PathCall,
  style: PathStyle,
  inputs: Inputs,
): Verdict | undefined {
  const path = resolvePath(text, call.cwd, style);
  const lost = findLostClimb(
    path,
    resolvePath('.', call.cwd, style),
    style,
    inputs,
    seenWhole(text, inputs),
  );
  if (lost === undefined) return undefined;
  const { input, transformations, tail } = lost.climbing;
  const named = segmentsOf(text, style).slice(-(path.names.length - lost.at));
  const occurrence = {
    input,
    transformations,
    start: named[0]?.start ?? 0,
    end: named[tail.length - 1]?.end ?? text.length,
  };
  const reason = 'The path ends in what an input names after climbing above the app’s directory.';
  return { ...attack(occurrence, reason), confidence: 'likely' };
}

/** The inputs that stand in `text` with all their dots, uncut. */
function seenWhole(text: string, inputs: Inputs): ReadonlySet<Input> {
  if (!text.includes('..')) return new Set();
  return new Set(
    inputs
      .occurrencesIn(text)
      .filter((each) => !each.transformations.includes('part'))
      .filter(({ start, end }) => text.slice(start, end).includes('..'))
      .map(({ input }) => input),
  );
}

function judgeModule(text: string, call: PathCall, inputs: Inputs): Verdict | undefined {
  if (call.operation !== 'execute') return undefined;
  const occurrence = findChosenModule(text, inputs);
  return occurrence && attack(occurrence, 'The input chose the path of a module that is run.');
}

function judgeStream(text: string, style: PathStyle, inputs: Inputs): Verdict | undefined {
  if (style !== 'windows') return undefined;
  const occurrence = findStreamName(text, inputs);
  return occurrence && attack(occurrence, 'The input names a stream of a file, or a device.');
}

/** Forms that do no harm here, and would with a shell's home directory or on Windows. */
function judgeOddities(text: string, style: PathStyle, inputs: Inputs): Verdict | undefined {
  const isHome = text.startsWith('~/') || text.startsWith('~\\');
  const isForeign = style === 'posix' && text.includes('..\\');
  if (!isHome && !isForeign) return undefined;
  for (const occurrence of inputs.occurrencesIn(text)) {
    const piece = text.slice(occurrence.start, occurrence.end);
    if (isHome && occurrence.start === 0 && piece.length > 1) {
      return verdict('weakness', occurrence, 'The input begins the path with a home directory.');
    }
    if (isForeign && piece.includes('..\\')) {
      return verdict(
        'weakness',
        occurrence,
        'The input would climb out of the directory on Windows.',
      );
    }
  }
  return undefined;
}

/** A cap left inputs unread: static text never climbs above the root, so something else did. */
function judgeUnread(
  text: string,
  call: PathCall,
  style: PathStyle,
  inputs: Inputs,
): Verdict | undefined {
  if (!inputs.truncated || !text.includes('..')) return undefined;
  const path = resolvePath(text, call.cwd, style);
  if (!path.climbsAboveRoot || isInside(path, resolvePath('.', call.cwd, style))) return undefined;
  const input = { path: 'unread', value: '' };
  const occurrence = { input, start: 0, end: text.length, transformations: [] };
  const reason = 'The path climbs above the root, and part of the request was too long to read.';
  return { ...attack(occurrence, reason), confidence: 'possible' };
}

function attack(occurrence: Occurrence, reason: string): Verdict {
  return verdict('attack', occurrence, reason);
}

function verdict(outcome: Outcome, occurrence: Occurrence, reason: string): Verdict {
  const { start, end } = occurrence;
  return { outcome, confidence: 'certain', occurrence, span: { start, end }, reason };
}

function inspectConservatively(call: PathCall, inputs: Inputs): Verdict | undefined {
  const path = fold(call.path.replaceAll('\\', '/'));
  for (const input of inputs.values()) {
    const value = fold(input.value.replaceAll('\\', '/'));
    const climb = value.lastIndexOf('../');
    if (climb === -1 && !(value.length > 1 && value.startsWith('/') && value === path)) continue;
    const tail = climb === -1 ? value : value.slice(climb + 3);
    const start = tail === '' ? -1 : path.lastIndexOf(tail);
    if (start === -1 || (input.path === 'path' && climb === -1)) continue;
    const occurrence = { input, start, end: start + tail.length, transformations: [] };
    const reason = 'The path holds what an input names behind `../` or from the root.';
    return { ...attack(occurrence, reason), confidence: 'possible' };
  }
  return undefined;
}

export const detection: Detection<PathCall> = {
  meta,
  inspect,
  inspectConservatively,
  inspectUnread,
};
