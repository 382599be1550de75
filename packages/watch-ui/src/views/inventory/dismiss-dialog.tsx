import type { ReactNode } from 'react';
import { useChange } from '../../api/queries.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Field, textsOf } from '../../parts/field.tsx';
import { Problem } from '../../parts/page.tsx';

/** Asks why, and until when, an advisory is no alert and no risk. */
export function DismissDialog({
  advisory: { id, summary },
  app,
  onClose,
}: {
  advisory: { readonly id: string; readonly summary: string };
  /** In every app when undefined. */
  app: string | undefined;
  onClose: () => void;
}): ReactNode {
  const dismiss = useChange('dismissAdvisory', ['listPackages', 'listAppInventory', 'getCoverage']);
  return (
    <Dialog title={`Dismiss ${id}?`} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const { reason = '', days = '' } = textsOf(event.currentTarget);
          const body = { advisory: id, reason, days: Number(days), ...(app && { app }) };
          dismiss.mutate({ body }, { onSuccess: onClose });
        }}
      >
        <p>
          {summary}. It is no risk {app === undefined ? 'in any app' : 'in this app'} until the end
          that you set.
        </p>
        <Field label="Reason" name="reason" required maxLength={200} data-first="" />
        <Field
          label="Days"
          name="days"
          type="number"
          min={1}
          max={365}
          defaultValue={30}
          required
        />
        <Problem error={dismiss.error} />
        <div className="actions">
          <button type="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="main" disabled={dismiss.isPending}>
            Dismiss it
          </button>
        </div>
      </form>
    </Dialog>
  );
}
