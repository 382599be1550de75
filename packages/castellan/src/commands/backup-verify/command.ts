import { nameOfBackup, restoresFile, type Trial, verifyBackup } from '@castellan/check';
import { escapeUnsafe, safeJson } from '@castellan/core';
import { parseFlags } from '../../parse-flags.ts';
import { UsageError } from '../../usage-error.ts';
import type { Command } from '../command.ts';
import { readRecords, writeRecord } from './records.ts';

const hourMs = 3_600_000;
const defaultMinutes = 60;
const mostTables = 12;
const exitCodes = { restored: 0, broken: 1, unknown: 3 } as const;

/** Restores a backup for real, into a place that is thrown away. */
export const backupVerify: Command = {
  name: 'backup verify',
  summary: 'Restore a backup on trial, into a place that is thrown away, and count what came back',
  usage: `BACKUP [--record] [--name NAME] [--max-age HOURS] [--min-rows TABLE=N …] [--json]

  BACKUP               a dump of PostgreSQL (text, custom, tar, folder), of MariaDB or MySQL, a SQLite
                       database or dump, each also as .gz; a folder of such files (the newest counts);
                       a restic repository, on disk or as s3:…, sftp:…, rest:…
  --record             keep the trial in ${restoresFile}, which castellan check reads (practice I2)
  --name NAME          what is backed up (default: the file's name without its day)
  --max-age HOURS      fail when the backup was made longer ago
  --min-rows TABLE=N   fail when a table has fewer rows; may be given several times
  --max-minutes N      give up after that long (default: ${defaultMinutes})

  Databases are restored by their own servers' programs, which must be installed, in an empty server
  without network that only the trial can reach. A dump is a program: it runs as nobody when you are
  root, without the client's own commands. Beside FILE, FILE.sha256 is held against it.
  A backup that holds a third less than the trial before fails.

  Ends in 0 when it came back, 1 when it did not, 3 when it could not be tried.`,
  examples: [
    'castellan backup verify /var/backups/shop --record --max-age 26',
    'castellan backup verify shop.dump --min-rows public.orders=1000',
    'RESTIC_PASSWORD_FILE=/etc/restic.key castellan backup verify s3:s3.example.com/backups',
  ],
  run,
};

async function run(argv: readonly string[]): Promise<number> {
  const [place = '', ...rest] = argv;
  if (place === '' || place.startsWith('-'))
    throw new UsageError('backup verify takes a file, a folder or the address of a repository');
  const flags = parseFlags(rest, {
    record: { type: 'boolean' },
    name: { type: 'string' },
    'max-age': { type: 'string' },
    'min-rows': { type: 'string', multiple: true },
    'max-minutes': { type: 'string' },
    json: { type: 'boolean' },
  });
  const name = flags.name?.trim() || nameOfBackup(place);
  const maxAge = flags['max-age'];
  const expected = {
    maxAgeMs: maxAge === undefined ? undefined : numberIn('max-age', maxAge) * hourMs,
    minRows: Object.fromEntries((flags['min-rows'] ?? []).map(minimumIn)),
    before: readRecords().find((one) => one.name === name),
  };
  const minutes = numberIn('max-minutes', flags['max-minutes'] ?? String(defaultMinutes));
  if (process.stderr.isTTY) process.stderr.write(`restoring ${escapeUnsafe(place)}…\n`);
  const trial = await verifyBackup(place, name, expected, minutes * 60_000);
  if (flags.record && trial.status === 'restored') writeRecord(trial.record);
  process.stdout.write(flags.json ? `${safeJson(trial)}\n` : `${escaped(wordsOf(trial))}\n`);
  return exitCodes[trial.status];
}

function numberIn(flag: string, text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new UsageError(`--${flag} takes a number above 0, not ${text}`);
  return value;
}

function minimumIn(text: string): [string, number] {
  const [, table = '', rows = ''] = /^(.+)=(\d+)$/.exec(text) ?? [];
  if (table === '') throw new UsageError(`--min-rows takes TABLE=N, not ${text}`);
  return [table, Number(rows)];
}

function wordsOf(trial: Trial): string {
  const kind = 'kind' in trial && trial.kind !== undefined ? ` (${trial.kind})` : '';
  if (trial.status === 'broken') return `✖ does not come back${kind}: ${trial.problem}`;
  if (trial.status === 'unknown') return `? could not be tried${kind}: ${trial.needs}`;
  const { record, tables, notes } = trial;
  const what = tables
    ? `${counted(Object.keys(tables).length, 'table')}, ${counted(record.count, 'row')}`
    : counted(record.count, 'file');
  const lines = [
    `✔ ${record.name} comes back (${record.kind}): ${what}, in ${(record.tookMs / 1000).toFixed(1)} s`,
    `  made ${record.madeAt}`,
    ...largest(tables ?? {}),
    ...notes.map((note) => `  note: ${note}`),
  ];
  return lines.join('\n');
}

function largest(tables: Readonly<Record<string, number>>): string[] {
  const sorted = Object.entries(tables).sort(([, a], [, b]) => b - a);
  const more = sorted.length - mostTables;
  return [
    ...sorted
      .slice(0, mostTables)
      .map(([table, rows]) => `  ${String(rows).padStart(10)}  ${table}`),
    ...(more > 0 ? [`  ${String(more).padStart(10)}  more tables`] : []),
  ];
}

/** Names of tables are whatever a dump says. */
function escaped(text: string): string {
  return text.split('\n').map(escapeUnsafe).join('\n');
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
