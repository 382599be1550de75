import { practices } from '@castellan/core';
import type { CheckFinding, CheckReport, RuleOutcome } from '../engine/report-type.ts';
import type { Rule } from '../rules/rule.ts';
import { placeOf, showingLine } from './counts.ts';
import { markup } from './markup.ts';

type Kind = 'passed' | 'failure' | 'error' | 'skipped';

interface Case {
  readonly kind: Kind;
  readonly rule: string;
  readonly name: string;
  readonly seconds: number;
  readonly message?: string;
  readonly text?: string;
}

/**
 * A test for each rule that says nothing is wrong, and one for each finding. Failures are what fails the
 * gate; what is known, accepted, mild or unknown is skipped with its reason, since it never is a pass.
 */
export function junitReport(report: CheckReport, rules: readonly Rule[]): string {
  const titles = new Map<string, string>(rules.map(({ id, title }) => [id, title]));
  const failing = new Set(report.gate.failing);
  const suites = new Map<string, Case[]>();
  for (const outcome of report.rules) {
    const theme = outcome.rule.split('/')[0]!;
    const cases = suites.get(theme) ?? [];
    cases.push(
      ...casesOf(outcome, report.findings, failing, titles.get(outcome.rule) ?? outcome.rule),
    );
    suites.set(theme, cases);
  }
  const all = [...suites.values()].flat();
  const shown = [...suites].map(([theme, cases]) => suiteOf(theme, cases, report));
  const seconds = (report.elapsedMs / 1000).toFixed(3);
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="castellan check" ${counts(all)} time="${seconds}">
${shown.join('')}</testsuites>
`;
}

function casesOf(
  { rule, status, reason, elapsedMs }: RuleOutcome,
  all: readonly CheckFinding[],
  failing: ReadonlySet<string>,
  title: string,
): Case[] {
  const findings = all.filter((finding) => finding.rule === rule);
  if (findings.length > 0)
    return findings.map((finding) => caseOf(finding, failing.has(finding.fingerprint)));
  const base = { rule, name: `${rule}: ${title}`, seconds: elapsedMs / 1000 };
  if (status === 'pass') return [{ ...base, kind: 'passed' }];
  if (status === 'error') return [{ ...base, kind: 'error', message: reason }];
  const word = status === 'not-applicable' ? 'not applicable' : status;
  return [{ ...base, kind: 'skipped', message: `${word}: ${reason}` }];
}

function caseOf(finding: CheckFinding, isFailing: boolean): Case {
  const { rule, severity, confidence, message, fix, acceptance, fingerprint, practice } = finding;
  const place = placeOf(finding);
  const line = showingLine(finding);
  const name = `${rule}: ${place === '' ? message : place} [${fingerprint.slice(0, 8)}]`;
  const grade = `${severity}, ${confidence}`;
  const base = { rule, name, seconds: 0 };
  if (isFailing) {
    const frame = finding.frame?.lines.map((code, at) => `${finding.frame!.start + at} | ${code}`);
    const text = [
      `${grade}, ${practice}: ${practices[practice].title}`,
      ...(frame ?? []),
      `fix: ${fix}`,
      ...(line === undefined ? [] : [`shown by: ${line}`]),
    ];
    return { ...base, kind: 'failure', message, text: text.map(markup).join('\n') };
  }
  const why =
    acceptance === undefined
      ? `${finding.isNew ? 'does not fail the gate' : 'known'}: ${grade}`
      : `accepted by ${acceptance.owner} until ${acceptance.until}`;
  return { ...base, kind: 'skipped', message: `${why}: ${message}` };
}

function suiteOf(theme: string, cases: readonly Case[], report: CheckReport): string {
  const time = cases.reduce((sum, { seconds }) => sum + seconds, 0).toFixed(3);
  const stamp = report.time.slice(0, 19);
  return `  <testsuite name="${markup(theme)}" ${counts(cases)} skipped="${count(cases, 'skipped')}" time="${time}" timestamp="${stamp}">
${cases.map(caseText).join('')}  </testsuite>
`;
}

function caseText({ kind, rule, name, seconds, message = '', text }: Case): string {
  const open = `    <testcase classname="castellan.${markup(rule.replace('/', '.'))}" name="${markup(name)}" time="${seconds.toFixed(3)}"`;
  if (kind === 'passed') return `${open}/>\n`;
  const said = `message="${markup(message)}"`;
  const within = kind === 'skipped' ? said : `${said} type="${markup(rule)}"`;
  const body = text === undefined ? `<${kind} ${within}/>` : `<${kind} ${within}>${text}</${kind}>`;
  return `${open}>${body}</testcase>\n`;
}

function counts(cases: readonly Case[]): string {
  return `tests="${cases.length}" failures="${count(cases, 'failure')}" errors="${count(cases, 'error')}"`;
}

function count(cases: readonly Case[], kind: Kind): number {
  return cases.filter((one) => one.kind === kind).length;
}
