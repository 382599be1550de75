import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useApi } from '../../../api/queries.ts';
import { Icon } from '../../../parts/icon.tsx';
import { Empty, Loading, Problem, Section } from '../../../parts/page.tsx';
import { PauseAct } from '../../../parts/pause-act.tsx';
import { DestinationState } from './destination-state.tsx';
import { sourceWords } from './source-words.ts';
import { TestDestination } from './test-destination.tsx';

const named = new Intl.ListFormat('en');

/** Where everything that watch stores is sent on to. */
export function Forwarding(): ReactNode {
  const { data, error } = useApi('listDestinations');
  const kinds = useApi('listDestinationKinds').data?.items ?? [];
  const add = (
    <Link to="/settings/forwarding/new" className="button main">
      <Icon name="plus" />
      Add a destination
    </Link>
  );
  const titleOf = (kind: string): string => kinds.find((one) => one.kind === kind)?.title ?? kind;
  return (
    <Section title="Forwarding" aside={data && data.items.length > 0 && add}>
      <Problem error={error} />
      {!data && !error && <Loading />}
      {data?.items.length === 0 && (
        <Empty title="Nothing is sent on yet">
          <p>
            A destination is sent every event the moment it is stored, in order and at least once:
            to a syslog server or SIEM, Elasticsearch, an OpenTelemetry collector, or an address of
            yours. While it is away, watch keeps what it missed.
          </p>
          {add}
        </Empty>
      )}
      {data && data.items.length > 0 && (
        <table className="table destinations">
          <thead>
            <tr>
              <th scope="col">Destination</th>
              <th scope="col">Is sent</th>
              <th scope="col">State</th>
              <th scope="col">
                <span className="unseen">Test and pause</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.items.map((one) => (
              <tr key={one.id} data-row="" className={one.isPaused ? 'is-past' : undefined}>
                <td>
                  <Link to="/settings/forwarding/$id" params={{ id: one.id }} className="row-link">
                    {one.name}
                  </Link>
                  <small>{titleOf(one.kind)}</small>
                </td>
                <td>{named.format(one.sources.map((source) => sourceWords[source]))}</td>
                <td>
                  <DestinationState destination={one} />
                </td>
                <td className="right">
                  <TestDestination destination={one} />
                  <PauseAct
                    operation="changeDestination"
                    list="listDestinations"
                    row={one}
                    paused="waits; nothing is lost."
                    resumed="is sent what it missed."
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}
