import { cweNames, cweUrl, escapeUnsafe, excerpt, type Severity } from '@castellan/core';
import type { CheckFinding, CheckReport } from '../engine/report-type.ts';
import type { Rule } from '../rules/rule.ts';
import { openFindings, showingLine } from './counts.ts';
import { logJson } from './log-json.ts';

const version = '15.0.7';
const severities: Readonly<Record<Severity, 'Critical' | 'High' | 'Medium' | 'Low'>> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
};
/**
 * Its schema takes names of 255 characters, solutions of 7,000 and descriptions of 1,048,576, which six for each sign
 * never pass.
 */
const longest = { name: 255, fix: 1000, description: 100_000 } as const;

/** The open findings as GitLab's security dashboard reads them: its SAST report, schema 15.0.7. */
export function gitlabSast(report: CheckReport, rules: readonly Rule[]): string {
  const byId = new Map<string, Rule>(rules.map((rule) => [rule.id, rule]));
  const scanner = {
    id: 'castellan',
    name: 'Castellan',
    version: report.castellan,
    vendor: { name: 'Castellan' },
  };
  const end = Date.parse(report.time);
  return logJson({
    version,
    scan: {
      analyzer: scanner,
      scanner,
      type: 'sast',
      start_time: second(end - report.elapsedMs),
      end_time: second(end),
      status: report.gate.incomplete.length === 0 ? 'success' : 'failure',
      messages: report.gate.incomplete.map((text) => ({
        level: 'warn',
        value: escapeUnsafe(text) || 'not whole',
      })),
    },
    vulnerabilities: openFindings(report).map((finding) =>
      vulnerabilityOf(finding, byId.get(finding.rule)),
    ),
  });
}

function vulnerabilityOf(finding: CheckFinding, rule: Rule | undefined): unknown {
  const { rule: id, severity, message, fix, fingerprint, file, line } = finding;
  const cwe = rule?.cwe;
  return {
    id: fingerprint,
    name: (rule?.title ?? id).slice(0, longest.name),
    description: markdownSafe(
      excerpt(`${message}. ${rule?.why ?? ''}`.trim(), longest.description),
    ),
    severity: severities[severity],
    solution: markdownSafe(excerpt(fix, longest.fix)),
    identifiers: [
      { type: 'castellan_rule', name: `Castellan ${id}`, value: id },
      ...(cwe === undefined
        ? []
        : [
            {
              type: 'cwe',
              name: `CWE-${cwe} ${cweNames[cwe] ?? ''}`.trim(),
              value: String(cwe),
              url: cweUrl(cwe),
            },
          ]),
    ],
    ...detailsOf(finding),
    location: { file: file ?? 'package.json', start_line: line ?? 1 },
  };
}

/** The commands that show it, as a block of code below the description. */
function detailsOf(finding: CheckFinding): object {
  const line = showingLine(finding);
  if (line === undefined) return {};
  const value = escapeUnsafe(line);
  return { details: { shown_by: { type: 'code', name: 'Shown by', lang: 'sh', value } } };
}

/** GitLab reads descriptions as Markdown, mentions and images included. */
function markdownSafe(text: string): string {
  return escapeUnsafe(text)
    .replace(/[\\`*_{}[\]()#+!|~@<>&]/g, (sign) => `&#${sign.charCodeAt(0)};`)
    .replaceAll('://', ':&#47;&#47;');
}

/** `2026-11-25T12:00:00`, UTC, as the schema wants it. */
function second(time: number): string {
  return new Date(time).toISOString().slice(0, 19);
}
