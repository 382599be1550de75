import type { CheckReport } from '../../engine/report-type.ts';
import type { Rule } from '../../rules/rule.ts';
import { placeOf } from '../counts.ts';
import { markup } from '../markup.ts';
import { statusMark } from './status-mark.ts';

/** What could not be decided, and what would let it be. */
export function questionsSection(report: CheckReport, rules: ReadonlyMap<string, Rule>): string {
  const open = report.rules.filter(({ status }) => status === 'unknown' || status === 'error');
  if (open.length === 0) return '';
  const rows = open.map(
    ({ rule, status, practice, reason }) =>
      `<li>${statusMark(status)} <a href="#${practice}">${practice}</a> ${markup(rules.get(rule)?.title ?? rule)}<br><span class="quiet">It needs: ${markup(reason)}</span></li>`,
  );
  return `<section aria-labelledby="open">
<h2 id="open">What could not be decided</h2>
<ul class="rules">
${rows.join('\n')}
</ul>
</section>`;
}

/** Findings that somebody lives with, and until when. */
export function acceptedSection({ findings }: CheckReport): string {
  const rows = findings.flatMap((finding) => {
    const { acceptance, severity, rule, message } = finding;
    if (acceptance === undefined) return [];
    const cells = [severity, rule, placeOf(finding), message, acceptance.owner, acceptance.until];
    return [[...cells, acceptance.reason].map((cell) => `<td>${markup(cell)}</td>`).join('')];
  });
  if (rows.length === 0) return '';
  const heads = ['Severity', 'Rule', 'Where', 'What', 'Owner', 'Until', 'Reason'];
  return `<section aria-labelledby="accepted">
<h2 id="accepted">Accepted, ${rows.length}</h2>
${table('what was accepted', heads, rows)}
</section>`;
}

/** Which facts the report rests on, and how old they are. */
export function evidenceSection({ evidence }: CheckReport): string {
  if (evidence.length === 0) return '';
  const rows = evidence.map(({ name, status, origin, time }) =>
    [name, status, origin, time?.slice(0, 19) ?? '']
      .map((cell) => `<td>${markup(cell)}</td>`)
      .join(''),
  );
  return `<section aria-labelledby="evidence">
<h2 id="evidence">Evidence</h2>
${table('the evidence', ['What', 'Status', 'From', 'When, UTC'], rows)}
</section>`;
}

/** A table that scrolls by itself where it is wider than the screen, by keyboard too. */
function table(label: string, heads: readonly string[], rows: readonly string[]): string {
  const head = heads.map((text) => `<th scope="col">${text}</th>`).join('');
  const body = rows.map((row) => `<tr>${row}</tr>`).join('\n');
  return `<div class="scroll" tabindex="0" role="region" aria-label="Table of ${label}">
<table><thead><tr>${head}</tr></thead>
<tbody>
${body}
</tbody></table>
</div>`;
}
