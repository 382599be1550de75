import type { ReactNode } from 'react';
import { useChange } from '../../api/queries.ts';
import type { PlaybookRule, Rehearsal as Told } from '../../api/types.ts';
import { AddressLink } from '../../parts/address-link.tsx';
import { Problem } from '../../parts/page.tsx';
import { Moment } from '../../parts/time.tsx';
import { counted } from '../../words/text.ts';

/** Tries a rule on last week; nothing is done. */
export function Rehearsal({ rule }: { rule: () => PlaybookRule }): ReactNode {
  const rehearse = useChange('rehearsePlaybook', []);
  return (
    <div className="rehearsal">
      <button
        type="button"
        disabled={rehearse.isPending}
        onClick={() => rehearse.mutate({ body: { rule: rule() } })}
      >
        {rehearse.isPending ? 'Trying…' : 'Try it on last week'}
      </button>
      <Problem error={rehearse.error} />
      {rehearse.data && (
        <Result
          told={rehearse.data}
          isOfAddresses={rehearse.variables.body.rule.by === 'address'}
        />
      )}
    </div>
  );
}

const things = { incidents: 'incident', events: 'event', rises: 'rise' } as const;

function Result({ told, isOfAddresses }: { told: Told; isOfAddresses: boolean }): ReactNode {
  const { firings, actors, moreActors, lookedAt, of, from, isCut } = told;
  return (
    <div role="status">
      <p className="found">
        {firings === 0 ? (
          'It would not have fired.'
        ) : (
          <>
            It would have fired <strong>{counted(firings, 'time')}</strong>, for{' '}
            {counted(actors.length + moreActors, 'actor')}.
          </>
        )}
      </p>
      {actors.length > 0 && (
        <ul className="actors">
          {actors.map(({ value, firings, firstAt, isCritical }) => (
            <li key={`${value} ${firstAt}`}>
              {isOfAddresses ? (
                <AddressLink address={value} />
              ) : (
                <span className="number">{value}</span>
              )}{' '}
              {firings > 1 && <span className="times">×{firings}</span>}{' '}
              {isCritical && <span className="mark was-logged">critical: spared</span>}
              <small>
                first <Moment time={firstAt} />
              </small>
            </li>
          ))}
        </ul>
      )}
      <p className="hint">
        Counted from {counted(lookedAt, things[of])}
        {isCut ? ', the latest of the week, back to ' : ' of the week since '}
        <Moment time={from} />
        {of === 'incidents' &&
          ', each with its events spread evenly over the time in which they came'}
        .
      </p>
    </div>
  );
}
