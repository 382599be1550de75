import * as z from 'zod';
import { practiceIds } from '../handbook/practice-ids.ts';
import { confidences, severities } from '../vocabulary/severity.ts';
import {
  practiceStatuses,
  reportKinds,
  reportLimits,
  type SentReport,
} from './check-report-type.ts';
import { exactly } from './exactly.ts';
import { hostSections, type HostState, hostStateLimits } from './host-state-type.ts';
import { name, time } from './fields.ts';
import { wireLimits } from './limits.ts';

const practice = z.enum(practiceIds);
const status = z.enum(practiceStatuses);
const text = z.string().max(reportLimits.text);
const day = z.iso.date();

const rule = z
  .object({
    rule: name,
    practice,
    status,
    reason: text,
    attestation: z
      .object({ statement: text, by: name, date: day, until: day })
      .readonly()
      .exactOptional(),
    title: text.exactOptional(),
    controls: z.array(name).max(wireLimits.list).readonly().exactOptional(),
  })
  .readonly();

const finding = z
  .object({
    fingerprint: name,
    rule: name,
    practice,
    severity: z.enum(severities),
    confidence: z.enum(confidences),
    message: text,
    fix: text,
    shownBy: z.array(text).max(wireLimits.list).readonly().exactOptional(),
    file: text.exactOptional(),
    line: z.int().positive().exactOptional(),
    isNew: z.boolean(),
    acceptance: z.object({ reason: text, owner: name, until: day }).readonly().exactOptional(),
  })
  .readonly();

const lines = z
  .array(z.string().max(hostStateLimits.line))
  .max(hostStateLimits.lines)
  .readonly()
  .exactOptional();
const hostState: z.ZodType<HostState> = z
  .object(Object.fromEntries(hostSections.map((section) => [section, lines])))
  .readonly();

/** A report as it is sent. Keys that watch does not keep, such as lines of code, are left out. */
export const sentReportSchema: z.ZodType<SentReport> = exactly<SentReport>()(
  z
    .object({
      version: z.literal(1),
      castellan: name,
      rulesDigest: name,
      target: text,
      kind: z.enum(reportKinds),
      commit: name.exactOptional(),
      isWhole: z.boolean(),
      time,
      practices: z
        .array(z.object({ practice, status, expression: text }).readonly())
        .max(practiceIds.length)
        .readonly(),
      rules: z.array(rule).max(reportLimits.rules).readonly(),
      findings: z.array(finding).max(reportLimits.findings).readonly(),
      hostState: hostState.exactOptional(),
    })
    .readonly(),
);
