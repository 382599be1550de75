import { WatchError } from '../words/watch-error.ts';

/**
 * A backup: this first line, one gzip member, and a last line with the SHA-256 of all before it.
 * Inside are lines of JSON: the head; for each table its `TableStart`, its rows (arrays of
 * PostgreSQL's text forms) and its `TableEnd`; then the `end`.
 */
export const firstLine = 'castellan watch backup 1\n';

export function lastLine(sha256: string): string {
  return `\nsha256 ${sha256}\n`;
}
export const lastLineBytes: number = lastLine('0'.repeat(64)).length;

/** How many stored secrets are sealed, and with which keys. */
export interface SealedWith {
  readonly secrets: number;
  /** As `keyIdOf` names them. */
  readonly keys: readonly string[];
}

export interface BackupHead {
  readonly madeAt: string;
  readonly watchVersion: string;
  /** Names of the migrations that made the schema, in order. */
  readonly schema: readonly string[];
  /** What only a key can open. */
  readonly sealed: SealedWith;
  /** The key of the stored secrets, where it was asked for. */
  readonly secretsKey?: string;
}

export interface Column {
  readonly name: string;
  readonly type: string;
}

export interface TableStart {
  readonly table: string;
  readonly columns: readonly Column[];
}

export interface TableEnd {
  readonly rows: number;
  /** Of the lines of its rows. */
  readonly sha256: string;
}

/** What a whole backup holds. */
export interface BackupSummary {
  readonly head: BackupHead;
  readonly tables: readonly { readonly table: string; readonly rows: number }[];
}

export function damaged(file: string, how: string, cause?: unknown): WatchError {
  return new WatchError(
    `${file} is damaged (${how}) and nothing was taken from it. Use another backup.`,
    { cause },
  );
}
