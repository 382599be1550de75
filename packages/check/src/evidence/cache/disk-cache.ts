import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { constants } from 'node:fs';
import {
  type FileHandle,
  open as openFile,
  readdir,
  rename,
  rm,
  stat,
  utimes,
} from 'node:fs/promises';
import { join } from 'node:path';
import type { EvidenceCache } from './evidence-cache.ts';
import { implementationDigest } from './implementation-digest.ts';
import { problemOfDirectory } from './own-directory.ts';

const keyFile = 'key';
const keyBytes = 32;
const macLength = 64;
const mostEntryBytes = 64 * 1024 * 1024;
const mostBytes = 256 * 1024 * 1024;
const longestUnusedMs = 30 * 86_400_000;
const entryName = /^[0-9a-f]{64}$/;

/** Where entries stand, and what goes by them. */
export interface DiskCacheOptions {
  readonly directory: string;
  /** What is judged: whoever writes it could have put a cache into it, so that none inside is used. */
  readonly root?: string;
  /** Hears why nothing is remembered, where that is so. */
  readonly onProblem?: (problem: string) => void;
  /** What makes the values: entries of another one do not count. */
  readonly implementation?: () => string;
}

interface Opened {
  readonly key: Buffer;
  readonly implementation: string;
}

/**
 * A cache in a directory of this user alone, opened when first asked. Each entry is signed with a key that
 * stands there too, over its name and text: what is cut off, swapped, or brought from elsewhere is made anew.
 */
export function diskCache(options: DiskCacheOptions): EvidenceCache {
  const { directory } = options;
  let opening: Promise<Opened | undefined> | undefined;
  return {
    remember: async (kind, contents, make) => {
      const opened = await (opening ??= open(options));
      if (opened === undefined) return make();
      const parts = [opened.implementation, kind, ...contents];
      const name = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
      const text = await readEntry(directory, opened.key, name);
      if (text !== undefined) return JSON.parse(text) as Awaited<ReturnType<typeof make>>;
      const value = await make();
      // A cache that cannot be written to is no reason to fail.
      await writeEntry(directory, opened.key, name, JSON.stringify(value)).catch(() => undefined);
      return value;
    },
  };
}

async function open(options: DiskCacheOptions): Promise<Opened | undefined> {
  const { directory, root, onProblem, implementation = implementationDigest } = options;
  let problem = await problemOfDirectory(directory, root);
  if (problem === undefined) {
    try {
      return { key: await keyIn(directory), implementation: implementation() };
    } catch (error) {
      problem = (error as Error).message;
    }
  }
  onProblem?.(problem);
  return undefined;
}

function macOf(key: Buffer, name: string, text: string): string {
  return createHmac('sha256', key).update(`${name}\n${text}`).digest('hex');
}

/** The text of an entry; undefined where there is none that we wrote. */
async function readEntry(
  directory: string,
  key: Buffer,
  name: string,
): Promise<string | undefined> {
  const path = join(directory, name);
  const bytes = await readOwn(path, mostEntryBytes);
  if (bytes === undefined) return undefined;
  const all = bytes.toString('utf8');
  const text = all.slice(macLength + 1);
  const [told, right] = [all.slice(0, macLength), macOf(key, name, text)].map((mac) =>
    Buffer.from(mac),
  ) as [Buffer, Buffer];
  if (told.length !== right.length || !timingSafeEqual(told, right)) return undefined;
  const now = new Date();
  await utimes(path, now, now).catch(() => undefined);
  return text;
}

async function writeEntry(
  directory: string,
  key: Buffer,
  name: string,
  text: string,
): Promise<void> {
  if (text.length > mostEntryBytes / 2) return;
  const draft = join(directory, `${name}.${randomBytes(6).toString('hex')}`);
  const handle = await openFile(draft, 'wx', 0o600);
  await handle.writeFile(`${macOf(key, name, text)}\n${text}`).finally(() => handle.close());
  await rename(draft, join(directory, name));
  await prune(directory);
}

/** Lets go of what was not used for long, and of the oldest where all is too much; drafts of the dead too. */
async function prune(directory: string): Promise<void> {
  const names = (await readdir(directory)).filter((name) => name !== keyFile);
  const entries = await Promise.all(
    names.map(async (name) => ({
      name,
      stats: await stat(join(directory, name)).catch(() => undefined),
    })),
  );
  const known = entries.flatMap(({ name, stats }) =>
    stats === undefined ? [] : [{ name, usedAt: stats.mtimeMs, bytes: stats.size }],
  );
  let room = mostBytes;
  for (const { name, usedAt, bytes } of known.sort((a, b) => b.usedAt - a.usedAt)) {
    room -= bytes;
    const idleMs = Date.now() - usedAt;
    const isDraft = !entryName.test(name) && idleMs > 3_600_000;
    if (room < 0 || idleMs > longestUnusedMs || isDraft)
      await rm(join(directory, name), { force: true });
  }
}

/** The key of a directory, made at its first use. */
async function keyIn(directory: string): Promise<Buffer> {
  const path = join(directory, keyFile);
  const known = await readOwn(path, keyBytes + 1);
  if (known?.length === keyBytes) return known;
  if (known !== undefined) await rm(path, { force: true });
  const made = randomBytes(keyBytes);
  try {
    const handle = await openFile(path, 'wx', 0o600);
    await handle.writeFile(made).finally(() => handle.close());
    return made;
  } catch (error) {
    // Another run may have been first.
    const other = await readOwn(path, keyBytes + 1);
    if (other?.length === keyBytes) return other;
    throw error;
  }
}

/** The bytes of a plain file of this user; links are not followed. */
async function readOwn(path: string, mostRead: number): Promise<Buffer | undefined> {
  let handle: FileHandle;
  try {
    handle = await openFile(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  } catch {
    return undefined;
  }
  try {
    const stats = await handle.stat();
    const isOwn = process.platform === 'win32' || stats.uid === process.getuid?.();
    if (!stats.isFile() || !isOwn || stats.size > mostRead) return undefined;
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}
