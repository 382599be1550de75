import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseRestores, type RestoreRecord, restoresFile } from '@castellan/check';

/** The trials on record in this folder. Throws an error that names what is wrong with the file. */
export function readRecords(): readonly RestoreRecord[] {
  return existsSync(restoresFile) ? parseRestores(readFileSync(restoresFile, 'utf8')) : [];
}

/** Keeps the newest trial of each backup; older ones are in the history of the file. */
export function writeRecord(record: RestoreRecord): void {
  const others = readRecords().filter(({ name }) => name !== record.name);
  const restores = [...others, record].sort((a, b) => a.name.localeCompare(b.name));
  writeFileSync(restoresFile, `${JSON.stringify({ version: 1, restores }, null, 2)}\n`);
}
