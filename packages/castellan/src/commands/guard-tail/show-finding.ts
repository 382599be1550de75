import { styleText } from 'node:util';
import { cweNames, escapeUnsafe, type Finding, safeJson } from '@castellan/core';

type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'underline';
const indent = '  ';

/** One finding as a block of a few lines for a terminal; nothing in the data reaches it unescaped. */
export function showFinding(finding: Finding, colours: boolean): string {
  const paint = (style: Style, text: string): string =>
    colours ? styleText(style, text, { validateStream: false }) : text;
  const { request, input, location, sink, count, advice } = finding;
  const changes =
    input.transformations.length > 0 ? ` (after ${input.transformations.join(', ')})` : '';
  const lines = [
    headline(finding, paint),
    ...(request
      ? [
          row(
            'request',
            `${request.method} ${request.route ?? request.path}${request.address ? ` from ${request.address}` : ''}`,
          ),
        ]
      : []),
    row('input', `${input.path} = ${input.excerpt}${changes}`),
    ...spanRows(finding, colours, paint),
    ...(location
      ? [
          row(
            'code',
            `${location.file}:${location.line}:${location.column}${location.function ? ` in ${location.function}` : ''}`,
          ),
        ]
      : []),
    row('call', `${sink.library} ${sink.api}`),
    row('why', finding.reason),
    row('fix', advice),
    ...(count > 1 ? [row('count', `${count} alike within seconds; this is the latest`)] : []),
    row('id', finding.id),
  ];
  return `${lines.join('\n')}\n`;
}

function headline(
  { time, outcome, disposition, severity, detection, cwe }: Finding,
  paint: (style: Style, text: string) => string,
): string {
  const colour = disposition === 'blocked' ? 'green' : outcome === 'attack' ? 'red' : 'yellow';
  const what = outcome === 'weakness' ? 'WEAKNESS' : disposition.toUpperCase();
  const title = cweNames[cwe] ?? detection;
  const name =
    title.toLowerCase().replaceAll(' ', '-') === detection ? title : `${title} (${detection})`;
  return [
    paint('dim', escapeUnsafe(time)),
    paint(colour, what),
    paint('bold', escapeUnsafe(name)),
    severity,
  ].join('  ');
}

function row(label: string, text: string): string {
  return `${indent}${label.padEnd(8)}${escapeUnsafe(text)}`;
}

/** The excerpt of the call with its harmful stretch underlined: by the terminal, or on a line of its own. */
function spanRows(
  { span }: Finding,
  colours: boolean,
  paint: (style: Style, text: string) => string,
): string[] {
  const before = escapeUnsafe(span.excerpt.slice(0, span.start));
  const inside = escapeUnsafe(span.excerpt.slice(span.start, span.end));
  const after = escapeUnsafe(span.excerpt.slice(span.end));
  const line = `${row('text', '')}${before}`;
  if (colours) return [`${line}${paint('red', paint('underline', inside))}${after}`];
  return [`${line}${inside}${after}`, `${' '.repeat(line.length)}${'^'.repeat(inside.length)}`];
}

/** One finding as one line of JSON that a terminal shows and a parser reads back unchanged. */
export function showJson(finding: Finding): string {
  return `${safeJson(finding)}\n`;
}
