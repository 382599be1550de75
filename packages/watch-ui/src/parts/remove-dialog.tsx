import type { ReactNode } from 'react';
import { Dialog } from './dialog.tsx';
import { Problem } from './page.tsx';

/** Asks before something goes for good; what keeps it stands first. */
export function RemoveDialog({
  name,
  loses,
  removal,
  onRemove,
  onClose,
}: {
  name: string;
  /** What goes with it, one sentence. */
  loses: string;
  removal: { readonly error: Error | null; readonly isPending: boolean };
  onRemove: () => void;
  onClose: () => void;
}): ReactNode {
  return (
    <Dialog title={`Take ${name} away?`} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onRemove();
        }}
      >
        <p>{loses}</p>
        <Problem error={removal.error} />
        <div className="actions">
          <button type="button" onClick={onClose} data-first="">
            Keep it
          </button>
          <button type="submit" className="danger" disabled={removal.isPending}>
            Take it away
          </button>
        </div>
      </form>
    </Dialog>
  );
}
