import type { AttestedEntry } from '../evidence/collectors/attestations.ts';
import type { Rule, RuleFinding } from '../rules/rule.ts';
import type { Verdict } from './judge-rule.ts';
import type { CheckFinding, RuleOutcome } from './report-type.ts';

/** What is told of a rule. A statement of a person answers only what evidence left unknown. */
export function outcomeOf(
  { id, practice, isAttestable }: Rule,
  verdict: Verdict,
  attested: readonly AttestedEntry[],
  now: number,
  elapsedMs: number,
): RuleOutcome {
  const base = { rule: id, practice, elapsedMs: Math.round(elapsedMs * 10) / 10 };
  if (verdict.status === 'error') return { ...base, status: 'error', reason: verdict.problem };
  if (verdict.status === 'fail')
    return { ...base, status: 'fail', reason: summaryOf(verdict.findings, verdict.fact) };
  if (verdict.status !== 'unknown')
    return { ...base, status: verdict.status, reason: verdict.fact };
  const entry = isAttestable ? currentEntry(attested, now, (one) => one.rule === id) : undefined;
  if (!entry) return { ...base, status: 'unknown', reason: verdict.needs };
  const { statement, by, date, until } = entry;
  return {
    ...base,
    status: 'attested',
    reason: statement,
    attestation: { statement, by, date, until },
  };
}

/** Where every finding of a rule is accepted, the rule holds on the word of those who accepted. */
export function withAcceptances(
  outcome: RuleOutcome,
  findings: readonly CheckFinding[],
): RuleOutcome {
  if (outcome.status !== 'fail') return outcome;
  const own = findings.filter(({ rule }) => rule === outcome.rule);
  const accepted = own.flatMap(({ acceptance }) => acceptance ?? []);
  if (accepted.length < own.length) return outcome;
  const owners = [...new Set(accepted.map(({ owner }) => owner))].join(', ');
  const until = accepted.map((one) => one.until).sort()[0];
  return {
    ...outcome,
    status: 'attested',
    reason: `${own.length} accepted by ${owners}, until ${until}`,
  };
}

function summaryOf(findings: readonly RuleFinding[], fact: string | undefined): string {
  const found = findings.length === 1 ? findings[0]!.message : `${findings.length} findings`;
  return fact === undefined ? found : `${found}; ${fact}`;
}

/** The statement that holds today, among those that are meant. */
export function currentEntry(
  attested: readonly AttestedEntry[],
  now: number,
  isMeant: (entry: AttestedEntry) => boolean,
): AttestedEntry | undefined {
  const today = new Date(now).toISOString().slice(0, 10);
  return attested.find((one) => isMeant(one) && one.date <= today && today <= one.until);
}
