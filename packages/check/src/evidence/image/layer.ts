import type { ReadEntry } from 'tar';
import { cacheOf, isOpenToAll, leftoverOf, maySearch } from '../../analysis/image/notable-files.ts';
import { developmentPackages } from '../../analysis/image/development-packages.ts';
import { moduleIn } from '../../analysis/image/installed-packages.ts';
import {
  type EntryKind,
  type LayerPaths,
  pathInImage,
  whiteout,
} from '../../analysis/image/layer-paths.ts';
import { type FileSecret, secretsIn } from '../../analysis/secrets/file-findings.ts';
import { textOf } from '../collectors/texts.ts';
import { readEntry } from './read-tar.ts';

const maxTextBytes = 1_048_576;

/** Something of note at a path of a layer. */
export type Note =
  | { readonly kind: 'secret'; readonly path: string; readonly secret: FileSecret }
  | { readonly kind: 'privileged'; readonly path: string; readonly lends: 'user' | 'group' }
  | { readonly kind: 'open'; readonly path: string }
  | { readonly kind: 'leftover'; readonly path: string; readonly what: string }
  | { readonly kind: 'packages'; readonly path: string; readonly names: readonly string[] }
  | {
      readonly kind: 'module';
      readonly path: string;
      readonly name: string;
      readonly version: string;
    }
  | { readonly kind: 'text'; readonly path: string; readonly text: string };

/** Files that say what the image is made of. */
const telling =
  /^(?:etc\/os-release|usr\/lib\/os-release|usr\/local\/include\/node\/node_version\.h|usr\/include\/(?:node|nodejs\/src)\/node_version\.h|lib\/apk\/db\/installed|var\/lib\/dpkg\/status(?:\.d\/[^/]+(?<!\.md5sums))?)$/;
const ofModule = /(^|\/)node_modules\/(@[^/]+\/)?[^/]+\/package\.json$/;
const maxManifestBytes = 1_048_576;
const maxTellingBytes = 16_777_216;

/** What was found in one layer while its archive went by. */
export class Layer implements LayerPaths {
  readonly entries: Map<string, EntryKind> = new Map();
  readonly gone: Set<string> = new Set();
  readonly emptied: Set<string> = new Set();
  readonly notes: Note[] = [];
  readonly caches: Map<string, number> = new Map();
  readonly strayPaths: string[] = [];
  hasNodeModules = false;
  problem: string | undefined;

  /** Notes an entry; a promise where its bytes are read. */
  take(entry: ReadEntry): Promise<void> | undefined {
    const path = pathInImage(entry.path);
    const hidden = path === undefined ? undefined : whiteout(path);
    const isStrayWhiteout = hidden !== undefined && pathInImage(hidden.path) === undefined;
    if (path === undefined || isStrayWhiteout) {
      this.strayPaths.push(entry.path);
      return undefined;
    }
    if (hidden !== undefined) {
      (hidden.isWholeFolder ? this.emptied : this.gone).add(hidden.path);
      return undefined;
    }
    const isFolder = entry.type === 'Directory' || entry.type === 'GNUDumpDir';
    this.entries.set(path, isFolder ? 'folder' : 'file');
    const isLink = entry.type === 'SymbolicLink';
    if (!isLink) this.#noteMode(path, entry.mode ?? 0, isFolder);
    if (isFolder || isLink) return undefined;
    return this.#noteFile(path, entry);
  }

  #noteMode(path: string, mode: number, isFolder: boolean): void {
    if (isOpenToAll(path, mode, isFolder)) this.notes.push({ kind: 'open', path });
    const isProgram = !isFolder && (mode & 0o111) !== 0;
    if (isProgram && (mode & 0o4000) !== 0)
      this.notes.push({ kind: 'privileged', path, lends: 'user' });
    else if (isProgram && (mode & 0o2000) !== 0)
      this.notes.push({ kind: 'privileged', path, lends: 'group' });
  }

  #noteFile(path: string, entry: ReadEntry): Promise<void> | undefined {
    const cache = cacheOf(path);
    if (cache !== undefined) this.caches.set(cache, (this.caches.get(cache) ?? 0) + entry.size);
    const what = leftoverOf(path);
    if (what !== undefined) this.notes.push({ kind: 'leftover', path, what });
    const isModule = ofModule.test(path);
    if (isModule) this.hasNodeModules = true;
    if (entry.type !== 'File' && entry.type !== 'OldFile') return undefined;
    if (isModule && entry.size <= maxManifestBytes)
      return readEntry(entry, maxManifestBytes).then((bytes) => {
        const found = moduleIn(bytes.toString('utf8'));
        if (found !== undefined) this.notes.push({ kind: 'module', path, ...found });
      });
    if (telling.test(path) && entry.size <= maxTellingBytes)
      return readEntry(entry, maxTellingBytes).then((bytes) => {
        this.notes.push({ kind: 'text', path, text: bytes.toString('utf8') });
      });
    if (/(^|\/)node_modules\/\.package-lock\.json$/.test(path) && entry.size <= maxTellingBytes)
      return readEntry(entry, maxTellingBytes).then((bytes) => {
        const names = developmentPackages(bytes.toString('utf8'));
        this.notes.push({ kind: 'packages', path, names });
      });
    if (cache !== undefined || entry.size > maxTextBytes || entry.size === 0 || !maySearch(path))
      return undefined;
    return readEntry(entry, maxTextBytes).then((bytes) => {
      const text = textOf(bytes);
      if (text === undefined) return;
      for (const secret of secretsIn(path, text))
        this.notes.push({ kind: 'secret', path, secret: inLayer(path, secret) });
    });
  }
}

/** Settings that come with the distribution are full of examples: what is no known format is doubtful there. */
function inLayer(path: string, secret: FileSecret): FileSecret {
  const isDoubtful = path.startsWith('etc/') && /^(key|password)$/.test(secret.identity);
  return isDoubtful ? { ...secret, confidence: 'possible' } : secret;
}
