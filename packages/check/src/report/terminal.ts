import { styleText } from 'node:util';
import { escapeUnsafe, excerpt, practices, type Severity } from '@castellan/core';
import type { CheckFinding, CheckReport, Status } from '../engine/report-type.ts';
import {
  fixableLine,
  gateLine,
  nextStep,
  openFindings,
  placeOf,
  practiceCounts,
  showingLine,
  statusSigns,
  toldPractices,
  trendLine,
} from './counts.ts';
import { withoutLogCommands } from './log-commands.ts';
import { wrap } from './wrap.ts';

type Style = 'green' | 'red' | 'yellow' | 'cyan' | 'dim' | 'bold';
type Paint = (style: Style, text: string) => string;

/** How wide it may be, and whether colours are wanted. */
export interface TerminalOptions {
  readonly columns: number;
  readonly colours: boolean;
}

const statusStyles: Readonly<Record<Status, Style>> = {
  pass: 'green',
  fail: 'red',
  unknown: 'yellow',
  attested: 'cyan',
  'not-applicable': 'dim',
  error: 'red',
};
const severityStyles: Readonly<Record<Severity, Style>> = {
  critical: 'red',
  high: 'red',
  medium: 'yellow',
  low: 'dim',
};
const mostPerRule = 10;
const indent = '    ';
const shortFingerprint = 8;

/** The report for people: the 41 at a glance, the findings with their lines, what to do next. */
export function terminalReport(report: CheckReport, options: TerminalOptions): string {
  const { columns, colours } = options;
  const paint: Paint = (style, text) =>
    colours ? styleText(style, text, { validateStream: false }) : text;
  const accepted = report.findings.length - openFindings(report).length;
  const fixable = fixableLine(report);
  const step = nextStep(report);
  const trend = trendLine(report);
  const sections = [
    headline(report, paint),
    glance(report, columns, paint),
    ...findingSections(report, columns, paint),
    ...openQuestions(report, columns, paint),
    [
      practiceCounts(report),
      ...(trend === undefined ? [] : [escapeUnsafe(trend)]),
      ...(fixable === undefined ? [] : [fixable]),
      ...(accepted > 0 ? [`${accepted} accepted findings are not shown`] : []),
      paint(report.exitCode === 0 ? 'green' : 'red', escapeUnsafe(gateLine(report))),
      ...(step === undefined ? [] : wrap(`next best step: ${escapeUnsafe(step)}`, columns, '  ')),
    ],
  ];
  return withoutLogCommands(`${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`);
}

function headline(report: CheckReport, paint: Paint): string[] {
  const { castellan, target, commit, rulesDigest, elapsedMs } = report;
  const at = commit === undefined ? '' : ` at ${escapeUnsafe(commit.slice(0, 9))}`;
  const seconds = (elapsedMs / 1000).toFixed(1);
  return [
    paint('bold', `castellan check ${castellan}: ${escapeUnsafe(target)}${at}`),
    paint('dim', `${report.rules.length} rules (${rulesDigest}), ${seconds} s`),
  ];
}

/** One line a theme: `code  C1 ✖2  C2 ?`. */
function glance(report: CheckReport, columns: number, paint: Paint): string[] {
  const open = openFindings(report);
  const themes = new Map<string, { plain: string; shown: string }[]>();
  for (const { practice, status } of toldPractices(report)) {
    const sign = statusSigns[status];
    const count = open.filter((one) => one.practice === practice).length;
    const mark = status === 'fail' && count > 1 ? `${sign}${count}` : sign;
    const cells = themes.get(practices[practice].theme) ?? [];
    const plain = `${practice} ${mark}`;
    const gap = ' '.repeat(Math.max(0, 6 - plain.length));
    cells.push({
      plain: plain + gap,
      shown: `${practice} ${paint(statusStyles[status], mark)}${gap}`,
    });
    themes.set(practices[practice].theme, cells);
  }
  return [...themes].flatMap(([theme, cells]) => {
    const lead = theme.padEnd(16);
    const perLine = Math.max(1, Math.floor((columns - lead.length) / 8));
    const rows = [];
    for (let at = 0; at < cells.length; at += perLine) {
      const row = cells.slice(at, at + perLine).map(({ shown }) => shown);
      rows.push(`${at === 0 ? lead : ' '.repeat(lead.length)}${row.join('  ')}`.trimEnd());
    }
    return rows;
  });
}

function findingSections(report: CheckReport, columns: number, paint: Paint): string[][] {
  const open = openFindings(report);
  const rules = [...new Set(open.map(({ rule }) => rule))];
  return rules.map((id) => {
    const findings = open.filter(({ rule }) => rule === id);
    const shown = findings.slice(0, mostPerRule);
    const more = findings.length - shown.length;
    const fixes = new Set(findings.map(({ fix }) => fix));
    return [
      ...shown.flatMap((finding) => findingRows(finding, columns, paint)),
      ...(more > 0 ? [`${indent}and ${more} more: castellan check --only ${id} --json`] : []),
      ...[...fixes]
        .slice(0, 3)
        .flatMap((fix) => wrap(`fix: ${escapeUnsafe(fix)}`, columns, indent)),
    ];
  });
}

function findingRows(finding: CheckFinding, columns: number, paint: Paint): string[] {
  const { severity, confidence, rule, message, isNew, practice, fingerprint } = finding;
  const sign = paint(severityStyles[severity], `✖ ${severity}`);
  const doubt = confidence === 'certain' ? '' : ` (${confidence})`;
  const known = isNew ? '' : '  known';
  const id = paint('dim', `  ${fingerprint.slice(0, shortFingerprint)}${known}`);
  const place = escapeUnsafe(placeOf(finding));
  return [
    `${sign}${doubt}  ${paint('bold', rule)} ${practice}  ${place}${id}`,
    ...wrap(escapeUnsafe(message), columns, indent),
    ...frameRows(finding, columns, paint),
    ...stepRows(finding, columns, paint),
    ...shownRows(finding),
  ];
}

function frameRows({ frame }: CheckFinding, columns: number, paint: Paint): string[] {
  if (frame === undefined) return [];
  const width = String(frame.start + frame.lines.length).length;
  return frame.lines.map((line, index) => {
    const number = frame.start + index;
    const isMarked = number === frame.marked;
    const lead = `${isMarked ? '>' : ' '} ${String(number).padStart(width)} │ `;
    const room = Math.max(20, columns - indent.length - lead.length);
    const row = `${indent}${lead}${excerpt(line.replaceAll('\t', '  '), room)}`;
    return isMarked ? row : paint('dim', row);
  });
}

/** The way of a value, one line a step; the last step is the marked line of the frame. */
function stepRows({ steps = [], file }: CheckFinding, columns: number, paint: Paint): string[] {
  return steps.slice(0, -1).map((step) => {
    const place = step.file === file ? `line ${step.line}` : `${step.file}:${step.line}`;
    return paint('dim', excerpt(`${indent}from ${place}: ${step.text}`, columns));
  });
}

/** Never wrapped: whoever copies the line gets it whole. */
function shownRows(finding: CheckFinding): string[] {
  const line = showingLine(finding);
  return line === undefined ? [] : [`${indent}shown by: ${escapeUnsafe(line)}`];
}

/** Rules that could not decide, and what each of them needs. */
function openQuestions(report: CheckReport, columns: number, paint: Paint): string[][] {
  const open = report.rules.filter(({ status }) => status === 'unknown' || status === 'error');
  if (open.length === 0) return [];
  return [
    open.flatMap(({ rule, status, reason, practice }) => {
      const first = `${paint(statusStyles[status], `${statusSigns[status]} ${status}`)}  ${paint('bold', rule)} ${practice}`;
      return [first, ...wrap(escapeUnsafe(reason), columns, indent)];
    }),
  ];
}
