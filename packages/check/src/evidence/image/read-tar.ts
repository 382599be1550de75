import { once } from 'node:events';
import { PassThrough, type Readable } from 'node:stream';
import { Parser, type ReadEntry } from 'tar';
import { unpacked } from './unpacked.ts';

/** What is done with an entry: nothing at all passes it over. */
export type OnEntry = (entry: ReadEntry) => Promise<void> | undefined;

/**
 * Reads a tar archive, compressed or not, entry by entry; nothing is written anywhere, and no more than some
 * chunks are held. Resolves to what was wrong with it, if anything; never rejects for what the archive holds.
 */
export async function readTar(
  bytes: Readable,
  onEntry: OnEntry,
  signal: AbortSignal,
): Promise<string | undefined> {
  const works: Promise<void>[] = [];
  let problem: string | undefined;
  const parser = new Parser({
    // What is compressed comes here unpacked, in small pieces.
    zstd: false,
    brotli: false,
    onReadEntry: (entry) => {
      const work = onEntry(entry);
      if (work === undefined) entry.resume();
      else works.push(work);
    },
    onwarn: (code, message) => {
      // Entries of unknown kinds are passed over; what is cut or is no archive is told.
      if (code !== 'TAR_ENTRY_INFO' && code !== 'TAR_ENTRY_UNSUPPORTED')
        problem ??= textOf(message);
    },
  });
  parser.on('error', (error: Error) => {
    problem ??= error.message;
  });
  try {
    for await (const chunk of unpacked(bytes)) {
      signal.throwIfAborted();
      if (!parser.write(chunk)) await once(parser, 'drain', { signal });
    }
    const ended = once(parser, 'end', { signal });
    parser.end();
    await ended;
    await Promise.all(works);
    return problem;
  } catch (error) {
    // Entries that were being read never end: nothing is waited for any more.
    return problem ?? (error as Error).message;
  }
}

function textOf(message: string | Error): string {
  return typeof message === 'string' ? message : message.message;
}

/** The bytes of an entry, at most its first `maxBytes`. */
export function readEntry(entry: ReadEntry, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    entry.on('data', (chunk: Buffer) => {
      if (length < maxBytes) chunks.push(chunk);
      length += chunk.length;
    });
    entry.once('end', () => resolve(Buffer.concat(chunks).subarray(0, maxBytes)));
  });
}

/** Reads an archive within an archive; whatever is left of it then is passed over. */
export async function readInner(
  entry: ReadEntry,
  onEntry: OnEntry,
  signal: AbortSignal,
): Promise<string | undefined> {
  const through = new PassThrough();
  entry.pipe(through);
  const problem = await readTar(through, onEntry, signal);
  entry.unpipe(through);
  entry.resume();
  return problem;
}
