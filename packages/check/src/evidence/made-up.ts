import { type Entry, foldersOf, type Source } from './source.ts';

const encoder = new TextEncoder();

/** A directory that exists only as a table of texts by path: for the examples of rules. */
export function madeUpSource(files: Readonly<Record<string, string>>): Source {
  const bytes = new Map(Object.entries(files).map(([path, text]) => [path, encoder.encode(text)]));
  const entryOf = (path: string): Entry[] => {
    const content = bytes.get(path);
    return content === undefined ? [] : [{ path, bytes: content.length, isLink: false }];
  };
  return {
    name: 'example',
    list: (enter) =>
      Promise.resolve(
        [...bytes.keys()].filter((path) => foldersOf(path).every(enter)).flatMap(entryOf),
      ),
    stat: (paths) => Promise.resolve(paths.flatMap(entryOf)),
    read: (path, maxBytes) => Promise.resolve(bytes.get(path)?.subarray(0, maxBytes)),
    execute: () => Promise.resolve(undefined),
  };
}
