import type { Transformation } from '@castellan/core';
import type { Input, Inputs } from '../../context/inputs.ts';
import { comparable, isParent, isSeparator, segmentsOf, type PathStyle } from './path-text.ts';
import { percentDecoded } from './percent-decoding.ts';

/** What is left of an input that climbs (`../`) or starts at the root once a path was normalised. */
export interface ClimbingInput {
  readonly input: Input;
  readonly transformations: readonly Transformation[];
  /** The names behind the climb, comparable; at least one. */
  readonly tail: readonly string[];
  /** True when some part of the input climbs above where that part was put. */
  readonly climbs: boolean;
}

/** A path longer than this is refused by every operating system (Windows' long paths: 32,767). */
const MAX_TAIL_CHARACTERS = 32_767;
const MAX_CLIMBING_INPUTS = 256;

interface Cached {
  /** The list grows when a body arrives later. */
  readonly length: number;
  readonly style: PathStyle;
  readonly found: readonly ClimbingInput[];
}
const cache = new WeakMap<readonly Input[], Cached>();

/** The request's inputs that could move a path, derived once for each list of values. */
export function climbingInputsOf(inputs: Inputs, style: PathStyle): readonly ClimbingInput[] {
  const values = inputs.values();
  const known = cache.get(values);
  if (known?.style === style && known.length === values.length) return known.found;
  const found: ClimbingInput[] = [];
  for (const input of values) {
    if (found.length >= MAX_CLIMBING_INPUTS) break;
    if (mayMovePath(input.value)) addForms(input, style, found);
  }
  cache.set(values, { length: values.length, style, found });
  return found;
}

/** URL parsers drop white space before a scheme, and tabs and line ends within it. */
const FILE_SCHEME = /^\s*f[\t\r\n]*i[\t\r\n]*l[\t\r\n]*e[\t\r\n]*:/i;
const ENCODED_MARK = /%(?:25)*(?:2e|2f|5c|uff0)/i;
const WIDE_DOT_OR_SLASH = /[\uff0e\uff0f\uff3c\u2024\u2025\u2044]/;

/** Cheap test that lets nearly every benign value go at once. */
function mayMovePath(value: string): boolean {
  if (value.startsWith('/') && /\/(?:\/|\.(?:\/|$)|$)/.test(value)) return true;
  if (FILE_SCHEME.test(value)) return true;
  if (ENCODED_MARK.test(value) || WIDE_DOT_OR_SLASH.test(value)) return true;
  for (let at = value.indexOf('..'); at !== -1; at = value.indexOf('..', at + 1)) {
    const next = value[at + 2];
    if (next === '/' || next === '\\' || next === ' ') return true;
    const previous = value[at - 1];
    const opens = previous === undefined || previous === '/' || previous === '\\';
    if (opens && (next === undefined || next === '\0' || next === '%')) return true;
  }
  return false;
}

function addForms(input: Input, style: PathStyle, found: ClimbingInput[]): void {
  const seen = new Set<string>();
  const add = (text: string, transformations: readonly Transformation[]): void => {
    if (seen.has(text)) return;
    seen.add(text);
    for (const tail of climbingTails(text, style)) {
      found.push({ input, transformations, ...tail });
    }
  };
  for (const [text, transformations] of decodings(input.value)) {
    add(text, transformations);
    // Apps strip `../` once, and turn `\` into `/`; what comes out climbs again.
    const partly: readonly Transformation[] = [...transformations, 'part'];
    if (text.includes('..')) add(text.replaceAll('../', ''), partly);
    if (text.includes('..\\')) add(text.replaceAll('..\\', ''), partly);
    if (text.includes('\\')) add(text.replaceAll('\\', '/'), partly);
  }
}

function decodings(value: string): [string, readonly Transformation[]][] {
  const forms: [string, readonly Transformation[]][] = [[value, []]];
  const once = percentDecoded(value);
  if (once !== value) forms.push([once, ['url-decoding']]);
  const twice = percentDecoded(once);
  if (twice !== once) forms.push([twice, ['url-decoding', 'url-decoding']]);
  if (WIDE_DOT_OR_SLASH.test(twice)) {
    const transformations: Transformation[] = ['unicode-normal-form'];
    if (twice !== value) transformations.unshift('url-decoding');
    forms.push([twice.normalize('NFKC'), transformations]);
  }
  return forms;
}

type Tail = Pick<ClimbingInput, 'tail' | 'climbs'>;

/** Normalises one form into what may be left of it in a path. Linear in the form. */
function climbingTails(text: string, style: PathStyle): Tail[] {
  const path = withoutDrive(withoutScheme(text.trim()), style);
  const isRooted = isSeparator(path.charCodeAt(0), style);
  const end = path.indexOf('\0');
  const tail: string[] = [];
  let afterLastParent: string[] | undefined;
  let climbs = false;
  for (const { text: name } of segmentsOf(end === -1 ? path : path.slice(0, end), style)) {
    if (name === '.') continue;
    if (isParent(name, style)) {
      if (tail.pop() === undefined) climbs = true;
      afterLastParent = [];
      continue;
    }
    tail.push(comparable(name));
    afterLastParent?.push(comparable(name));
  }
  const tails: Tail[] = [];
  if (climbs || isRooted) tails.push({ tail, climbs });
  // A router may have cut the first names off, so that even `/a/../x` can climb as `../x`.
  if (isRooted && !climbs && afterLastParent !== undefined) {
    tails.push({ tail: afterLastParent, climbs: true });
  }
  // `/files//etc/x`: what a router leaves of it is absolute.
  const doubled = isRooted ? path.lastIndexOf('//') : 0;
  if (doubled > 0 && !climbs) {
    const names = segmentsOf(path, style, doubled).map((segment) => comparable(segment.text));
    tails.push({ tail: names.filter((name) => name !== '.'), climbs: false });
  }
  return tails.filter(isUsable);
}

function isUsable({ tail }: Tail): boolean {
  const length = tail.reduce((sum, name) => sum + name.length + 1, 0);
  return tail.length > 0 && length <= MAX_TAIL_CHARACTERS;
}

function withoutScheme(text: string): string {
  if (!FILE_SCHEME.test(text)) return text;
  return text.replace(/[\t\r\n]/g, '').replace(/^\s*file:(?:\/\/(?:localhost(?=\/))?)?/i, '');
}

/** A drive is the root of a resolved path, and none of its names. */
function withoutDrive(text: string, style: PathStyle): string {
  return style === 'windows' ? text.replace(/^[\\/]?[a-z]:(?=[\\/])/i, '') : text;
}
