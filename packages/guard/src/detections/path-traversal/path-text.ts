/** How a path is read: Windows also separates by `\` and knows drives and shares. */
export type PathStyle = 'posix' | 'windows';

/** One name between separators; offsets are UTF-16 code units, `end` exclusive. */
export interface Segment {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A path without `.` and `..`: a root (`/`, `c:`, `\\server`) and the names below it. */
export interface ResolvedPath {
  readonly root: string;
  readonly names: readonly string[];
  /** True when `..` asked for more than the root has above it. */
  readonly climbsAboveRoot: boolean;
}

const BACKSLASH = 92;
const SLASH = 47;
const DRIVE = /^[a-z]:/i;

/** Tells the style from the working directory, since the judged process may not be ours. */
export function pathStyleOf(cwd: string): PathStyle {
  return DRIVE.test(cwd) || cwd.startsWith('\\\\') ? 'windows' : 'posix';
}

export function isSeparator(code: number, style: PathStyle): boolean {
  return code === SLASH || (code === BACKSLASH && style === 'windows');
}

export function isAbsolute(text: string, style: PathStyle): boolean {
  return isSeparator(text.charCodeAt(0), style) || (style === 'windows' && DRIVE.test(text));
}

/** True for `..`; Windows drops dots and spaces behind a name, so `.. ` climbs there as well. */
export function isParent(name: string, style: PathStyle): boolean {
  if (name === '..') return true;
  return style === 'windows' && name.startsWith('.. ') && name.trimEnd() === '..';
}

/** The names of a path with their places, empty ones left out. Linear. */
export function segmentsOf(text: string, style: PathStyle, from = 0): Segment[] {
  const segments: Segment[] = [];
  let start = from;
  for (let index = from; index <= text.length; index += 1) {
    if (index < text.length && !isSeparator(text.charCodeAt(index), style)) continue;
    if (index > start) segments.push({ text: text.slice(start, index), start, end: index });
    start = index + 1;
  }
  return segments;
}

/** Splits off what `..` cannot climb above; `undefined` for a relative path. */
function rootOf(text: string, style: PathStyle): { root: string; rest: string } | undefined {
  if (style === 'posix') return text.startsWith('/') ? { root: '/', rest: text } : undefined;
  const path = text.replace(/^[\\/]{2}[?.][\\/](?:unc(?=[\\/]))?/i, (mark) =>
    /unc$/i.test(mark) ? '\\' : '',
  );
  if (DRIVE.test(path)) return { root: path.slice(0, 2).toLowerCase(), rest: path.slice(2) };
  const server = /^[\\/]{2}([^\\/]+)/.exec(path);
  if (server === null) return undefined;
  return { root: `\\\\${(server[1] ?? '').toLowerCase()}`, rest: path.slice(server[0].length) };
}

/** Resolves `text` against `cwd` without touching the file system. Linear, never throws. */
export function resolvePath(text: string, cwd: string, style: PathStyle): ResolvedPath {
  const own = rootOf(text, style);
  const base = rootOf(cwd, style) ?? { root: '/', rest: cwd };
  const names: string[] = [];
  let climbsAboveRoot = false;
  const walk = (part: string): void => {
    for (const { text: name } of segmentsOf(part, style)) {
      if (name === '.') continue;
      if (!isParent(name, style)) names.push(name);
      else if (names.pop() === undefined) climbsAboveRoot = true;
    }
  };
  if (own === undefined && !isAbsolute(text, style)) walk(base.rest);
  walk(own?.rest ?? text);
  return { root: own?.root ?? base.root, names, climbsAboveRoot };
}

/** True when `names` starts with all of `directory`: the directory itself or something below it. */
export function startsWithNames(names: readonly string[], directory: readonly string[]): boolean {
  return directory.length <= names.length && directory.every((name, at) => names[at] === name);
}

/** True when `path` is `directory` or lies below it. */
export function isInside(path: ResolvedPath, directory: ResolvedPath): boolean {
  return path.root === directory.root && startsWithNames(path.names, directory.names);
}

/** Names as file systems that fold case and Unicode forms compare them. */
export function comparable(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}
