import { type Cursor, decodeCursor, type Page } from '../../store/cursor.ts';
import { ApiError } from './api-error.ts';

/** The cursor that a client sent back. */
export function readCursor(text: string | undefined): Cursor | undefined {
  if (text === undefined) return undefined;
  const cursor = decodeCursor(text);
  if (cursor === undefined) throw new ApiError('bad_request', 'The cursor is not one of ours.');
  return cursor;
}

/** A page with each row as the API shows it. */
export function shown<Row, Item>(
  { items, next }: Page<Row>,
  show: (row: Row) => Item,
): { items: Item[]; next?: string } {
  return { items: items.map(show), ...(next !== undefined && { next }) };
}

/** Leaves out what is not there. */
export function iso<Key extends string>(
  key: Key,
  date: Date | null | undefined,
): { [K in Key]?: string } {
  return (date == null ? {} : { [key]: date.toISOString() }) as { [K in Key]?: string };
}
