const least = 20;

/** `text` in lines of at most `columns` signs, each behind `indent`; a longer word stands alone. */
export function wrap(text: string, columns: number, indent: string): string[] {
  const room = Math.max(least, columns - indent.length);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > room) {
      lines.push(indent + line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  if (line !== '') lines.push(indent + line);
  return lines;
}
