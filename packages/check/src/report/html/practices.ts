import { controls, type PracticeId, practiceControls, practices } from '@castellan/core';
import type {
  Attestation,
  CheckReport,
  PracticeOutcome,
  RuleOutcome,
} from '../../engine/report-type.ts';
import type { Rule } from '../../rules/rule.ts';
import { openFindings, toldPractices } from '../counts.ts';
import { markup } from '../markup.ts';
import { statusMark } from './status-mark.ts';

/** Every practice of the handbook by theme, each with the rules that it follows from. */
export function practicesSection(report: CheckReport, rules: ReadonlyMap<string, Rule>): string {
  const themes = new Map<string, PracticeOutcome[]>();
  for (const outcome of toldPractices(report)) {
    const { theme } = practices[outcome.practice];
    themes.set(theme, [...(themes.get(theme) ?? []), outcome]);
  }
  const shown = [...themes].map(
    ([theme, outcomes]) => `<h3 class="theme">${theme}</h3>
<div class="grid">
${outcomes.map((outcome) => practiceCard(outcome, report, rules)).join('\n')}
</div>`,
  );
  return `<section aria-labelledby="practices">
<h2 id="practices">The practices</h2>
<p class="quiet">Open one to see what it rests on. What nobody could look at is unknown, never a pass.</p>
${shown.join('\n')}
</section>`;
}

function practiceCard(
  { practice, status, expression, attestation }: PracticeOutcome,
  report: CheckReport,
  rules: ReadonlyMap<string, Rule>,
): string {
  const own = report.rules.filter((one) => one.practice === practice);
  const count = openFindings(report).filter((one) => one.practice === practice).length;
  const found = count === 0 ? '' : ` <span class="count">${count} open</span>`;
  const rows = own.map((outcome) => ruleRow(outcome, rules));
  return `<details class="practice ${status}" id="${practice}">
<summary><span class="id">${practice}</span> ${statusMark(status)}${found}<span class="title">${markup(practices[practice].title)}</span></summary>
<p class="quiet">Follows from: ${markup(expression)}.</p>
${attestation === undefined ? '' : `<p>${attested(attestation)}</p>`}
${rows.length === 0 ? '' : `<ul class="rules">\n${rows.join('\n')}\n</ul>`}
<p class="quiet">Contributes to ${controlList(practice)}.</p>
</details>`;
}

function ruleRow(outcome: RuleOutcome, rules: ReadonlyMap<string, Rule>): string {
  const { rule, status, reason, attestation } = outcome;
  const said = attestation === undefined ? markup(reason) : attested(attestation);
  return `<li>${statusMark(status)} <strong>${markup(rules.get(rule)?.title ?? rule)}</strong> <code>${markup(rule)}</code><br>${said}</li>`;
}

/** What a person says, who, and until when. */
function attested({ statement, by, date, until }: Attestation): string {
  return `${markup(statement)} <span class="quiet">(${markup(by)}, ${markup(date)}, until ${markup(until)})</span>`;
}

function controlList(practice: PracticeId): string {
  return practiceControls[practice]
    .map((id) => `<span title="${markup(controls[id])}">${markup(id)}</span>`)
    .join(', ');
}
