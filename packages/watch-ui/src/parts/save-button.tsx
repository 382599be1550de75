import type { ReactNode } from 'react';
import { Problem } from './page.tsx';

/** The end of a form of settings: what went wrong, and the button for whoever may change them. */
export function SaveButton({
  change: { error, isPending },
  isShown,
}: {
  change: { readonly error: Error | null; readonly isPending: boolean };
  isShown: boolean;
}): ReactNode {
  return (
    <>
      <Problem error={error} />
      {isShown && (
        <button type="submit" className="main" disabled={isPending}>
          Save
        </button>
      )}
    </>
  );
}
