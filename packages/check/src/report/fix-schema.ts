import { practiceIds } from '@castellan/core';
import { exactly } from '@castellan/core/wire';
import * as z from 'zod';
import { type FixReport, fixStates } from '../fixes/fix-report.ts';
import { reportSchema } from './schema.ts';

const text = z.string();
const list = z.array(text).readonly();

/** What `--fix` and `init` did, as JSON carries it. */
export const fixReportSchema: z.ZodType<FixReport> = exactly<FixReport>()(
  z
    .object({
      version: z.literal(1),
      castellan: text,
      target: text,
      isDryRun: z.boolean(),
      fixes: z
        .array(
          z
            .object({
              rule: text,
              practice: z.enum(practiceIds),
              fingerprints: list,
              title: text,
              files: list,
              state: z.enum(fixStates),
              reason: text.exactOptional(),
              afterwards: text.exactOptional(),
              command: text.exactOptional(),
            })
            .readonly(),
        )
        .readonly(),
      files: z
        .array(z.object({ path: text, isNew: z.boolean(), diff: text }).readonly())
        .readonly(),
      report: reportSchema,
    })
    .readonly(),
);

/** The schema for other programs, as JSON Schema. */
export function fixReportJsonSchema(): unknown {
  return z.toJSONSchema(fixReportSchema);
}
