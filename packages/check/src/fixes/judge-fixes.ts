import type { CheckFinding, CheckReport } from '../engine/report-type.ts';
import type { PatchFix } from './collect-fixes.ts';

/** Above this many fixes nobody is found guilty one by one: all of them are left out. */
const mostAlone = 25;

/** How new findings are traced to fixes. */
export interface Judging {
  /** Whether a new finding counts as harm. */
  counts(finding: CheckFinding): boolean;
  /** Judges one fix by itself; asked only when no file tells who made a new finding. */
  alone(fix: PatchFix): Promise<CheckReport>;
}

/** The fixes that did not help, or without which a new finding would not be there, each with why. */
export async function faultsOf(
  fixes: readonly PatchFix[],
  before: CheckReport,
  after: CheckReport,
  { counts, alone }: Judging,
): Promise<Map<PatchFix, string>> {
  const faults = new Map<PatchFix, string>();
  const remaining = remainingOf(fixes, before, after);
  for (const fix of fixes) {
    if (fix.fingerprints.some((one) => remaining.has(one)))
      faults.set(fix, 'the finding is still there');
    else if (isBroken(fix, after)) faults.set(fix, 'its rule can no longer be judged');
  }
  const fresh = newFindings(before, after).filter(counts);
  for (const finding of fresh) {
    const touching = fixes.filter(({ files }) => files.includes(finding.file ?? ''));
    for (const fix of touching) faults.set(fix, reasonOf(finding));
    if (touching.length > 0 || faults.size > 0) continue;
    for (const fix of fixes) {
      const isGuilty =
        fixes.length === 1 ||
        fixes.length > mostAlone ||
        newFindings(before, await alone(fix)).some(
          ({ fingerprint }) => fingerprint === finding.fingerprint,
        );
      if (isGuilty) faults.set(fix, reasonOf(finding));
    }
    // Only together they make it: none of them is kept.
    if (faults.size === 0) for (const fix of fixes) faults.set(fix, reasonOf(finding));
  }
  return faults;
}

/**
 * Fingerprints of fixes whose findings did not go away. Alike findings of a file are numbered, so that of two
 * the other takes the number of the one that went: there their count tells.
 */
function remainingOf(
  fixes: readonly PatchFix[],
  before: CheckReport,
  after: CheckReport,
): Set<string> {
  const kindOf = ({ rule, file, message }: CheckFinding): string =>
    JSON.stringify([rule, file, message]);
  const mended = new Set(fixes.flatMap(({ fingerprints }) => fingerprints));
  const expected = new Map<string, number>();
  const count = (findings: readonly CheckFinding[], by: 1 | -1): void => {
    for (const one of findings) expected.set(kindOf(one), (expected.get(kindOf(one)) ?? 0) + by);
  };
  count(before.findings, 1);
  count(
    before.findings.filter(({ fingerprint }) => mended.has(fingerprint)),
    -1,
  );
  count(after.findings, -1);
  // Below zero: more of the kind are there than would be, had each fix helped.
  return new Set(
    after.findings
      .filter((one) => mended.has(one.fingerprint) && (expected.get(kindOf(one)) ?? 0) < 0)
      .map(({ fingerprint }) => fingerprint),
  );
}

/** Findings of `after` that `before` does not have. */
export function newFindings(before: CheckReport, after: CheckReport): CheckFinding[] {
  const known = new Set(before.findings.map(({ fingerprint }) => fingerprint));
  return after.findings.filter(({ fingerprint }) => !known.has(fingerprint));
}

/** A file that could not be read before, such as a template, is no fault of fixes of other files. */
function isBroken({ rule, files }: PatchFix, { rules: outcomes }: CheckReport): boolean {
  const outcome = outcomes.find((one) => one.rule === rule);
  if (outcome?.status !== 'unknown') return outcome?.status === 'error';
  const [, unread] = /^(\S+\.\w+): /.exec(outcome.reason) ?? [];
  return unread === undefined || files.includes(unread);
}

function reasonOf({ rule, message }: CheckFinding): string {
  return `it makes a new finding of ${rule}: ${message}`;
}
