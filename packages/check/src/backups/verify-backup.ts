import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { RestoreRecord } from '../evidence/collectors/restores.ts';
import { Broken, CannotRestore, type Restored } from './backup-kind.ts';
import { matchesDigest } from './digest.ts';
import { openBackup } from './open-backup.ts';
import { backupKinds } from './registry.generated.ts';
import { inWorkspace } from './workspace.ts';

/** What a backup is held against. */
export interface Expected {
  /** The most milliseconds since it was made. */
  readonly maxAgeMs?: number | undefined;
  /** The fewest rows by table. */
  readonly minRows: Readonly<Record<string, number>>;
  /** The trial before: a backup that shrinks by a third is not the same backup. */
  readonly before?: RestoreRecord | undefined;
}

/** What came of one trial. `unknown` is never a pass: it names what would let it be tried. */
export type Trial =
  | {
      readonly status: 'restored';
      readonly record: RestoreRecord;
      readonly tables?: Readonly<Record<string, number>>;
      readonly notes: readonly string[];
    }
  | { readonly status: 'broken'; readonly kind?: string; readonly problem: string }
  | { readonly status: 'unknown'; readonly kind?: string; readonly needs: string };

const shrunkBy = 0.3;

/** Restores the backup at `place` into a place that is thrown away, and judges what came back. */
export async function verifyBackup(
  place: string,
  name: string,
  expected: Expected,
  timeoutMs: number,
): Promise<Trial> {
  let kind: string | undefined;
  try {
    const backup = openBackup(place);
    const found = backupKinds.find((one) => one.recognises(backup));
    const known = backupKinds.map(({ title }) => title).join(', ');
    if (!found) throw new CannotRestore(`a backup that is known: ${known}`);
    kind = found.title;
    await matchesDigest(backup);
    const startedAt = Date.now();
    const restored = await inWorkspace(timeoutMs, (workspace) => found.restore(backup, workspace));
    const record = {
      name,
      kind,
      restoredAt: new Date(startedAt).toISOString(),
      madeAt: new Date(restored.madeAt ?? statSync(backup.path).mtimeMs).toISOString(),
      tookMs: Date.now() - startedAt,
      bytes: backup.form === 'address' ? 0 : bytesOf(backup.path),
      count: countOf(restored),
    };
    judge(record, restored, expected);
    const { tables, notes } = restored;
    return { status: 'restored', record, ...(tables && { tables }), notes };
  } catch (error) {
    const what = kind === undefined ? {} : { kind };
    if (error instanceof Broken) return { status: 'broken', ...what, problem: error.message };
    if (error instanceof CannotRestore) return { status: 'unknown', ...what, needs: error.message };
    throw error;
  }
}

function countOf({ tables, files }: Restored): number {
  return tables ? Object.values(tables).reduce((sum, rows) => sum + rows, 0) : (files ?? 0);
}

function judge(record: RestoreRecord, { tables }: Restored, expected: Expected): void {
  const { maxAgeMs, minRows, before } = expected;
  if (record.count === 0) throw new Broken('nothing is in it');
  const ageMs = Date.parse(record.restoredAt) - Date.parse(record.madeAt);
  if (maxAgeMs !== undefined && ageMs > maxAgeMs)
    throw new Broken(`it was made on ${record.madeAt.slice(0, 16)}Z: that is too long ago`);
  for (const [table, rows] of Object.entries(minRows)) {
    const there = tables?.[table];
    if (there === undefined) throw new Broken(`the table ${table} is not in it`);
    if (there < rows) throw new Broken(`${table} has ${there} rows, fewer than ${rows}`);
  }
  if (before && record.count < before.count * (1 - shrunkBy))
    throw new Broken(
      `it holds ${record.count}, where the trial of ${before.restoredAt.slice(0, 10)} found ${before.count}; ` +
        'if that is right, remove that record',
    );
}

function bytesOf(path: string): number {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.size;
  return readdirSync(path).reduce((sum, name) => sum + bytesOf(join(path, name)), 0);
}

/** What a backup at `place` is called where nobody says: its name without days, numbers and endings. */
export function nameOfBackup(place: string): string {
  const plain = basename(place)
    .replace(/\..*$/, '')
    .replace(/[\d_:TZ-]+$/, '')
    .replace(/[\d]{4,}.*$/, '');
  return plain === '' ? 'backup' : plain;
}
