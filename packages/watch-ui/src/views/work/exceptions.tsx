import { type ReactNode, useId } from 'react';
import { useMay, useMe } from '../../api/me.ts';
import { useChange } from '../../api/queries.ts';
import type { WorkDetail } from '../../api/types.ts';
import { CopyLine } from '../../parts/copy-line.tsx';
import { Field, textsOf } from '../../parts/field.tsx';
import { Problem, Section } from '../../parts/page.tsx';

type Proposal = WorkDetail['exceptions'][number];
const stale = ['getWork', 'listWork', 'countWork'] as const;

/** A false alarm as a narrow exception in the app’s own settings, reviewed by a second person. */
export function Exceptions({ found: { item, exceptions } }: { found: WorkDetail }): ReactNode {
  const mayPropose = useMay('proposeException');
  const isWaiting = exceptions.some(({ state }) => state === 'proposed');
  return (
    <Section title="Is it a false alarm?">
      <p className="soft">
        Guard can let this detection pass on this route and input until a day. The change is made in
        castellan.config.json of the app, and holds once it is deployed.
      </p>
      {exceptions.map((one) => (
        <OneException key={one.id} proposal={one} />
      ))}
      {mayPropose && !isWaiting && <Propose id={item.id} />}
    </Section>
  );
}

function Propose({ id }: { id: string }): ReactNode {
  const propose = useChange('proposeException', stale);
  const fileId = useId();
  return (
    <details>
      <summary>Propose an exception</summary>
      <form
        className="propose"
        onSubmit={(event) => {
          event.preventDefault();
          const { reason = '', until = '', file = '' } = textsOf(event.currentTarget);
          propose.mutate({ params: { id }, body: { reason, until, file } });
        }}
      >
        <Field label="Why it is no attack" name="reason" required minLength={3} maxLength={500} />
        <Field label="Until" name="until" type="date" required />
        <div className="field">
          <label htmlFor={fileId}>castellan.config.json as it is (empty without one)</label>
          <textarea id={fileId} name="file" rows={5} spellCheck={false} maxLength={60_000} />
        </div>
        <Problem error={propose.error} />
        <button type="submit" disabled={propose.isPending}>
          Propose it
        </button>
      </form>
    </details>
  );
}

const stateWords: Readonly<Record<Proposal['state'], string>> = {
  proposed: 'waits for a second person',
  approved: 'approved',
  refused: 'refused',
};

function OneException({ proposal }: { proposal: Proposal }): ReactNode {
  const { id, state, diff, reason, until, askedBy, askedById, decidedBy } = proposal;
  const me = useMe();
  const mayDecide = useMay('decideException');
  const decide = useChange('decideException', stale);
  const isOwn = me?.kind === 'person' && me.id === askedById;
  const answer = (isApproved: boolean): void =>
    decide.mutate({ params: { id }, body: { isApproved } });
  return (
    <div className="proposal">
      <p>
        <span className="mark">{stateWords[state]}</span> {reason}{' '}
        <span className="soft">
          asked by {askedBy}, until {until}
          {decidedBy !== undefined && `, decided by ${decidedBy}`}
        </span>
      </p>
      <CopyLine text={diff} label="Change of castellan.config.json" />
      {state !== 'refused' && (
        <a
          className="button"
          download={`castellan-exception-${id.slice(-6)}.patch`}
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(diff)}`}
        >
          Download the patch
        </a>
      )}
      <Problem error={decide.error} />
      {state === 'proposed' && mayDecide && !isOwn && (
        <div className="actions">
          <button type="button" onClick={() => answer(false)} disabled={decide.isPending}>
            Refuse
          </button>
          <button
            type="button"
            className="main"
            onClick={() => answer(true)}
            disabled={decide.isPending}
          >
            Approve
          </button>
        </div>
      )}
      {state === 'proposed' && isOwn && (
        <p className="soft">Somebody else decides: an admin other than you.</p>
      )}
    </div>
  );
}
