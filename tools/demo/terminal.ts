import { stripVTControlCharacters, styleText } from 'node:util';

type Format = Parameters<typeof styleText>[0];

/** How text is set on the stream at hand. */
export interface Terminal {
  readonly columns: number;
  paint(format: Format, text: string): string;
}

/** Colours only where a person looks, and where NO_COLOR does not forbid them. */
export function terminalOf(stream: NodeJS.WriteStream): Terminal {
  const coloured = stream.isTTY && !process.env['NO_COLOR'];
  return {
    columns: Math.max(60, Math.min(stream.columns ?? 100, 120)),
    paint: (format, text) => (coloured ? styleText(format, text, { validateStream: false }) : text),
  };
}

const segments = new Intl.Segmenter('en');

/** Text cut or filled up to a number of columns; colour codes take no room. */
export function fit(text: string, width: number): string {
  const plain = stripVTControlCharacters(text);
  if (plain.length <= width) return text + ' '.repeat(width - plain.length);
  const kept = [...segments.segment(plain)].slice(0, Math.max(0, width - 1));
  return `${kept.map(({ segment }) => segment).join('')}…`;
}

/** Breaks text at spaces into lines of at most `width` columns. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
