import type { ReactNode } from 'react';
import { useChange } from '../../api/queries.ts';
import type { WorkItem } from '../../api/types.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Field, textsOf } from '../../parts/field.tsx';
import { Problem } from '../../parts/page.tsx';
import { say } from '../../parts/toasts.tsx';

/** Asks why, and until when, the team lives with it. */
export function AcceptDialog({
  item: { id, state },
  onClose,
}: {
  item: WorkItem;
  onClose: () => void;
}): ReactNode {
  const change = useChange('changeWork', ['getWork', 'listWork', 'countWork']);
  return (
    <Dialog title="Live with it for a time?" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const { reason = '', until = '' } = textsOf(event.currentTarget);
          change.mutate(
            { params: { id }, body: { accepted: { reason, until }, was: { state } } },
            {
              onSuccess: () => {
                say(`Accepted until ${until}; then it opens again.`);
                onClose();
              },
            },
          );
        }}
      >
        <Field label="Reason" name="reason" required maxLength={200} data-first="" />
        <Field label="Last day" name="until" type="date" required />
        <Problem error={change.error} />
        <div className="actions">
          <button type="button" onClick={onClose}>
            Keep it open
          </button>
          <button type="submit" className="main" disabled={change.isPending}>
            Accept it
          </button>
        </div>
      </form>
    </Dialog>
  );
}
