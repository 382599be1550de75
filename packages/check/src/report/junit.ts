import { practices } from '@castellan/core';
import type { CheckFinding, CheckReport, RuleOutcome } from '../engine/report-type.ts';
import type { Rule } from '../rules/rule.ts';
import { placeOf } from './counts.ts';
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
  const suites = new Map<string, Case[]>();
  for (const outcome of report.rules) {
    const theme = outcome.rule.split('/')[0]!;
    const cases = suites.get(theme) ?? [];
    cases.push(...casesOf(outcome, report, titles.get(outcome.rule) ?? outcome.rule));
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

function casesOf(outcome: RuleOutcome, report: CheckReport, title: string): Case[] {
  const { rule, status, reason, elapsedMs } = outcome;
  const findings = report.findings.filter((finding) => finding.rule === rule);
  if (findings.length > 0) return findings.map((finding) => caseOf(finding, report));
  const base = { rule, name: `${rule}: ${title}`, seconds: elapsedMs / 1000 };
  if (status === 'pass') return [{ ...base, kind: 'passed' }];
  if (status === 'error') return [{ ...base, kind: 'error', message: reason }];
  const word = status === 'not-applicable' ? 'not applicable' : status;
  return [{ ...base, kind: 'skipped', message: `${word}: ${reason}` }];
}

function caseOf(finding: CheckFinding, { gate }: CheckReport): Case {
  const { rule, severity, confidence, message, fix, acceptance, fingerprint, practice } = finding;
  const place = placeOf(finding);
  const name = `${rule}: ${place === '' ? message : place} [${fingerprint.slice(0, 8)}]`;
  const grade = `${severity}, ${confidence}`;
  const base = { rule, name, seconds: 0 };
  if (gate.failing.includes(fingerprint)) {
    const frame = finding.frame?.lines.map((line, at) => `${finding.frame!.start + at} | ${line}`);
    const text = [
      `${grade}, ${practice}: ${practices[practice].title}`,
      ...(frame ?? []),
      `fix: ${fix}`,
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
  return `  <testsuite name="${markup(theme)}" ${counts(cases)} time="${time}" timestamp="${stamp}">
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
  const of = (kind: Kind): number => cases.filter((one) => one.kind === kind).length;
  return `tests="${cases.length}" failures="${of('failure')}" errors="${of('error')}" skipped="${of('skipped')}"`;
}
