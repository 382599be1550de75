import { literalPattern } from './literal-pattern.ts';

/** One line of a `.gitignore`. */
interface IgnoreLine {
  readonly pattern: RegExp;
  readonly isNegated: boolean;
  readonly foldersOnly: boolean;
}

/** Tells whether a path is ignored, from the texts of ignore files by the folder that they stand in. */
export type IsIgnored = (path: string, isFolder?: boolean) => boolean;

/**
 * What git would ignore (gitignore(5)): the last line that matches decides, deeper files come later,
 * and nothing is taken back inside an ignored folder. `texts` maps a folder (`''` is the root) to the
 * text of its ignore file.
 */
export function ignoredBy(texts: ReadonlyMap<string, string>): IsIgnored {
  const files = [...texts]
    .map(([folder, text]) => ({ folder, lines: linesOf(text) }))
    .sort((a, b) => a.folder.length - b.folder.length);
  const decide = (path: string, isFolder: boolean): boolean => {
    let ignored = false;
    for (const { folder, lines } of files) {
      if (folder !== '' && !path.startsWith(`${folder}/`)) continue;
      const local = folder === '' ? path : path.slice(folder.length + 1);
      for (const line of lines) {
        if (line.foldersOnly && !isFolder) continue;
        if (line.pattern.test(local)) ignored = !line.isNegated;
      }
    }
    return ignored;
  };
  return (path, isFolder = false) => {
    const names = path.split('/');
    for (let depth = 1; depth < names.length; depth += 1)
      if (decide(names.slice(0, depth).join('/'), true)) return true;
    return decide(path, isFolder);
  };
}

/** Whether the last line that matches the path itself, folders above left aside, is no `!` line. */
export function matchedBy(text: string): (path: string) => boolean {
  const lines = linesOf(text);
  return (path) => lines.findLast(({ pattern }) => pattern.test(path))?.isNegated === false;
}

function linesOf(text: string): IgnoreLine[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line) => line.replace(/(?<!\\)[ \t]+$/, ''))
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const isNegated = line.startsWith('!');
      const body = isNegated ? line.slice(1) : line;
      const foldersOnly = body.endsWith('/');
      const bare = foldersOnly ? body.slice(0, -1) : body;
      return { pattern: patternOf(bare), isNegated, foldersOnly };
    });
}

/** A pattern without a slash inside matches a name at any depth; others start at the ignore file. */
function patternOf(glob: string): RegExp {
  const isAnchored = glob.includes('/');
  const body = globSource(glob.replace(/^\//, ''));
  return new RegExp(`^${isAnchored ? '' : '(?:.*/)?'}${body}$`, 's');
}

/** Source of a regular expression for a glob with `*`, `?`, `[…]` and `**`; other signs are literal. */
export function globSource(glob: string): string {
  let source = '';
  let previous = '';
  for (let at = 0; at < glob.length; at += 1) {
    const sign = glob[at] ?? '';
    if (glob.startsWith('**/', at) && (at === 0 || glob[at - 1] === '/')) {
      // Twice in a row means the same and would only make matching slow.
      if (previous !== '**/') source += '(?:[^/]+/)*';
      at += 2;
      previous = '**/';
      continue;
    } else if (glob.startsWith('**', at)) {
      source += '.*';
      while (glob[at + 1] === '*') at += 1;
    } else if (sign === '*') source += '[^/]*';
    else if (sign === '?') source += '[^/]';
    else if (sign === '[' && glob.indexOf(']', at + 2) > 0) {
      const end = glob.indexOf(']', at + 2);
      const members = glob
        .slice(at + 1, end)
        .replace(/^!/, '^')
        .replaceAll('\\', '\\\\');
      source += isClass(members) ? `[${members}]` : literalPattern(glob.slice(at, end + 1));
      at = end;
    } else if (sign === '\\' && at + 1 < glob.length) {
      at += 1;
      source += literalPattern(glob[at] ?? '');
    } else source += literalPattern(sign);
    previous = sign;
  }
  return source;
}

function isClass(members: string): boolean {
  try {
    return new RegExp(`[${members}]`).source !== '';
  } catch {
    return false;
  }
}
