import * as z from 'zod';
import type { Collector } from '../collector.ts';
import { day, readStatements, words } from '../statement-file.ts';

/** What somebody says where no machine can see. */
export interface AttestedEntry {
  readonly rule: string;
  readonly statement: string;
  readonly by: string;
  /** When it was said, `YYYY-MM-DD`. */
  readonly date: string;
  /** The last day on which it counts, `YYYY-MM-DD`. */
  readonly until: string;
  /** Addresses or digests of what backs it. */
  readonly evidence?: readonly string[] | undefined;
}

const attestedFile = 'castellan.attested.json';

const schema = z.strictObject({
  version: z.literal(1),
  attested: z.array(
    z.strictObject({
      rule: words,
      statement: words,
      by: words,
      date: day,
      until: day,
      evidence: z.array(words).readonly().optional(),
    }),
  ),
});

/** The team's statements. */
export const collector: Collector<readonly AttestedEntry[]> = {
  title: 'attestations',
  reads: ['files'],
  async collect(source) {
    const found = await readStatements(source, attestedFile, schema);
    return { value: found?.attested ?? [], origin: attestedFile };
  },
};
