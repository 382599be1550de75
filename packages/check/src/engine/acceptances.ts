import { type Severity, severities } from '@castellan/core';
import type { Acceptance } from '../evidence/collectors/acceptances.ts';
import type { CheckFinding } from './report-type.ts';

/** The findings with what accepts each. An acceptance of another rule, or past its day, accepts nothing. */
export function accept(
  findings: readonly CheckFinding[],
  accepted: readonly Acceptance[],
  now: number,
): CheckFinding[] {
  const today = new Date(now).toISOString().slice(0, 10);
  const current = new Map(
    accepted.filter(({ until }) => until >= today).map((entry) => [entry.fingerprint, entry]),
  );
  return findings.map((finding) => {
    const entry = current.get(finding.fingerprint);
    if (entry === undefined || entry.rule !== finding.rule) return finding;
    const { reason, owner, until } = entry;
    return { ...finding, acceptance: { reason, owner, until } };
  });
}

/** The acceptances with what each accepts, as far as their rules have run. */
export function withMatches(
  accepted: readonly Acceptance[],
  findings: readonly CheckFinding[],
  rulesRun: ReadonlySet<string>,
): Acceptance[] {
  return accepted.map((entry) => {
    if (!rulesRun.has(entry.rule)) return entry;
    const found = findings.filter(({ fingerprint }) => fingerprint === entry.fingerprint);
    return { ...entry, accepts: worst(found) };
  });
}

function worst(findings: readonly CheckFinding[]): Severity | null {
  const ranks = findings.map(({ severity }) => severities.indexOf(severity));
  return ranks.length === 0 ? null : (severities[Math.min(...ranks)] ?? null);
}
