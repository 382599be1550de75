import { createHash } from 'node:crypto';
import type { CheckReport } from '../../engine/report-type.ts';
import type { Rule } from '../../rules/rule.ts';
import { markup } from '../markup.ts';
import { findingsSection } from './findings.ts';
import { practicesSection } from './practices.ts';
import { acceptedSection, evidenceSection, questionsSection } from './ledgers.ts';
import { style } from './style.ts';
import { summarySection } from './summary.ts';

/** Nothing is loaded, nothing runs, nothing is sent; the one style is named by its digest. */
const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'`;

/** The report as one page that needs nothing else: for people who do not use a terminal, and for paper. */
export function htmlReport(report: CheckReport, rules: readonly Rule[]): string {
  const byId = new Map<string, Rule>(rules.map((rule) => [rule.id, rule]));
  const title = markup(`Castellan check: ${report.target}`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<main>
${summarySection(report)}
${practicesSection(report, byId)}
${findingsSection(report, byId)}
${questionsSection(report, byId)}
${acceptedSection(report)}
${evidenceSection(report)}
</main>
<footer>Made by castellan ${markup(report.castellan)}, rules ${markup(report.rulesDigest)}, at ${markup(report.time)}.
The same rules judge the same evidence alike.</footer>
</body>
</html>
`;
}
