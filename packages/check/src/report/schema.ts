import { confidences, practiceIds, severities } from '@castellan/core';
import { exactly } from '@castellan/core/wire';
import * as z from 'zod';
import { type CheckFinding, type CheckReport, statuses } from '../engine/report-type.ts';
import { targets } from '../rules/rule.ts';

const text = z.string();
const practice = z.enum(practiceIds);
const status = z.enum(statuses);
const line = z.int().positive();
const day = z.iso.date();

const acceptance = z.object({ reason: text, owner: text, until: day }).readonly();
const attestation = z.object({ statement: text, by: text, date: day, until: day }).readonly();
const frame = z.object({ start: line, lines: z.array(text).readonly(), marked: line }).readonly();

const steps = z.array(z.object({ file: text, line, text }).readonly()).readonly();

const finding: z.ZodType<CheckFinding> = exactly<CheckFinding>()(
  z
    .object({
      fingerprint: text,
      rule: text,
      practice,
      severity: z.enum(severities),
      confidence: z.enum(confidences),
      message: text,
      fix: text,
      shownBy: z.array(text).readonly().exactOptional(),
      file: text.exactOptional(),
      line: line.exactOptional(),
      column: line.exactOptional(),
      frame: frame.exactOptional(),
      steps: steps.exactOptional(),
      alsoAt: z.array(line).readonly().exactOptional(),
      isFixable: z.boolean().exactOptional(),
      isNew: z.boolean(),
      acceptance: acceptance.exactOptional(),
    })
    .readonly(),
);

const rule = z
  .object({
    rule: text,
    practice,
    status,
    reason: text,
    attestation: attestation.exactOptional(),
    elapsedMs: z.number().nonnegative(),
  })
  .readonly();

const evidence = z
  .object({
    name: text,
    status: z.enum(['available', 'unavailable', 'broken']),
    origin: text,
    time: text.exactOptional(),
    elapsedMs: z.number().nonnegative().exactOptional(),
  })
  .readonly();

const list = z.array(text).readonly();
const count = z.int().nonnegative();

const trend = z
  .object({
    since: text.exactOptional(),
    new: count,
    known: count,
    gone: count,
    practices: z.array(z.object({ practice, from: status, to: status }).readonly()).readonly(),
  })
  .readonly();

/** The report as JSON carries it. */
export const reportSchema: z.ZodType<CheckReport> = exactly<CheckReport>()(
  z
    .object({
      version: z.literal(1),
      castellan: text,
      rulesDigest: text,
      target: text,
      kind: z.enum(targets),
      commit: text.exactOptional(),
      isWhole: z.boolean(),
      time: z.iso.datetime(),
      elapsedMs: z.number().nonnegative(),
      practices: z
        .array(
          z
            .object({
              practice,
              status,
              expression: text,
              attestation: attestation.exactOptional(),
            })
            .readonly(),
        )
        .readonly(),
      rules: z.array(rule).readonly(),
      findings: z.array(finding).readonly(),
      evidence: z.array(evidence).readonly(),
      trend: trend.exactOptional(),
      gate: z
        .object({
          failing: list,
          incomplete: list,
          severity: z.enum(severities).exactOptional(),
          confidence: z.enum(confidences).exactOptional(),
        })
        .readonly(),
      exitCode: z.union([z.literal(0), z.literal(1), z.literal(3)]),
    })
    .readonly(),
);

/** The schema for other programs, as JSON Schema. */
export function reportJsonSchema(): unknown {
  return z.toJSONSchema(reportSchema);
}
