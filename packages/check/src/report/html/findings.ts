import type { CheckFinding, CheckReport } from '../../engine/report-type.ts';
import type { Rule } from '../../rules/rule.ts';
import { openFindings, placeOf, showingLine } from '../counts.ts';
import { markup } from '../markup.ts';

/** More make a page that no browser scrolls well; the rest is counted, and stands in the JSON. */
const mostFindings = 500;

/** What is wrong, worst first, each with its lines and what to do. */
export function findingsSection(report: CheckReport, rules: ReadonlyMap<string, Rule>): string {
  const open = openFindings(report);
  const failing = new Set(report.gate.failing);
  const shown = open
    .slice(0, mostFindings)
    .map((finding) => findingArticle(finding, failing.has(finding.fingerprint), rules));
  const more = open.length - shown.length;
  return `<section aria-labelledby="findings">
<h2 id="findings">Findings</h2>
${open.length === 0 ? '<p>Nothing that was looked at is wrong.</p>' : shown.join('\n')}
${more > 0 ? `<p>And ${more} more: <code>castellan check --json</code> has them all.</p>` : ''}
</section>`;
}

function findingArticle(
  finding: CheckFinding,
  isFailing: boolean,
  rules: ReadonlyMap<string, Rule>,
): string {
  const { rule, practice, severity, confidence, message, fix, fingerprint, isNew } = finding;
  const place = placeOf(finding);
  const known = rules.get(rule);
  const doubt = confidence === 'certain' ? '' : `, ${confidence}`;
  const tags = [isFailing ? 'fails the gate' : '', isNew ? '' : 'known'].filter(Boolean);
  return `<article class="finding ${severity}">
<h3><span class="severity ${severity}">${severity}</span> ${markup(message)}</h3>
<p class="quiet">${place === '' ? '' : `<code class="place">${markup(place)}</code> · `}<code>${markup(rule)}</code> · <a href="#${practice}">${practice}</a>${doubt}${tags.map((tag) => ` · ${tag}`).join('')} · <code>${markup(fingerprint.slice(0, 8))}</code></p>
${frame(finding)}${steps(finding)}
<p><strong>Fix</strong> ${markup(fix)}</p>
${shown(finding)}${known === undefined ? '' : `<p class="quiet">${markup(known.why)}</p>`}
</article>`;
}

function frame({ frame: lines }: CheckFinding): string {
  if (lines === undefined) return '';
  const rows = lines.lines.map((line, index) => {
    const number = lines.start + index;
    const text = `<i>${number}</i>${markup(line.replaceAll('\t', '  '))}\n`;
    return number === lines.marked ? `<mark>${text}</mark>` : text;
  });
  return `<pre tabindex="0" role="group" aria-label="Lines of code">${rows.join('')}</pre>`;
}

function shown(finding: CheckFinding): string {
  const line = showingLine(finding);
  if (line === undefined) return '';
  return `<p><strong>Shown by</strong></p>
<pre tabindex="0" role="group" aria-label="Commands that show it">${markup(line)}</pre>
`;
}

function steps({ steps: way = [] }: CheckFinding): string {
  if (way.length < 2) return '';
  const items = way.map(
    ({ file, line, text }) =>
      `<li><code>${markup(file)}:${line}</code> <code>${markup(text)}</code></li>`,
  );
  return `<details><summary>How the value gets there</summary><ol>${items.join('')}</ol></details>`;
}
