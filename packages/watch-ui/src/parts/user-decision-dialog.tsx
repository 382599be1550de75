import { type FormEvent, type ReactNode, useState } from 'react';
import { useChange } from '../api/queries.ts';
import { durations } from '../words/durations.ts';
import { Dialog } from './dialog.tsx';
import { Choice, Field, textsOf } from './field.tsx';
import { Problem } from './page.tsx';
import { say } from './toasts.tsx';

/** What can be done about a user, in the words of the button and of what was done. */
export const userActions = {
  block: { label: 'Block', done: 'is blocked' },
  'step-up': { label: 'Ask for proof', done: 'has to prove who they are' },
  limit: { label: 'Limit', done: 'is limited' },
} as const;
export type UserAction = keyof typeof userActions;

const stale = ['listDecisions', 'getOverview', 'listAudit'] as const;

const hints: Readonly<Record<UserAction, string>> = {
  block:
    'Every request of this user is refused, from wherever it comes. Others at the same address go on.',
  'step-up':
    'Sessions of this user are refused until the app says that the person proved who they are. An app that cannot ask refuses them until the end.',
  limit:
    'Requests beyond the limit are refused with 429. Each process of the app counts for itself.',
};

/** Asks what, how long and why, then decides about a user of one app. */
export function UserDecisionDialog({
  app,
  user,
  action: wanted,
  onClose,
}: {
  app: string;
  user: string;
  action: UserAction;
  onClose: () => void;
}): ReactNode {
  const decide = useChange('decide', stale);
  const undo = useChange('undoDecision', stale);
  const [action, setAction] = useState(wanted);

  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const { seconds, reason = '', requests, within } = textsOf(event.currentTarget);
    const limit = { requests: Number(requests), seconds: Number(within) };
    try {
      const { id } = await decide.mutateAsync({
        body: {
          app,
          action,
          actor: { kind: 'user', value: user },
          reason,
          seconds: Number(seconds),
          ...(action === 'limit' && { limit }),
        },
      });
      say(`${user} ${userActions[action].done}. The app has it within ten seconds.`, () =>
        undo.mutate({ params: { id } }, { onSuccess: () => say(`${user} may go on as before.`) }),
      );
      onClose();
    } catch {
      // Shown in the form.
    }
  };

  return (
    <Dialog title={`Decide about ${user}`} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <div className="pair">
          <Choice
            label="What"
            name="action"
            value={action}
            onChange={(event) => setAction(event.currentTarget.value as UserAction)}
            options={Object.entries(userActions).map(([value, { label }]) => ({ value, label }))}
          />
          <Choice
            label="For how long"
            name="seconds"
            defaultValue="86400"
            options={durations.map(({ seconds, label }) => ({ value: String(seconds), label }))}
          />
        </div>
        <p className="hint">{hints[action]}</p>
        {action === 'limit' && (
          <div className="pair">
            <Field
              label="Requests"
              name="requests"
              type="number"
              min={1}
              max={100_000}
              defaultValue="30"
              required
            />
            <Field
              label="Within seconds"
              name="within"
              type="number"
              min={1}
              max={3_600}
              defaultValue="60"
              required
            />
          </div>
        )}
        <Field
          label="Reason"
          name="reason"
          required
          maxLength={200}
          data-first=""
          hint="The team reads it beside the decision and in the audit log."
        />
        <Problem error={decide.error} />
        <div className="actions">
          <button type="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="danger" disabled={decide.isPending}>
            {userActions[action].label}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
