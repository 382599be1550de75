/** The id, or why it cannot be done: it is not valid, stands against what is there, or is not for this asker. */
export type Done =
  | { readonly ok: true; readonly id: string }
  | {
      readonly ok: false;
      readonly problem: string;
      readonly isConflict?: boolean;
      readonly isRefused?: boolean;
    };
