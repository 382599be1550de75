import { escapeUnsafe } from '@castellan/core';
import type { CheckFinding, CheckReport } from '../engine/report-type.ts';
import { gateLine, openFindings, practiceCounts, wholeText } from './counts.ts';
import { withoutLogCommands } from './log-commands.ts';

/** What GitHub takes of one step and kind; it drops the rest without a word. */
const mostOfKind = 10;
type Kind = 'error' | 'warning' | 'notice';

/** The new findings as commands to GitHub's runner, which shows them beside the lines. */
export function githubReport(report: CheckReport): string {
  const failing = new Set(report.gate.failing);
  const fresh = openFindings(report).filter(({ isNew }) => isNew);
  const kindOf = ({ fingerprint, severity }: CheckFinding): Kind =>
    failing.has(fingerprint) ? 'error' : severity === 'low' ? 'notice' : 'warning';
  const lines = (['error', 'warning', 'notice'] as const).flatMap((kind) => {
    const own = fresh.filter((finding) => kindOf(finding) === kind);
    const more = own.length - mostOfKind;
    return [
      ...own.slice(0, mostOfKind).map((finding) => command(kind, finding)),
      ...(more > 0 ? [`and ${more} more of kind ${kind}`] : []),
    ];
  });
  const last = [practiceCounts(report), gateLine(report)].map((line) =>
    withoutLogCommands(escapeUnsafe(line)),
  );
  return `${[...lines, ...last].join('\n')}\n`;
}

function command(kind: Kind, finding: CheckFinding): string {
  const { file, line, column, rule, practice } = finding;
  const properties = {
    // A page of a site is no file that GitHub could show.
    ...(file !== undefined && !/^https?:/.test(file) && { file, line, col: column }),
    title: `${rule} (${practice})`,
  };
  const given = Object.entries(properties).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${property(String(value))}`],
  );
  return `::${kind} ${given.join(',')}::${data(wholeText(finding))}`;
}

/** As GitHub's toolkit escapes what stands behind a command. */
function data(text: string): string {
  return escapeUnsafe(text).replaceAll('%', '%25');
}

/** A value between commas, before a colon. */
function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
