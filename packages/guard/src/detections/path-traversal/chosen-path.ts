import type { Input, Inputs, Occurrence } from '../../context/inputs.ts';
import type { PathCall } from '../sink-call.ts';
import { systemDirectories } from './lost-climb.ts';
import { comparable, isAbsolute, isInside, isSeparator, resolvePath } from './path-text.ts';
import type { PathStyle } from './path-text.ts';

export interface ChosenPath {
  readonly occurrence: Occurrence;
  readonly outcome: 'attack' | 'weakness';
}

/** Finds the input that chose an absolute path as a whole, or the directory that it starts with. */
export function findChosenPath(
  text: string,
  call: PathCall,
  style: PathStyle,
  inputs: Inputs,
): ChosenPath | undefined {
  if (!isAbsolute(text, style)) return undefined;
  const path = resolvePath(text, call.cwd, style);
  const home = resolvePath('.', call.cwd, style);
  const isOwn = home.names.length > 0 && isInside(path, home);
  const occurrence = inputs.equalTo(text);
  if (occurrence === undefined) {
    return isOwn ? undefined : findChosenDirectory(text, style, inputs);
  }
  const isFromUrl = isUrlPath(occurrence.input);
  const { names } = path;
  if (names.length > 1 || path.root !== '/') {
    if (!isOwn) return { occurrence, outcome: 'attack' };
    return names.length === home.names.length ? undefined : { occurrence, outcome: 'weakness' };
  }
  // `/`, `/tmp` and the like are also page addresses and static paths: they convict only elsewhere.
  if (isFromUrl) return undefined;
  const [name] = names;
  if (name === undefined) {
    const isWhole = call.operation === 'list' || call.operation === 'delete';
    return isWhole ? { occurrence, outcome: 'attack' } : undefined;
  }
  const isSystem = systemDirectories.has(comparable(name));
  return { occurrence, outcome: isSystem ? 'attack' : 'weakness' };
}

/** An input of two names or more in front of static text: `${directory}/report.txt`. */
function findChosenDirectory(
  text: string,
  style: PathStyle,
  inputs: Inputs,
): ChosenPath | undefined {
  for (const occurrence of inputs.occurrencesIn(text)) {
    const { start, end, input } = occurrence;
    if (start > 0) return undefined;
    if (isUrlPath(input) || !isAbsolute(text.slice(0, end), style)) continue;
    const endsName =
      isSeparator(text.charCodeAt(end), style) || isSeparator(text.charCodeAt(end - 1), style);
    const { names } = resolvePath(text.slice(0, end), '/', style);
    if (!endsName) continue;
    if (names.length > 1) return { occurrence, outcome: 'attack' };
    // One name may be the app's own by chance; only the system's are worth a word.
    const isSystem = names.length === 1 && systemDirectories.has(comparable(names[0] ?? ''));
    if (isSystem) return { occurrence, outcome: 'weakness' };
  }
  return undefined;
}

function isUrlPath(input: Input): boolean {
  return /^path(?:\[|$)/.test(input.path);
}
