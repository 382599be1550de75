import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Finding } from '@castellan/core';
import { type Terminal, wrap } from './terminal.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Reads guard's findings (NDJSON); a missing file holds none, a broken line is left out. */
export async function readFindings(file: string): Promise<Finding[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : [JSON.parse(line) as Finding];
    } catch {
      return [];
    }
  });
}

/** Sets one finding out in full: what was sent, what the app did with it, and what to write instead. */
export async function explain(finding: Finding, terminal: Terminal): Promise<string> {
  const { paint, columns } = terminal;
  const width = columns - 16;
  const field = (name: string, lines: readonly string[]): string =>
    lines
      .map((line, n) => `  ${paint('dim', (n === 0 ? name : '').padEnd(12))}  ${line}`)
      .join('\n');
  const { input, sink, span, request, location } = finding;
  const changes =
    input.transformations.length > 0 ? ` (after ${input.transformations.join(', ')})` : '';
  return [
    paint(
      'bold',
      `One block explained: ${finding.detection} (CWE-${finding.cwe}, ${finding.severity})`,
    ),
    field('why', wrap(finding.reason, width)),
    ...(request ? [field('request', wrap(`${request.method} ${request.path}`, width))] : []),
    field('input', [paint('cyan', input.path) + changes, ...broken(input.excerpt, width)]),
    field('reached', [`${sink.api} of ${sink.library}`]),
    field('span', marked(span, width, paint)),
    ...(location ? [field('your line', await sourceLines(location, paint))] : []),
    field(
      'instead',
      finding.advice.split('\n').flatMap((line) => wrap(line, width)),
    ),
    field('controls', wrap([...finding.controls, ...finding.practices].join(', '), width)),
    field('finding', [`${finding.id}, ${finding.disposition} at ${finding.time}`]),
  ].join('\n');
}

/** The excerpt in lines of `width`, the guilty stretch underlined; a line break shows as ⏎. */
function marked(span: Finding['span'], width: number, paint: Terminal['paint']): string[] {
  const lines: string[] = [];
  const text = span.excerpt.replaceAll(/[\r\n]/g, '⏎').replaceAll('\t', ' ');
  for (let at = 0; at < text.length; at += width) {
    lines.push(text.slice(at, at + width));
    const from = Math.max(span.start - at, 0);
    const to = Math.min(span.end - at, width);
    if (from < to) lines.push(' '.repeat(from) + paint('red', '^'.repeat(to - from)));
  }
  return lines;
}

function broken(text: string, width: number): string[] {
  const lines: string[] = [];
  for (let at = 0; at < text.length; at += width) lines.push(text.slice(at, at + width));
  return lines;
}

async function sourceLines(
  { file, line, column }: NonNullable<Finding['location']>,
  paint: Terminal['paint'],
): Promise<string[]> {
  const absolute = file.startsWith('file:')
    ? fileURLToPath(file)
    : path.resolve(root, 'apps/shop', file);
  const shown = path.relative(root, absolute);
  const source = await readFile(absolute, 'utf8').catch(() => '');
  const all = source.split('\n');
  const near = [line - 2, line - 1, line].flatMap((n) => {
    const text = all[n];
    if (text === undefined || text.trim() === '') return [];
    const numbered = `${String(n + 1).padStart(4)} ${n === line - 1 ? '>' : ' '} ${text}`;
    return [n === line - 1 ? paint('bold', numbered) : paint('dim', numbered)];
  });
  return [`${shown}:${line}:${column}`, ...near];
}
