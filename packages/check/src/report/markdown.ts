import { escapeUnsafe, practices } from '@castellan/core';
import type { CheckFinding, CheckReport } from '../engine/report-type.ts';
import {
  gateLine,
  openFindings,
  placeOf,
  practiceCounts,
  showingLine,
  toldPractices,
  trendLine,
} from './counts.ts';

const mostFindings = 30;

/** What a pull request needs to know: the gate, the new findings, what is known already as a number. */
export function markdownReport(report: CheckReport): string {
  const open = openFindings(report);
  const fresh = open.filter(({ isNew }) => isNew);
  const trend = trendLine(report);
  const known = open.length - fresh.length;
  const failing = toldPractices(report).filter(({ status }) => status === 'fail');
  const lines = [
    `### ${report.exitCode === 0 ? '✅' : '❌'} Castellan: ${cell(gateLine(report))}`,
    '',
    practiceCounts(report),
    ...(trend === undefined ? [] : ['', cell(trend)]),
    ...(fresh.length > 0
      ? ['', '| severity | rule | where | what | fix |', '|---|---|---|---|---|']
      : ['', 'No new findings.']),
    ...fresh.slice(0, mostFindings).map(rowOf),
    ...(fresh.length > mostFindings ? ['', `and ${fresh.length - mostFindings} more`] : []),
    ...(known > 0 ? ['', `${known} known findings are not listed.`] : []),
    ...(failing.length > 0 ? ['', '<details><summary>Practices that fail</summary>', ''] : []),
    ...failing.map(({ practice }) => `- **${practice}** ${practices[practice].title}`),
    ...(failing.length > 0 ? ['', '</details>'] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function rowOf(finding: CheckFinding): string {
  const { severity, confidence, rule, message, fix } = finding;
  const line = showingLine(finding);
  const shown = line === undefined ? '' : ` Shown by: ${code(line)}`;
  const sure = confidence === 'certain' ? severity : `${severity}, ${confidence}`;
  const place = placeOf(finding);
  return `| ${sure} | ${rule} | ${place === '' ? '' : code(place)} | ${cell(message)} | ${cell(fix)}${shown} |`;
}

/** Text of others in a table cell: it can neither end the cell nor bring markup, links or mentions. */
function cell(text: string): string {
  return escapeUnsafe(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*_{}[\]()#+!|~@]/g, (sign) => `&#${sign.charCodeAt(0)};`)
    .replaceAll('://', ':&#47;&#47;');
}

function code(text: string): string {
  return `<code>${cell(text)}</code>`;
}
