/** A place in a list that is sorted by time, then by a key: where the next page begins. */
export interface Cursor {
  readonly at: Date;
  readonly key: string;
}

/** Opaque to clients. */
export function encodeCursor({ at, key }: Cursor): string {
  return Buffer.from(JSON.stringify([at.getTime(), key])).toString('base64url');
}

/** `undefined` for a text that is no cursor of ours. */
export function decodeCursor(text: string): Cursor | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (!Array.isArray(value)) return undefined;
    const [at, key] = value as unknown[];
    const date = new Date(typeof at === 'number' ? at : Number.NaN);
    return typeof key === 'string' && !Number.isNaN(date.getTime()) ? { at: date, key } : undefined;
  } catch {
    return undefined;
  }
}

/** One page of a list. */
export interface Page<Row> {
  readonly items: readonly Row[];
  /** Absent on the last page. */
  readonly next?: string;
}

/** Cuts a page from rows that were read with one more than asked for. */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  cursorOf: (row: Row) => Cursor,
): Page<Row> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return rows.length > limit && last !== undefined
    ? { items, next: encodeCursor(cursorOf(last)) }
    : { items };
}
