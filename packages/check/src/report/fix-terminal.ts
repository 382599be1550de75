import { styleText } from 'node:util';
import { escapeUnsafe, practices } from '@castellan/core';
import type { Fix, FixReport, FixState } from '../fixes/fix-report.ts';
import type { TerminalOptions } from './terminal.ts';
import { wrap } from './wrap.ts';

type Style = 'green' | 'red' | 'yellow' | 'cyan' | 'dim' | 'bold';

const signs: Readonly<Record<FixState, readonly [sign: string, style: Style]>> = {
  planned: ['+', 'cyan'],
  applied: ['✔', 'green'],
  undone: ['↶', 'yellow'],
  refused: ['✖', 'red'],
  asks: ['?', 'yellow'],
};
const indent = '    ';

/** The fixes by their state, each with the practice that is its reason. */
export function fixList(
  fixes: readonly Fix[],
  { columns, colours }: TerminalOptions,
  states: readonly FixState[],
): string {
  const told = fixes.filter(({ state }) => states.includes(state));
  return told
    .map((fix) => {
      const [sign, style] = signs[fix.state];
      const { rule, practice, title, files, reason, afterwards, command } = fix;
      const lead = `${sign} ${rule} ${practice}`;
      const shown = colours ? styleText(style, lead, { validateStream: false }) : lead;
      const why = fix.state === 'applied' ? undefined : practices[practice].title;
      const rows = [
        ...wrap(escapeUnsafe(title), columns, indent),
        ...(why === undefined ? [] : wrap(`for ${practice}: ${why}`, columns, indent)),
        ...(reason === undefined ? [] : wrap(stateReason(fix.state, reason), columns, indent)),
        ...(afterwards === undefined
          ? []
          : wrap(`then: ${escapeUnsafe(afterwards)}`, columns, indent)),
        ...(command === undefined
          ? []
          : wrap(`then run: ${escapeUnsafe(command)}`, columns, indent)),
      ];
      return `${shown}  ${escapeUnsafe(files.join(', '))}`.trimEnd() + `\n${rows.join('\n')}\n`;
    })
    .join('');
}

function stateReason(state: FixState, reason: string): string {
  const what = {
    undone: 'undone: ',
    refused: 'left out: ',
    asks: 'give ',
    planned: '',
    applied: '',
  };
  return what[state] + escapeUnsafe(reason);
}

/** The changes of all files as one unified diff. */
export function fixDiff(files: FixReport['files'], { colours }: TerminalOptions): string {
  const text = files.map(({ diff }) => diff).join('');
  return colours ? text.split('\n').map(coloured).join('\n') : text;
}

function coloured(line: string): string {
  const style: Style | undefined = /^(---|\+\+\+) /.test(line)
    ? 'bold'
    : line.startsWith('@@')
      ? 'cyan'
      : line.startsWith('+')
        ? 'green'
        : line.startsWith('-')
          ? 'red'
          : undefined;
  return style === undefined ? line : styleText(style, line, { validateStream: false });
}
