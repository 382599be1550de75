import type { Severity } from '@castellan/core';
import * as z from 'zod';
import { acceptedFile } from '../../analysis/statement-files.ts';
import type { Collector } from '../collector.ts';
import { day, readStatements, words } from '../statement-file.ts';

/** A finding that somebody accepted: who, why, until which day. */
interface AcceptedEntry {
  readonly fingerprint: string;
  readonly rule: string;
  readonly file?: string | undefined;
  readonly reason: string;
  readonly owner: string;
  /** The last day, `YYYY-MM-DD`. */
  readonly until: string;
}

/** An entry with what it matched, once the other rules have run. */
export interface Acceptance extends AcceptedEntry {
  /** Severity of the finding that it accepts; null when there is no such finding any more. */
  readonly accepts?: Severity | null;
  /** The file that says so, where it is not the usual one. */
  readonly from?: string;
}

const schema = z.strictObject({
  version: z.literal(1),
  accepted: z.array(
    z.strictObject({
      fingerprint: z.string().regex(/^[0-9a-f]{32}$/, 'a fingerprint is 32 hexadecimal digits'),
      rule: words,
      file: words.optional(),
      reason: words,
      owner: words,
      until: day,
    }),
  ),
});

/** The findings that the team accepted. */
export const collector: Collector<readonly Acceptance[]> = {
  title: 'accepted findings',
  reads: ['files'],
  async collect(source) {
    const found = await readStatements(source, acceptedFile, schema);
    return { value: found?.accepted ?? [], origin: acceptedFile };
  },
};
