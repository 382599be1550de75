import { newId } from '../store/new-id.ts';
import type { Store } from '../store/schema.ts';
import { storableText } from '../store/storable.ts';

/** What a line of an item's history tells. */
export const noteKinds = [
  'opened',
  'comment',
  'changed',
  'verified',
  'reopened',
  'replay',
  'exception',
] as const;
export type NoteKind = (typeof noteKinds)[number];

/** Who writes where no person does. */
export const byWatch = 'castellan watch';

export interface Note {
  readonly itemId: string;
  readonly author: string;
  readonly kind: NoteKind;
  readonly text: string;
}

/** Adds lines to the histories of items, in the transaction in which it happens. */
export async function addNotes(store: Store, notes: readonly Note[]): Promise<void> {
  if (notes.length === 0) return;
  await store
    .insertInto('work_notes')
    .values(
      notes.map(({ itemId, author, kind, text }) => ({
        id: newId(),
        item_id: itemId,
        author: author.slice(0, 256),
        kind,
        text: storableText(text).slice(0, 4_000),
      })),
    )
    .execute();
}
