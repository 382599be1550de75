import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { Operation } from '../api/call.ts';
import { useMay } from '../api/me.ts';
import { useApi, useChange } from '../api/queries.ts';
import type { Incident, RelatedIncident } from '../api/types.ts';
import { asTitle, counted } from '../words/text.ts';
import { SeverityMark } from './marks.tsx';
import { Problem, Section } from './page.tsx';
import { Ago } from './time.tsx';
import { say } from './toasts.tsx';

const stale: readonly Operation[] = [
  'listRelatedIncidents',
  'listIncidents',
  'getIncident',
  'listEvents',
  'getOverview',
];

const why: Readonly<Record<RelatedIncident['relation'], string>> = {
  merged: 'merged into this one',
  actor: 'same address',
  campaign: 'same campaign',
};

/** What has to do with an incident, and the way to make several one. */
export function RelatedIncidents({
  incident: { id, campaignId },
}: {
  incident: Incident;
}): ReactNode {
  const { data, error } = useApi('listRelatedIncidents', { params: { id } });
  const mayMerge = useMay('mergeIncidents');
  const merge = useChange('mergeIncidents', stale);
  const split = useChange('splitIncident', stale);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const takeOut = (part: string): void =>
    split.mutate(
      { params: { id: part } },
      {
        onSuccess: () => say('It stands by itself again.'),
        onError: ({ message }) => say(message),
      },
    );
  if (!data || data.items.length === 0) return <Problem error={error} />;
  const mergeChosen = (): void =>
    merge.mutate(
      { params: { id }, body: { incidents: [...chosen] } },
      {
        onSuccess: () => {
          say(
            `${counted(chosen.length, 'incident is', 'incidents are')} part of this one now.`,
            () => chosen.forEach(takeOut),
          );
          setChosen([]);
        },
        onError: ({ message }) => say(message),
      },
    );
  return (
    <Section
      title="Related incidents"
      aside={
        campaignId !== undefined && data.items.some(({ relation }) => relation === 'campaign') ? (
          <Link to="/campaigns/$id" params={{ id: campaignId }}>
            The campaign
          </Link>
        ) : undefined
      }
    >
      <ul className="related">
        {data.items.map(({ incident, relation }) => (
          <li key={incident.id} data-row="">
            {mayMerge && relation !== 'merged' && (
              <input
                type="checkbox"
                aria-label={`Choose ${asTitle(incident.detection)} on ${incident.route || 'no route'} from ${incident.actor}`}
                checked={chosen.includes(incident.id)}
                onChange={({ target }) =>
                  setChosen(
                    target.checked
                      ? [...chosen, incident.id]
                      : chosen.filter((one) => one !== incident.id),
                  )
                }
              />
            )}
            <span>
              <SeverityMark severity={incident.severity} />{' '}
              <Link to="/incidents/$id" params={{ id: incident.id }} className="row-link">
                {asTitle(incident.detection)}
              </Link>
              <small>
                {why[relation]} · {incident.route || 'no route known'} · {incident.actor} ·{' '}
                <Ago time={incident.lastSeen} />
              </small>
            </span>
            {mayMerge && relation === 'merged' && (
              <button type="button" onClick={() => takeOut(incident.id)}>
                Take out
              </button>
            )}
          </li>
        ))}
      </ul>
      {mayMerge && chosen.length > 0 && (
        <button type="button" onClick={mergeChosen} disabled={merge.isPending}>
          Merge {counted(chosen.length, 'incident')} into this one
        </button>
      )}
    </Section>
  );
}
