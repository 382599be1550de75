import { createHash } from 'node:crypto';
import { type Confidence, confidences, severities, type Severity } from '@castellan/core';
import { globMatcher } from '../analysis/glob.ts';
import type { Acceptance } from '../evidence/collectors/acceptances.ts';
import type { CheckFinding } from './report-type.ts';

/** What a rule's findings weigh here; a rule that is off is told as unknown. */
export type RuleSetting = Severity | 'off';

/** Findings that the team lives with, by rule and file. */
export interface ConfiguredAcceptance {
  readonly rule: string;
  /** A path or glob; all files when left out. */
  readonly file?: string;
  readonly reason: string;
  readonly owner: string;
  /** The last day, `YYYY-MM-DD`. */
  readonly until: string;
}

/** From which severity and confidence on a new finding fails the gate. */
export interface GateBounds {
  readonly severity: Severity;
  readonly confidence: Confidence;
}

/** What a team set in its configuration. */
export interface TeamSettings {
  /** The file that says so. */
  readonly from: string;
  readonly rules: ReadonlyMap<string, RuleSetting>;
  readonly accepted: readonly ConfiguredAcceptance[];
  readonly gate: GateBounds;
}

/** High or worse, and at least likely. */
export const usualGate: GateBounds = { severity: 'high', confidence: 'likely' };

/** New, not accepted, and within the bounds. */
export function failsGate(
  { isNew, acceptance, severity, confidence }: CheckFinding,
  gate: GateBounds = usualGate,
): boolean {
  return (
    isNew &&
    acceptance === undefined &&
    severities.indexOf(severity) <= severities.indexOf(gate.severity) &&
    confidences.indexOf(confidence) <= confidences.indexOf(gate.confidence)
  );
}

/** The severity of a finding: the rule's as it is set; what the finding says of itself may only be milder. */
export function severityBy(
  setting: RuleSetting | undefined,
  ofRule: Severity,
  ofFinding: Severity | undefined,
): Severity {
  if (setting === undefined || setting === 'off') return ofFinding ?? ofRule;
  if (ofFinding === undefined || ofFinding === ofRule) return setting;
  const ranks = [setting, ofFinding].map((one) => severities.indexOf(one));
  return severities[Math.max(...ranks)]!;
}

/** An entry for each finding that is accepted so; one that accepts nothing is told as such. */
export function configuredAcceptances(
  { from, accepted }: TeamSettings,
  findings: readonly CheckFinding[],
): Acceptance[] {
  return accepted.flatMap((entry) => {
    const { rule, file, reason, owner, until } = entry;
    const isMeant = file === undefined ? undefined : globMatcher(file);
    const meant = findings.filter(
      (one) => one.rule === rule && (isMeant === undefined || isMeant(one.file ?? '')),
    );
    const names = meant.map(({ fingerprint }) => fingerprint);
    if (names.length === 0) names.push(nameOf(entry));
    const told = { rule, ...(file !== undefined && { file }), reason, owner, until, from };
    return names.map((fingerprint) => ({ fingerprint, ...told }));
  });
}

/** A fingerprint that no finding has. */
function nameOf(entry: ConfiguredAcceptance): string {
  return createHash('sha256').update(JSON.stringify(entry)).digest('hex').slice(0, 32);
}
