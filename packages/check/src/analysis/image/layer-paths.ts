/** What a layer has at a path. */
export type EntryKind = 'folder' | 'file';

/** One layer as far as later layers hide what earlier ones hold. Paths have no slash at either end. */
export interface LayerPaths {
  readonly entries: ReadonlyMap<string, EntryKind>;
  /** What it takes away. */
  readonly gone: ReadonlySet<string>;
  /** Folders of which it takes everything away that was there before. */
  readonly emptied: ReadonlySet<string>;
}

const mark = '.wh.';
const emptyMark = '.wh..wh..opq';

/** `etc/passwd` of `./etc/passwd`, `/etc/passwd` or `etc/passwd/`; undefined for a path that steps out of the image. */
export function pathInImage(path: string): string | undefined {
  if (path.includes('\0')) return undefined;
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  return parts.includes('..') ? undefined : parts.join('/');
}

/** What a whiteout takes away (OCI image layers): a path, or all that is in a folder. Undefined for other entries. */
export function whiteout(path: string): { path: string; isWholeFolder: boolean } | undefined {
  const at = path.lastIndexOf('/') + 1;
  const [folder, name] = [path.slice(0, Math.max(0, at - 1)), path.slice(at)];
  if (name === emptyMark) return { path: folder, isWholeFolder: true };
  // Other marks of this kind are the union file system's own.
  if (!name.startsWith(mark) || name.startsWith(mark + mark)) return undefined;
  const hidden = name.slice(mark.length);
  return { path: folder === '' ? hidden : `${folder}/${hidden}`, isWholeFolder: false };
}

/** Whether layers after the one at `index` hide what it has at `path`. */
export function isHidden(path: string, index: number, layers: readonly LayerPaths[]): boolean {
  const above = foldersAbove(path);
  return layers
    .slice(index + 1)
    .some(
      ({ entries, gone, emptied }) =>
        entries.get(path) === 'file' ||
        gone.has(path) ||
        above.some(
          (folder) => gone.has(folder) || emptied.has(folder) || entries.get(folder) === 'file',
        ),
    );
}

/** `a`, `a/b` of `a/b/c`, and the root. */
function foldersAbove(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return ['', ...parts.map((_, index) => parts.slice(0, index + 1).join('/'))];
}
