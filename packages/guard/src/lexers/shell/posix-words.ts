// Words after which a program is still to come (POSIX.1-2024, Shell Command Language, 2.4).
const keywords = new Set(
  '! { } if then elif else fi do done while until time exec command builtin'.split(' '),
);

export function isNameStart(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** The end of the name whose first character stands at `start`. */
export function nameEnd(text: string, start: number): number {
  let end = start + 1;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (!isNameStart(code) && !isDigit(code)) break;
  }
  return end;
}

/** Assignments and keywords stand before the program's name. */
export function standsOutside(
  text: string,
  start: number,
  end: number,
): 'assignment' | 'keyword' | undefined {
  if (end - start <= 8 && keywords.has(text.slice(start, end))) return 'keyword';
  if (!isNameStart(text.charCodeAt(start))) return undefined;
  let i = nameEnd(text, start);
  if (text[i] === '+') i++;
  return i < end && text[i] === '=' ? 'assignment' : undefined;
}
