import type { Workspace } from './workspace.ts';

/** A backup that is to be restored, as its first bytes show it. */
export interface Backup {
  /** A file, a folder, or the address of a repository. */
  readonly path: string;
  /** The first bytes, unpacked where the file is gzip; empty for what is no file. */
  readonly head: Buffer;
  readonly isGzip: boolean;
  readonly form: 'file' | 'folder' | 'address';
  /** What a folder holds; empty for the others. */
  readonly names: readonly string[];
}

/** What came back when a backup was restored. */
export interface Restored {
  /** Tables with their rows, or undefined where files are what is kept. */
  readonly tables?: Readonly<Record<string, number>>;
  readonly files?: number;
  /** When the backup was made, milliseconds since 1970; undefined: as its file says. */
  readonly madeAt?: number;
  /** What was left out, and why that is no fault of the backup. */
  readonly notes: readonly string[];
}

/** One way in which backups are made. One file each below `kinds/`. */
export interface BackupKind {
  /** As people know it. */
  readonly title: string;
  recognises(backup: Backup): boolean;
  /** Restores into a place that is thrown away. Throws `Broken` or `CannotRestore`. */
  restore(backup: Backup, workspace: Workspace): Promise<Restored>;
}

/** The backup does not come back, or not whole. */
export class Broken extends Error {
  override readonly name = 'Broken';
}

/** It could not be tried; says what would let it be. Never a pass. */
export class CannotRestore extends Error {
  override readonly name = 'CannotRestore';
}
