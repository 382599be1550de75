import { type FormEvent, type ReactNode, useState } from 'react';
import { ApiFailure } from '../api/call.ts';
import { useApi, useChange } from '../api/queries.ts';
import { durations } from '../words/durations.ts';
import { Dialog } from './dialog.tsx';
import { Choice, Field, textsOf } from './field.tsx';
import { Problem } from './page.tsx';
import { say } from './toasts.tsx';

const everyApp = 'every';

/** Asks how long and why, then blocks. What was blocked can be undone where it is told. */
export function BlockDialog({
  address,
  onClose,
}: {
  address: string;
  onClose: () => void;
}): ReactNode {
  const apps = useApi('listApps').data?.items ?? [];
  const decide = useChange('decide', ['listDecisions', 'getOverview', 'listAudit']);
  const undo = useChange('undoDecision', ['listDecisions', 'getOverview', 'listAudit']);
  const [isInner, setIsInner] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const { value = '', seconds, reason = '', app, inner } = textsOf(event.currentTarget);
    const actor = { kind: value.includes('/') ? 'network' : 'address', value } as const;
    try {
      const { id } = await decide.mutateAsync({
        body: {
          actor,
          reason,
          seconds: Number(seconds),
          ...(app !== undefined && app !== everyApp && { app }),
          ...(inner === 'on' && { includesCritical: true }),
        },
      });
      say(`${value} is blocked. Every app has it within ten seconds.`, () =>
        undo.mutate({ params: { id } }, { onSuccess: () => say(`${value} may come in again.`) }),
      );
      onClose();
    } catch (error) {
      setIsInner(error instanceof ApiFailure && error.code === 'conflict');
    }
  };

  return (
    <Dialog title="Block an attacker" onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <Field
          label="Address or network"
          name="value"
          defaultValue={address}
          required
          data-first={address === '' ? '' : undefined}
          placeholder="203.0.113.7 or 203.0.113.0/24"
          spellCheck={false}
          autoComplete="off"
        />
        <div className="pair">
          <Choice
            label="For how long"
            name="seconds"
            defaultValue="86400"
            options={durations.map(({ seconds, label }) => ({ value: String(seconds), label }))}
          />
          <Choice
            label="On"
            name="app"
            options={[
              { value: everyApp, label: 'every app' },
              ...apps.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        </div>
        <Field
          label="Reason"
          name="reason"
          required
          maxLength={200}
          data-first={address === '' ? undefined : ''}
          hint="The team reads it beside the block and in the audit log."
        />
        {isInner && (
          <label className="tick">
            <input type="checkbox" name="inner" />
            <span>Block it although it is an inner address: I know what is there.</span>
          </label>
        )}
        <Problem error={decide.error} />
        <div className="actions">
          <button type="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="danger" disabled={decide.isPending}>
            Block
          </button>
        </div>
      </form>
    </Dialog>
  );
}
