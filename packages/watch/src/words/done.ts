/** The id, or why it cannot be done: it is not valid, or stands against what is there already. */
export type Done =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly problem: string; readonly isConflict?: boolean };
