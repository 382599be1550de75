/** A header as it was sent. */
export type Header = readonly [name: string, value: string];

/** What of a site's answer its headers are judged by. */
export interface Answer {
  readonly url: string;
  /** As they were sent, in order; a name may come more than once. */
  readonly headers: readonly Header[];
}

/** Headers in the flat list of names and values that Node.js keeps of them (`rawHeaders`). */
export function headersIn(raw: readonly string[]): Header[] {
  const found: Header[] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) found.push([raw[at]!, raw[at + 1]!]);
  return found;
}

/** All values of a header, in order; `name` in small letters. */
export function valuesOf({ headers }: Pick<Answer, 'headers'>, name: string): string[] {
  return headers.filter(([one]) => one.toLowerCase() === name).map(([, value]) => value.trim());
}

/** Whether it is a page that a browser shows, and not data. */
export function isHtml(answer: Pick<Answer, 'headers'>): boolean {
  const [type = ''] = valuesOf(answer, 'content-type');
  return /^(text\/html|application\/xhtml\+xml)\b/i.test(type);
}
