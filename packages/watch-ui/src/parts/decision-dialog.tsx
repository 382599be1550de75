import { type FormEvent, type ReactNode, useState } from 'react';
import { ApiFailure } from '../api/call.ts';
import { useApi, useChange } from '../api/queries.ts';
import type { Decision } from '../api/types.ts';
import { actionVerbs, actionWords, doneTo, everyApp, subjectIn } from '../words/decisions.ts';
import { durations } from '../words/durations.ts';
import { Dialog } from './dialog.tsx';
import { Choice, Field, textsOf } from './field.tsx';
import { Problem } from './page.tsx';
import { say } from './toasts.tsx';

const stale = [
  'listDecisions',
  'listIncidents',
  'getIncident',
  'getOverview',
  'listAudit',
] as const;
const actions = ['block', 'limit', 'step-up', 'allow'] as const;

/** Asks what is done to whom, how long and why. What was decided can be undone where it is told. */
export function DecisionDialog({
  subject,
  onClose,
}: {
  /** As it stands in the address: `203.0.113.7`, `user:42`, `token:…`. */
  subject: string;
  onClose: () => void;
}): ReactNode {
  const known = subjectIn(subject);
  const apps = useApi('listApps').data?.items ?? [];
  const decide = useChange('decide', stale);
  const undo = useChange('undoDecision', stale);
  const [action, setAction] = useState<Decision['action']>('block');
  const [kind, setKind] = useState(known.kind);
  const [isInner, setIsInner] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const { value = '', seconds, reason = '', app, inner, ...limit } = textsOf(event.currentTarget);
    const actor = {
      kind: kind === 'address' && value.includes('/') ? 'network' : kind,
      value,
    } as const;
    try {
      const { id } = await decide.mutateAsync({
        body: {
          action,
          actor,
          reason,
          seconds: Number(seconds),
          ...(action === 'limit' && {
            limit: { requests: Number(limit['requests']), seconds: Number(limit['per']) },
          }),
          ...(app !== undefined && app !== everyApp && { app }),
          ...(inner === 'on' && { includesCritical: true }),
        },
      });
      say(`${value} is ${doneTo[action]}. Every app has it within ten seconds.`, () =>
        undo.mutate(
          { params: { id } },
          { onSuccess: () => say(`What was decided about ${value} is undone.`) },
        ),
      );
      onClose();
    } catch (error) {
      setIsInner(error instanceof ApiFailure && error.code === 'conflict');
    }
  };

  return (
    <Dialog title="Decide about an attacker" onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <Choice
          label="What is done"
          value={action}
          onChange={({ target }) => setAction(target.value as Decision['action'])}
          options={actions.map((value) => ({ value, label: actionWords[value] }))}
        />
        <Subject kind={kind} value={known.value} onKind={setKind} />
        {action === 'limit' && (
          <div className="pair">
            <Field
              label="Requests"
              name="requests"
              type="number"
              min={1}
              max={100_000}
              defaultValue={10}
              required
            />
            <Field
              label="In seconds"
              name="per"
              type="number"
              min={1}
              max={3_600}
              defaultValue={60}
              required
            />
          </div>
        )}
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
          data-first={known.value === '' ? undefined : ''}
          hint="The team reads it beside the decision and in the audit log."
        />
        {isInner && (
          <label className="tick">
            <input type="checkbox" name="inner" />
            <span>
              Decide although it is an inner address, or one the team calls critical: I know what is
              there.
            </span>
          </label>
        )}
        <Problem error={decide.error} />
        <div className="actions">
          <button type="button" onClick={onClose}>
            Cancel
          </button>
          <button
            type="submit"
            className={action === 'allow' ? 'main' : 'danger'}
            disabled={decide.isPending}
          >
            {actionVerbs[action]}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** Who it is about. */
function Subject({
  kind,
  value,
  onKind,
}: {
  kind: 'address' | 'user' | 'token';
  value: string;
  onKind: (kind: 'address' | 'user' | 'token') => void;
}): ReactNode {
  return (
    <div className="pair">
      <Choice
        label="Who is known by"
        value={kind}
        onChange={({ target }) => onKind(target.value as typeof kind)}
        options={[
          { value: 'address', label: 'address or network' },
          { value: 'user', label: 'user' },
          { value: 'token', label: 'token' },
        ]}
      />
      <Field
        label={
          kind === 'address'
            ? 'Address or network'
            : kind === 'user'
              ? 'The user’s id'
              : 'Fingerprint'
        }
        name="value"
        defaultValue={value}
        required
        data-first={value === '' ? '' : undefined}
        placeholder={kind === 'address' ? '203.0.113.7 or 203.0.113.0/24' : undefined}
        spellCheck={false}
        autoComplete="off"
      />
    </div>
  );
}
