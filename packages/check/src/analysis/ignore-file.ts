import { globMatcher } from './glob.ts';

/** One line of a `.gitignore`. */
interface IgnoreLine {
  readonly matches: (path: string) => boolean;
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
        if (line.matches(local)) ignored = !line.isNegated;
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
  return (path) => lines.findLast(({ matches }) => matches(path))?.isNegated === false;
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
      return { matches: matcherOf(bare), isNegated, foldersOnly };
    });
}

/** A pattern without a slash inside matches a name at any depth; others start at the ignore file. */
function matcherOf(glob: string): (path: string) => boolean {
  const isAnchored = glob.includes('/');
  return globMatcher(`${isAnchored ? '' : '**/'}${glob.replace(/^\//, '')}`);
}
