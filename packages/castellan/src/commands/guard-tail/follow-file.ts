import { type FileHandle, open, stat } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { LineSplitter } from './line-splitter.ts';

const chunkBytes = 65_536;
const maxLineChars = 1_048_576;

export interface FollowOptions {
  /** Ends the following; what is already written is still read. */
  readonly signal: AbortSignal;
  readonly intervalMs: number;
}

/** Complete lines of the file as it is now. Throws ENOENT and the like. */
export async function* readLines(file: string): AsyncGenerator<string> {
  const handle = await open(file);
  try {
    yield* rest(new Cursor(handle), new LineSplitter(maxLineChars));
  } finally {
    await handle.close();
  }
}

/**
 * Lines of the file, then lines as they are appended. A file that is not there yet is waited for; one
 * that was moved aside is read to its end before the new one; one that was cut short starts anew.
 * Yields undefined whenever it has caught up. Looks at the file at every interval: notifications miss changes on network and container volumes.
 */
export async function* followLines(
  file: string,
  { signal, intervalMs }: FollowOptions,
): AsyncGenerator<string | undefined> {
  const lines = new LineSplitter(maxLineChars);
  let cursor: Cursor | undefined;
  try {
    for (;;) {
      const isLast = signal.aborted;
      cursor ??= await openCursor(file);
      if (cursor !== undefined) yield* rest(cursor, lines);
      if (cursor !== undefined && (await cursor.isReplacedAt(file))) {
        yield* rest(cursor, lines);
        await cursor.handle.close();
        cursor = undefined;
        lines.restart();
        continue;
      }
      if (isLast) return;
      yield undefined;
      await pause(intervalMs, undefined, { signal }).catch(() => undefined);
    }
  } finally {
    await cursor?.handle.close();
  }
}

class Cursor {
  readonly handle: FileHandle;
  #offset = 0;

  constructor(handle: FileHandle) {
    this.handle = handle;
  }

  /** The next bytes; empty at the end of the file. */
  async next(): Promise<Buffer> {
    const { bytesRead, buffer } = await this.handle.read(
      Buffer.alloc(chunkBytes),
      0,
      chunkBytes,
      this.#offset,
    );
    this.#offset += bytesRead;
    return buffer.subarray(0, bytesRead);
  }

  /** True when the file became shorter than what was read; reading begins anew then. */
  async wasCut(): Promise<boolean> {
    if ((await this.handle.stat()).size >= this.#offset) return false;
    this.#offset = 0;
    return true;
  }

  /** True when another file stands at the path now. A file that is missing may yet come back. */
  async isReplacedAt(file: string): Promise<boolean> {
    const there = await stat(file).catch(() => undefined);
    return there !== undefined && there.ino !== (await this.handle.stat()).ino;
  }
}

async function openCursor(file: string): Promise<Cursor | undefined> {
  try {
    return new Cursor(await open(file));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function* rest(cursor: Cursor, lines: LineSplitter): AsyncGenerator<string> {
  if (await cursor.wasCut()) lines.restart();
  for (let bytes = await cursor.next(); bytes.length > 0; bytes = await cursor.next()) {
    yield* lines.add(bytes);
  }
}
