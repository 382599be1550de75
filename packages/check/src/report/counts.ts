import type { Severity } from '@castellan/core';
import type { CheckFinding, CheckReport, PracticeOutcome, Status } from '../engine/report-type.ts';

/** How each status reads in a sentence. */
export const statusWords: Readonly<Record<Status, string>> = {
  pass: 'pass',
  fail: 'fail',
  attested: 'attested',
  unknown: 'unknown',
  'not-applicable': 'not applicable',
  error: 'could not be judged',
};

/** A sign for each status, told apart without colour too. */
export const statusSigns: Readonly<Record<Status, string>> = {
  pass: '✔',
  fail: '✖',
  attested: '✎',
  unknown: '?',
  'not-applicable': '–',
  error: '!',
};

/** The practices to tell of: all 41 of a repository, or those that rules were chosen for. */
export function toldPractices({ practices, rules, isWhole, kind }: CheckReport): PracticeOutcome[] {
  const chosen = new Set(rules.map(({ practice }) => practice));
  const isAll = isWhole && kind === 'repository';
  return practices.filter(({ practice }) => isAll || chosen.has(practice));
}

/** `41 practices: 6 pass, 4 fail, 31 unknown`. The numbers add up. */
export function practiceCounts(report: CheckReport): string {
  const told = toldPractices(report);
  const parts = (Object.keys(statusWords) as Status[]).flatMap((status) => {
    const count = told.filter((one) => one.status === status).length;
    return count > 0 ? [`${count} ${statusWords[status]}`] : [];
  });
  const title = told.length === 1 ? '1 practice' : `${told.length} practices`;
  return `${title}: ${parts.join(', ')}`;
}

/** What the gate says, in one line. */
export function gateLine({ gate, exitCode }: CheckReport): string {
  const count = gate.failing.length;
  if (exitCode === 1)
    return `gate failed: ${count} new ${count === 1 ? 'finding' : 'findings'} of ${gradeOf(gate.severity)}`;
  if (exitCode === 3) return `not whole: ${gate.incomplete.join('; ')}`;
  return 'gate passed';
}

function gradeOf(severity: Severity | undefined): string {
  if (severity === 'low') return 'any severity';
  return severity === 'medium' ? 'medium severity or worse' : `${severity ?? 'high'} severity`;
}

/** What came and went since the baseline; undefined without one. */
export function trendLine({ trend }: CheckReport): string | undefined {
  if (trend === undefined) return undefined;
  const since = trend.since === undefined ? 'the baseline' : trend.since.slice(0, 10);
  return `since ${since}: ${trend.new} new, ${trend.gone} gone, ${trend.known} known`;
}

/** How many open findings `check --fix` has a patch for; undefined for none. */
export function fixableLine(report: CheckReport): string | undefined {
  const count = openFindings(report).filter(({ isFixable }) => isFixable === true).length;
  if (count === 0) return undefined;
  return `castellan check --fix can mend ${count} of ${openFindings(report).length} findings`;
}

/** Findings that nobody accepted, worst first. */
export function openFindings({ findings }: CheckReport): CheckFinding[] {
  return findings.filter(({ acceptance }) => acceptance === undefined);
}

/** The one thing to do next: the fix of the worst open finding. */
export function nextStep(report: CheckReport): string | undefined {
  const [first] = openFindings(report);
  if (first === undefined) return undefined;
  const alike = openFindings(report).filter(({ rule }) => rule === first.rule).length;
  return `${first.rule} (${alike === 1 ? '1 finding' : `${alike} findings`}): ${first.fix}`;
}

/** One line for a shell that shows a finding; undefined where no command does. */
export function showingLine({ shownBy = [] }: CheckFinding): string | undefined {
  return shownBy.length === 0 ? undefined : shownBy.join(' && ');
}

/** What is wrong, what to do and what shows it, for forms that have one text for all of it. */
export function wholeText(finding: CheckFinding): string {
  const line = showingLine(finding);
  return `${finding.message}. ${finding.fix}${line === undefined ? '' : ` Shown by: ${line}`}`;
}

/** `src/a.ts:3:7`, or nothing for a finding about the whole repository. */
export function placeOf({ file, line, column }: CheckFinding): string {
  return [file, line, column].filter((part) => part !== undefined).join(':');
}
