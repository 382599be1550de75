import { closeSync, createReadStream, openSync, readdirSync, readSync, statSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { createGunzip, gunzipSync, constants as zlib } from 'node:zlib';
import { type Backup, Broken, CannotRestore } from './backup-kind.ts';

/** Enough for the comments at the top of a dump, and for the names in the first block of a tar. */
const headBytes = 4096;
const isAddress = /^(s3|sftp|rest|azure|gs|b2|swift|rclone):/;
/** Beginnings of what only its owner can open. */
const locked: readonly (readonly [string, string])[] = [
  ['age-encryption.org', 'age'],
  ['-----BEGIN AGE', 'age'],
  ['-----BEGIN PGP', 'gpg'],
  ['Salted__', 'openssl'],
];
/** Beginnings of packings that we do not unpack. */
const packings: readonly (readonly [string, string])[] = [
  ['28b52ffd', 'zstd -d'],
  ['fd377a58', 'xz -d'],
  ['425a68', 'bzip2 -d'],
  ['504b0304', 'unzip'],
];

const noFile = { head: Buffer.alloc(0), isGzip: false, names: [] };

/** What stands at `where`; of a folder of dumps the newest. Throws `CannotRestore`. */
export function openBackup(where: string): Backup {
  if (isAddress.test(where)) return { ...noFile, path: where, form: 'address' };
  // Programs run elsewhere, and must find it too.
  const place = resolve(where);
  const stats = statSync(place, { throwIfNoEntry: false });
  if (!stats) throw new CannotRestore(`${where} is not there`);
  if (!stats.isDirectory()) return fileAt(place, stats);
  const names = readdirSync(place);
  if (names.includes('toc.dat') || (names.includes('config') && names.includes('keys')))
    return { ...noFile, path: place, form: 'folder', names };
  return newestIn(place, names);
}

/** The whole of a backup's file, unpacked. */
export function contentOf({ path, isGzip }: Backup): Readable {
  const raw = createReadStream(path);
  if (!isGzip) return raw;
  return Readable.from(unpacked(raw), { objectMode: false });
}

async function* unpacked(raw: Readable): AsyncGenerator<Buffer> {
  const gunzip = raw.pipe(createGunzip());
  raw.on('error', (error) => gunzip.destroy(error));
  try {
    yield* gunzip as AsyncIterable<Buffer>;
  } catch (error) {
    throw new Broken(`its packing is damaged: ${(error as Error).message}`, { cause: error });
  }
}

function newestIn(folder: string, names: readonly string[]): Backup {
  const [newest] = names
    .filter((name) => !name.startsWith('.') && !name.endsWith('.sha256'))
    .map((name) => ({ path: join(folder, name), stats: statSync(join(folder, name)) }))
    .filter(({ stats }) => stats.isFile())
    .sort((a, b) => b.stats.mtimeMs - a.stats.mtimeMs);
  if (!newest) throw new CannotRestore(`${folder} holds no file`);
  return fileAt(newest.path, newest.stats);
}

function fileAt(path: string, stats: Stats): Backup {
  if (!stats.isFile()) throw new CannotRestore(`${path} is no file`);
  if (stats.size === 0) throw new Broken(`${basename(path)} is empty`);
  const raw = beginningOf(path);
  const isGzip = raw.readUInt16BE() === 0x1f8b;
  const head = isGzip ? gunzippedStart(raw) : raw;
  if (head.length === 0) throw new Broken(`${basename(path)} breaks off in its first bytes`);
  const text = head.toString('latin1');
  const lock = locked.find(([start]) => text.startsWith(start));
  if (lock)
    throw new CannotRestore(`${basename(path)} is encrypted: open it first, with ${lock[1]}`);
  const packing = packings.find(([start]) => head.toString('hex').startsWith(start));
  if (packing)
    throw new CannotRestore(`${basename(path)} is packed: unpack it first, with ${packing[1]}`);
  return { path, head, isGzip, form: 'file', names: [] };
}

function beginningOf(path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(headBytes);
    // Two bytes at least, to tell a packing by.
    return buffer.subarray(0, Math.max(2, readSync(file, buffer, 0, headBytes, 0)));
  } finally {
    closeSync(file);
  }
}

function gunzippedStart(raw: Buffer): Buffer {
  try {
    return gunzipSync(raw, { finishFlush: zlib.Z_SYNC_FLUSH }).subarray(0, headBytes);
  } catch (error) {
    throw new Broken(`its packing is damaged: ${(error as Error).message}`, { cause: error });
  }
}
