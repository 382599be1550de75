import { type PracticeId, practiceIds } from '@castellan/core';
import * as z from 'zod';
import { attestedFile } from '../../analysis/statement-files.ts';
import type { Collector } from '../collector.ts';
import { day, parseStatements, readStatements, words } from '../statement-file.ts';

/** What somebody says where no machine can see. */
export interface AttestedEntry {
  /** A rule that people may answer, or a practice of which no rule judges all. One of the two. */
  readonly rule?: string | undefined;
  readonly practice?: PracticeId | undefined;
  readonly statement: string;
  readonly by: string;
  /** When it was said, `YYYY-MM-DD`. */
  readonly date: string;
  /** The last day on which it counts, `YYYY-MM-DD`. */
  readonly until: string;
  /** Addresses or digests of what backs it. */
  readonly evidence?: readonly string[] | undefined;
}

const schema = z.strictObject({
  version: z.literal(1),
  attested: z.array(
    z
      .strictObject({
        rule: words.optional(),
        practice: z.enum(practiceIds).optional(),
        statement: words,
        by: words,
        date: day,
        until: day,
        evidence: z.array(words).readonly().optional(),
      })
      .refine((entry) => (entry.rule === undefined) !== (entry.practice === undefined), {
        error: 'an entry names a rule or a practice',
      }),
  ),
});

/** The statements in the text of the file. Throws an error that says what is wrong with it. */
export function parseAttested(text: string): readonly AttestedEntry[] {
  return parseStatements(text, attestedFile, schema).attested;
}

/** The team's statements. */
export const collector: Collector<readonly AttestedEntry[]> = {
  title: 'attestations',
  reads: ['files'],
  async collect(source) {
    const found = await readStatements(source, attestedFile, schema);
    return { value: found?.attested ?? [], origin: attestedFile };
  },
};
