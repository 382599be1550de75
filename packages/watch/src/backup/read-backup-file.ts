import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { WatchError } from '../words/watch-error.ts';
import {
  type BackupHead,
  type BackupSummary,
  damaged,
  firstLine,
  lastLine,
  lastLineBytes,
  type TableEnd,
  type TableStart,
} from './backup-format.ts';

/** Hears what a backup holds while it is read. */
export interface BackupReader {
  readonly head?: (head: BackupHead) => Promise<void>;
  readonly table?: (start: TableStart) => Promise<void>;
  /** One row as it stands in the file: a JSON array of texts and nulls. */
  readonly row?: (line: string) => Promise<void> | void;
  readonly tableEnd?: () => Promise<void>;
}

/** Reads a backup to its end and checks every part of it. Throws `WatchError` when one is not as it was written. */
export async function readBackupFile(
  file: string,
  reader: BackupReader = {},
): Promise<BackupSummary> {
  const length = await checkWhole(file);
  const bytes = createReadStream(file, {
    start: firstLine.length,
    end: length - lastLineBytes - 1,
  });
  const text = bytes.pipe(createGunzip());
  bytes.once('error', (error) => text.destroy(error));
  // readline swallows what goes wrong in its input.
  let problem: unknown;
  text.once('error', (error) => (problem = error));
  const lines = createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY });
  const contents = new Contents(file, reader);
  try {
    for await (const line of lines) await contents.take(line);
  } finally {
    text.destroy();
    bytes.destroy();
  }
  if (problem !== undefined) throw damaged(file, 'its content cannot be unpacked', problem);
  return contents.finish();
}

/** The file's size, once its first and last line and its digest are those of a whole backup. */
async function checkWhole(file: string): Promise<number> {
  const handle = await open(file, 'r').catch((cause: NodeJS.ErrnoException) => {
    throw new WatchError(`${file} cannot be read: ${cause.message}`, { cause });
  });
  try {
    const { size } = await handle.stat();
    const start = Buffer.alloc(firstLine.length);
    await handle.read(start, 0, start.length, 0);
    if (start.toString('latin1') !== firstLine) {
      const kind = start.toString('latin1').startsWith(firstLine.slice(0, -3));
      throw kind
        ? new WatchError(`${file} is a backup of a newer watch. Start that version.`)
        : new WatchError(`${file} is no backup of watch, or its beginning is damaged.`);
    }
    const end = Buffer.alloc(lastLineBytes);
    const at = size - lastLineBytes;
    if (at > start.length) await handle.read(end, 0, end.length, at);
    if (!/^\nsha256 [0-9a-f]{64}\n$/.test(end.toString('latin1'))) {
      throw damaged(file, 'its end is missing: it was cut short, or never finished');
    }
    const digest = createHash('sha256');
    for await (const chunk of createReadStream(file, { end: at - 1 })) {
      digest.update(chunk as Buffer);
    }
    if (lastLine(digest.digest('hex')) !== end.toString('latin1')) {
      throw damaged(file, 'its content is not what was written');
    }
    return size;
  } finally {
    await handle.close();
  }
}

/** The lines, one after another, against what each table says of itself. */
class Contents {
  readonly #file: string;
  readonly #reader: BackupReader;
  readonly #tables: { table: string; rows: number }[] = [];
  #head: BackupHead | undefined;
  #open:
    | { readonly table: string; rows: number; readonly digest: ReturnType<typeof createHash> }
    | undefined;
  #isEnded = false;

  constructor(file: string, reader: BackupReader) {
    this.#file = file;
    this.#reader = reader;
  }

  async take(line: string): Promise<void> {
    if (line.startsWith('[') && this.#open !== undefined) {
      this.#open.rows += 1;
      this.#open.digest.update(`${line}\n`);
      await this.#reader.row?.(line);
      return;
    }
    const value = JSON.parse(line) as Partial<BackupHead & TableStart & TableEnd> & {
      readonly end?: number;
    };
    if (value.schema !== undefined) await this.#begin(value as BackupHead);
    else if (value.table !== undefined) await this.#start(value as TableStart);
    else if (value.sha256 !== undefined) await this.#finishTable(value as TableEnd);
    else this.#isEnded = value.end === this.#tables.length;
  }

  finish(): BackupSummary {
    if (!this.#isEnded || this.#head === undefined) {
      throw damaged(this.#file, 'its tables are not all there');
    }
    return { head: this.#head, tables: this.#tables };
  }

  async #begin(head: BackupHead): Promise<void> {
    this.#head = head;
    await this.#reader.head?.(head);
  }

  async #start(start: TableStart): Promise<void> {
    this.#open = { table: start.table, rows: 0, digest: createHash('sha256') };
    await this.#reader.table?.(start);
  }

  async #finishTable({ rows, sha256 }: TableEnd): Promise<void> {
    const open = this.#open;
    if (open === undefined || open.rows !== rows || open.digest.digest('hex') !== sha256) {
      throw damaged(this.#file, `rows of ${open?.table ?? 'a table'} are not what was written`);
    }
    this.#tables.push({ table: open.table, rows });
    this.#open = undefined;
    await this.#reader.tableEnd?.();
  }
}
