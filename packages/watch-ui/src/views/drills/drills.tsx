import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMay } from '../../api/me.ts';
import { itemsOf, useApi, usePages } from '../../api/queries.ts';
import type { Drill } from '../../api/types.ts';
import { DrillNote } from '../../parts/drill-note.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Listing } from '../../parts/listing.tsx';
import { Empty, Page } from '../../parts/page.tsx';
import { Ago } from '../../parts/time.tsx';
import { asDuration, toldAfterMs, wayWords } from './drill-words.ts';
import { OutcomeMark } from './outcome-mark.tsx';

/** Every drill, and what came of it. */
export function Drills(): ReactNode {
  const pages = usePages('listDrills', {});
  const due = useApi('getOverview', { query: { hours: 168 } }).data?.drillDue ?? [];
  const drills = itemsOf(pages.data);
  const may = useMay('startDrill');
  const run = may && (
    <Link to="/drills/new" search={{}} className="button main">
      <Icon name="drill" />
      Run a drill
    </Link>
  );
  return (
    <Page
      title="Drills"
      lead="A harmless attack on your own app, timed until people are told. It counts as no attack and closes itself."
      actions={drills.length > 0 && run}
    >
      <DrillNote due={due} />
      <Listing
        pages={pages}
        isEmpty={drills.length === 0}
        empty={
          <Empty title="No drill has been run yet">
            <p>
              Alerts that nobody has tried fail when they are needed: a token that ended, a channel
              that was renamed, hours of silence that never end. A drill finds it out first.
            </p>
            {run}
          </Empty>
        }
      >
        <DrillTable drills={drills} />
      </Listing>
    </Page>
  );
}

function DrillTable({ drills }: { drills: readonly Drill[] }): ReactNode {
  return (
    <table className="table drills">
      <thead>
        <tr>
          <th scope="col">Drill</th>
          <th scope="col">What came of it</th>
          <th scope="col" className="right">
            Told after
          </th>
          <th scope="col">When</th>
        </tr>
      </thead>
      <tbody>
        {drills.map((drill) => (
          <DrillRow key={drill.id} drill={drill} />
        ))}
      </tbody>
    </table>
  );
}

function DrillRow({ drill }: { drill: Drill }): ReactNode {
  const { id, app, way, channel, outcome, sentence, startedAt, startedBy } = drill;
  const ms = toldAfterMs(drill);
  return (
    <tr data-row="">
      <td>
        <Link to="/drills/$id" params={{ id }} className="row-link">
          {app}
        </Link>
        <small>
          {wayWords[way]}
          {channel !== undefined && `, for ${channel} only`}
        </small>
      </td>
      <td>
        <OutcomeMark outcome={outcome} />
        <small className="clip">{sentence}</small>
      </td>
      <td className="right number">
        {ms === undefined ? 'nobody' : asDuration(ms)}
        <span className="on-phone"> until told</span>
      </td>
      <td className="when">
        <Ago time={startedAt} />
        <small>by {startedBy}</small>
      </td>
    </tr>
  );
}
