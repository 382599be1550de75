import { styleText } from 'node:util';
import { escapeUnsafe, excerpt, type Finding } from '@castellan/core';
import { messageOf } from './log-json.ts';

const maxExcerptChars = 60;

/** A finding as one line for people: what, where in the app, who sent it in which input. */
export function textLine(finding: Finding, colours: boolean): string {
  const { detection, severity, request, input, location, outcome, disposition, count, id } =
    finding;
  const urgent = outcome === 'attack' && disposition !== 'blocked';
  const colour = urgent ? 'red' : outcome === 'attack' ? 'green' : 'yellow';
  const paint = (style: 'red' | 'green' | 'yellow' | 'bold' | 'dim', text: string): string =>
    colours ? styleText(style, text, { validateStream: false }) : text;
  const parts = [
    paint('dim', 'castellan'),
    paint(colour, messageOf(finding)),
    `${paint('bold', detection)} (${severity})`,
    ...(request
      ? [`${escapeUnsafe(request.method)} ${escapeUnsafe(request.route ?? request.path)}`]
      : []),
    `${escapeUnsafe(input.path)} = ${excerpt(input.excerpt, maxExcerptChars)}`,
    ...(location ? [`at ${escapeUnsafe(location.file)}:${location.line}`] : []),
    ...(count > 1 ? [`${count} times`] : []),
    ...(finding.drill === undefined ? [] : ['a drill, no attack']),
    paint('dim', id),
  ];
  return parts.join('  ');
}

export function textFault(
  message: string,
  data: Readonly<Record<string, string | number>>,
): string {
  const pairs = Object.entries(data).map(
    ([key, value]) => `  ${key}=${escapeUnsafe(String(value))}`,
  );
  return `castellan  ${escapeUnsafe(message)}${pairs.join('')}`;
}
