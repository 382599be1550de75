/** A value as a query writes it: in quotation marks where it would read as something else. */
export function asValue(value: string): string {
  return /^[^\s()"*<>\\]+$/.test(value)
    ? value
    : `"${value.replaceAll(/[\\"]/g, String.raw`\$&`)}"`;
}

/** `address:203.0.113.7 route:"GET /health"`: all of these hold. */
export function queryOf(terms: Readonly<Record<string, string>>): string {
  return Object.entries(terms)
    .map(([field, value]) => `${field}:${asValue(value)}`)
    .join(' ');
}

/** Adds a term to a query, or takes it away when it stands there at the end or between spaces. */
export function withTerm(query: string, field: string, value: string, isLeftOut: boolean): string {
  const term = `${field}:${asValue(value)}`;
  const opposite = isLeftOut ? term : `-${term}`;
  const wanted = isLeftOut ? `-${term}` : term;
  const padded = ` ${query.trim()} `;
  const kept = padded.replace(` ${opposite} `, ' ');
  const holds = kept.includes(` ${wanted} `);
  // What stands beside an OR would belong to its right side only.
  const isChoice = / OR /.test(kept) && !/^\([^()]*\)$/.test(kept.trim());
  const base = isChoice && !holds ? `(${kept.trim()})` : kept.trim();
  return (holds ? base : `${base} ${wanted}`).trim();
}

export interface QueryField {
  readonly name: string;
  readonly about: string;
  readonly takesComparison: boolean;
  readonly values: readonly string[];
}

/** What may stand where the caret is. */
export interface Completion {
  readonly start: number;
  readonly end: number;
  readonly options: readonly { readonly text: string; readonly about: string }[];
}

const mostOptions = 8;

/** Fields while a name is typed, values of the field once its colon stands there. */
export function completionsAt(
  text: string,
  caret: number,
  fields: readonly QueryField[],
  seen: Readonly<Record<string, readonly string[]>>,
): Completion {
  const before = text.slice(0, caret);
  const word = /(?:^|[\s(])-?([^\s()"]*)$/.exec(before)?.[1];
  if (word === undefined) return { start: caret, end: caret, options: [] };
  const start = caret - word.length;
  const colon = word.indexOf(':');
  if (colon === -1) return fieldsFor(word, start, caret, fields);
  const field = fields.find(({ name }) => name === word.slice(0, colon).toLowerCase());
  const comparison = /^[<>]=?/.exec(word.slice(colon + 1))?.[0] ?? '';
  const typed = word.slice(colon + 1 + comparison.length).toLowerCase();
  const values = field === undefined ? [] : valuesOf(field, seen);
  return {
    start: start + colon + 1 + comparison.length,
    end: caret,
    options: values
      .filter((value) => value.toLowerCase().includes(typed) && value.toLowerCase() !== typed)
      .slice(0, mostOptions)
      .map((value) => ({ text: `${asValue(value)} `, about: '' })),
  };
}

function fieldsFor(
  word: string,
  start: number,
  end: number,
  fields: readonly QueryField[],
): Completion {
  const typed = word.toLowerCase();
  const options = fields
    .filter(({ name }) => name.startsWith(typed))
    .slice(0, mostOptions)
    .map(({ name, about }) => ({ text: `${name}:`, about }));
  return { start, end, options };
}

function valuesOf(
  field: QueryField,
  seen: Readonly<Record<string, readonly string[]>>,
): readonly string[] {
  if (['after', 'before', 'time'].includes(field.name)) return ['1h', '24h', '7d', '30d'];
  return field.values.length > 0 ? field.values : (seen[field.name] ?? []);
}
