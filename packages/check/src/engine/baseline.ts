import { type PracticeId, practiceIds } from '@castellan/core';
import * as z from 'zod';
import { type Status, statuses } from './report-type.ts';

/** Where the findings that were there before are kept. */
export const baselineFile = 'castellan.baseline.json';

/** What was known before: findings, and of a whole report also how things stood. */
export interface Baseline {
  /** Rules by the fingerprints of their findings. */
  readonly findings: ReadonlyMap<string, string>;
  /** When the report was made, ISO 8601. */
  readonly time?: string;
  readonly practices?: ReadonlyMap<PracticeId, Status>;
}

const practice = z.object({ practice: z.enum(practiceIds), status: z.enum(statuses) });
const schema = z.object({
  version: z.literal(1),
  findings: z.array(z.object({ rule: z.string(), fingerprint: z.string() })),
  time: z.string().optional(),
  practices: z.array(practice).optional(),
});

/** The baseline in `text`, which may be a whole report as JSON too. Throws an error that says what is wrong with it. */
export function parseBaseline(text: string): Baseline {
  const result = schema.safeParse(JSON.parse(text));
  if (!result.success) throw new Error(z.prettifyError(result.error).replace(/\s*\n\s*/g, ' '));
  const { findings, time, practices } = result.data;
  return {
    findings: new Map(findings.map(({ fingerprint, rule }) => [fingerprint, rule])),
    ...(time !== undefined && { time }),
    ...(practices && { practices: new Map(practices.map((one) => [one.practice, one.status])) }),
  };
}

/** The baseline as it is written: sorted, so that a diff shows what came and went. */
export function baselineText(
  findings: readonly { readonly fingerprint: string; readonly rule: string }[],
): string {
  const sorted = findings
    .map(({ rule, fingerprint }) => ({ rule, fingerprint }))
    .sort((a, b) => (`${a.rule} ${a.fingerprint}` < `${b.rule} ${b.fingerprint}` ? -1 : 1));
  return `${JSON.stringify({ version: 1, findings: sorted }, null, 2)}\n`;
}
