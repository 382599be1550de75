import * as z from 'zod';
import { restoresFile } from '../../analysis/statement-files.ts';
import type { Collector } from '../collector.ts';
import { parseStatements, readStatements, words } from '../statement-file.ts';

/** A backup that was restored on trial and came back whole. */
export interface RestoreRecord {
  /** What is backed up, as the team calls it. */
  readonly name: string;
  /** Of what make the backup was. */
  readonly kind: string;
  /** When it was restored, ISO 8601 in UTC. */
  readonly restoredAt: string;
  /** When the backup was made, ISO 8601 in UTC. */
  readonly madeAt: string;
  /** How long it took: what the team would wait for on a bad day. */
  readonly tookMs: number;
  readonly bytes: number;
  /** Rows of all tables, or files. */
  readonly count: number;
}

const when = z.iso.datetime();
const amount = z.int().nonnegative();
const schema = z.strictObject({
  version: z.literal(1),
  restores: z.array(
    z.strictObject({
      name: words,
      kind: words,
      restoredAt: when,
      madeAt: when,
      tookMs: amount,
      bytes: amount,
      count: amount,
    }),
  ),
});

/** The trials in the text of the file. Throws an error that names the place. */
export function parseRestores(text: string): readonly RestoreRecord[] {
  return parseStatements(text, restoresFile, schema).restores;
}

/** The backups that the team restored on trial, the newest trial of each. */
export const collector: Collector<readonly RestoreRecord[]> = {
  title: 'trial restores',
  reads: ['files'],
  async collect(source) {
    const found = await readStatements(source, restoresFile, schema);
    return { value: found?.restores ?? [], origin: restoresFile };
  },
};
