import type { CheckReport, Status } from '../../engine/report-type.ts';
import {
  fixableLine,
  gateLine,
  nextStep,
  openFindings,
  statusWords,
  toldPractices,
  trendLine,
} from '../counts.ts';
import { markup } from '../markup.ts';
import { statusMark } from './status-mark.ts';

const barWidth = 1000;

/** What somebody with one minute should see: the gate, the numbers, the trend, the next step. */
export function summarySection(report: CheckReport): string {
  const { target, commit, time, kind } = report;
  const step = nextStep(report);
  const at = commit === undefined ? '' : ` at <code>${markup(commit.slice(0, 12))}</code>`;
  const fixable = fixableLine(report);
  return `<header>
<p class="brand">Castellan check</p>
<h1>${markup(target)}</h1>
<p class="quiet">A ${kind}${at}, judged on <time datetime="${markup(time)}">${markup(time.slice(0, 16).replace('T', ' '))} UTC</time></p>
<p class="gate exit-${report.exitCode}">${markup(gateLine(report))}</p>
${step === undefined ? '' : `<p class="step"><strong>Next best step</strong> ${markup(step)}</p>`}
${fixable === undefined ? '' : `<p class="quiet">${markup(fixable)}</p>`}
</header>
<section aria-labelledby="numbers">
<h2 id="numbers">At a glance</h2>
${bar(report)}
<ul class="numbers">
${numbers(report)}
</ul>
${trend(report)}
</section>`;
}

function counted(report: CheckReport): [Status, number][] {
  const told = toldPractices(report);
  return (Object.keys(statusWords) as Status[]).flatMap((status): [Status, number][] => {
    const count = told.filter((one) => one.status === status).length;
    return count === 0 ? [] : [[status, count]];
  });
}

/** One bar of all practices, as a drawing: widths in a style would be refused by the policy. */
function bar(report: CheckReport): string {
  const parts = counted(report);
  const all = parts.reduce((sum, [, count]) => sum + count, 0);
  const label = parts.map(([status, count]) => `${count} ${statusWords[status]}`).join(', ');
  let x = 0;
  const rects = parts.map(([status, count]) => {
    const width = (count / all) * barWidth;
    const rect = `<rect class="${status}" x="${x.toFixed(1)}" y="0" width="${Math.max(1, width - 3).toFixed(1)}" height="24" rx="3"/>`;
    x += width;
    return rect;
  });
  return `<svg class="bar" viewBox="0 0 ${barWidth} 24" preserveAspectRatio="none" role="img" aria-label="${all} practices: ${label}">${rects.join('')}</svg>`;
}

function numbers(report: CheckReport): string {
  const practices = counted(report).map(
    ([status, count]) => `<li><b>${count}</b> ${statusMark(status)}</li>`,
  );
  const open = openFindings(report).length;
  const grave = report.gate.failing.length;
  return [
    ...practices,
    `<li><b>${open}</b> open ${open === 1 ? 'finding' : 'findings'}</li>`,
    `<li><b>${grave}</b> that ${grave === 1 ? 'fails' : 'fail'} the gate</li>`,
  ].join('\n');
}

function trend(report: CheckReport): string {
  const line = trendLine(report);
  if (line === undefined || report.trend === undefined) return '';
  const rows = report.trend.practices.map(
    ({ practice, from, to }) =>
      `<li><a href="#${practice}">${practice}</a> ${statusMark(from)} → ${statusMark(to)}</li>`,
  );
  return `<h3>Trend</h3>
<p>${markup(line.charAt(0).toUpperCase() + line.slice(1))}.</p>
${rows.length === 0 ? '' : `<ul class="trend">\n${rows.join('\n')}\n</ul>`}`;
}
