import { createHash, randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { WatchError } from '../words/watch-error.ts';
import { firstLine, lastLine } from './backup-format.ts';

/**
 * Writes the lines as a backup. It stands beside its place until it is whole and on the disk, and
 * only its owner can read it: what was there before is replaced by a whole one or not at all.
 */
export async function writeBackupFile(file: string, lines: AsyncIterable<string>): Promise<number> {
  const draft = `${file}.${randomBytes(4).toString('hex')}.partial`;
  const handle = await open(draft, 'wx', 0o600).catch((cause: NodeJS.ErrnoException) => {
    throw new WatchError(`${file} cannot be written: ${cause.message}`, { cause });
  });
  try {
    const digest = createHash('sha256');
    let bytes = 0;
    const put = async (chunk: Buffer): Promise<void> => {
      digest.update(chunk);
      bytes += chunk.length;
      await handle.writeFile(chunk);
    };
    await put(Buffer.from(firstLine));
    await pipeline(lines, createGzip(), async (chunks: AsyncIterable<Buffer>) => {
      for await (const chunk of chunks) await put(chunk);
    });
    const end = Buffer.from(lastLine(digest.digest('hex')));
    await handle.writeFile(end);
    await handle.sync();
    await handle.close();
    await rename(draft, file);
    await syncDirectory(dirname(file));
    return bytes + end.length;
  } catch (cause) {
    await handle.close().catch(() => undefined);
    await rm(draft, { force: true });
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code !== 'ENOSPC' && code !== 'EDQUOT') throw cause;
    throw new WatchError(`${file} cannot be written: ${message}`, { cause });
  }
}

/** So that the new name outlives a power cut. */
async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  await handle.sync().catch(() => undefined);
  await handle.close();
}
