import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useApi } from '../api/queries.ts';
import type { App, Incident, Overview as Numbers } from '../api/types.ts';
import { DemoMark, DemoNote, LoadDemo } from '../parts/demo-data.tsx';
import { DrillNote } from '../parts/drill-note.tsx';
import { Histogram } from '../parts/histogram.tsx';
import { IncidentTable } from '../parts/incident-table.tsx';
import { PinnedViews } from '../parts/pinned-views.tsx';
import { Light, SeverityMark } from '../parts/marks.tsx';
import { Empty, Page, Section, Unread } from '../parts/page.tsx';
import { Ago, useNow } from '../parts/time.tsx';
import { bucketsOf } from '../words/buckets.ts';
import { asShortNumber, counted } from '../words/text.ts';

const week = 168;
/** As many as the API gives at once. */
const mostRead = 200;
const nowMs = 15 * 60_000;
const dayMs = 86_400_000;
/** Every app has a decision by then, and has told of what came before. */
const reachesAppsMs = 30_000;

/** The state of everything, to be read across a room. */
export function Overview(): ReactNode {
  const overview = useApi('getOverview', { query: { hours: week } });
  const apps = useApi('listApps');
  const open = useApi('listIncidents', { query: { status: 'open', limit: mostRead } });
  const now = useNow();
  const navigate = useNavigate();
  const error = overview.error ?? apps.error ?? open.error;
  if (!overview.data || !apps.data || !open.data) return <Unread title="Overview" error={error} />;
  const running = open.data.items.filter((one) => isRunning(one, now));
  // More than were read may be running: the number then says so.
  const isMore = running.length === mostRead && open.data.next !== undefined;
  return (
    <Page title="Overview">
      <DemoNote apps={apps.data.items} />
      <DrillNote due={overview.data.drillDue} />
      <State running={running} apps={apps.data.items} numbers={overview.data} />
      <Tiles
        running={running.length}
        isMore={isMore}
        numbers={overview.data}
        apps={apps.data.items}
        now={now}
      />
      <PinnedViews />
      <Section title="The last seven days">
        <Histogram
          buckets={bucketsOf(overview.data.hours, week, now)}
          onSelect={(from, until) => void navigate({ to: '/events', search: { from, until } })}
        />
      </Section>
      <Section title="Open incidents" aside={<Link to="/incidents">All incidents</Link>}>
        {open.data.items.length === 0 ? (
          <Empty title="Nothing waits for you.">
            <p>
              Attacks and weaknesses that guard sees are grouped here, until a person closes them.
            </p>
          </Empty>
        ) : (
          <IncidentTable incidents={open.data.items.slice(0, 8)} />
        )}
      </Section>
      <Section title="Apps" aside={<Link to="/apps">All apps</Link>}>
        <Guarded apps={apps.data.items} />
      </Section>
    </Page>
  );
}

/** An attack of the last minutes, unless whoever makes it has been kept out since. */
function isRunning({ outcome, lastSeen, block, drillId }: Incident, now: number): boolean {
  const seenMs = Date.parse(lastSeen);
  if (drillId !== undefined || outcome !== 'attack' || seenMs <= now - nowMs) return false;
  return block === undefined || seenMs > Date.parse(block.since) + reachesAppsMs;
}

function State({
  running,
  apps,
  numbers,
}: {
  running: readonly Incident[];
  apps: readonly App[];
  numbers: Numbers;
}): ReactNode {
  const waiting = Object.values(numbers.openIncidents).reduce((sum, one) => sum + one, 0);
  const { tone, title, text } = stateOf(running, apps, waiting);
  return (
    <div className={`state tone-${tone}`} role="status">
      <p className="state-title">{title}</p>
      <p>
        {text} <Senders running={running} />
      </p>
    </div>
  );
}

/** Who attacks: one click from there to the block. */
function Senders({ running }: { running: readonly Incident[] }): ReactNode {
  const actors = [...new Set(running.flatMap(({ actor }) => actor || []))];
  const [first] = actors;
  if (first === undefined) return null;
  if (actors.length > 1) {
    return <Link to="/attackers">{`From ${actors.length} addresses.`}</Link>;
  }
  return (
    <>
      From{' '}
      <Link to="/attackers/$address" params={{ address: first }}>
        {first}
      </Link>
      .
    </>
  );
}

interface StateWords {
  readonly tone: 'calm' | 'look' | 'alarm';
  readonly title: string;
  readonly text: string;
}

function stateOf(running: readonly Incident[], apps: readonly App[], waiting: number): StateWords {
  if (running.length > 0) {
    const isHeld = running.every(({ events, blocked }) => blocked >= events);
    return {
      tone: isHeld ? 'look' : 'alarm',
      title:
        running.length === 1
          ? 'An attack is under way.'
          : `${counted(running.length, 'attack')} under way.`,
      text: isHeld ? 'Guard blocked every one of them.' : 'Not all of it was blocked: look now.',
    };
  }
  if (apps.length === 0) {
    return { tone: 'look', title: 'Nothing is guarded yet.', text: 'Add your first app below.' };
  }
  const silent = apps.filter(({ liveInstances }) => liveInstances === 0).length;
  if (silent > 0) {
    return {
      tone: 'look',
      title: `${counted(silent, 'app')} ${silent === 1 ? 'gives' : 'give'} no sign of life.`,
      text: 'What happens there is not seen, and not blocked from here.',
    };
  }
  return {
    tone: 'calm',
    title: 'All quiet.',
    text:
      waiting === 0
        ? 'Every app is guarded, and nothing waits for you.'
        : `Every app is guarded. ${counted(waiting, 'incident')} ${waiting === 1 ? 'waits' : 'wait'} for a person.`,
  };
}

function Tiles({
  running,
  isMore,
  numbers,
  apps,
  now,
}: {
  running: number;
  isMore: boolean;
  numbers: Numbers;
  apps: readonly App[];
  now: number;
}): ReactNode {
  const blocked = numbers.hours
    .filter(({ hour }) => Date.parse(hour) > now - dayMs)
    .reduce((sum, one) => sum + one.blocked, 0);
  const guarded = apps.filter(({ liveInstances }) => liveInstances > 0).length;
  const open = Object.entries(numbers.openIncidents).filter(([, count]) => count > 0);
  return (
    <dl className="tiles">
      <Tile
        label="Attacks now"
        value={asShortNumber(running) + (isMore ? '+' : '')}
        note="in the last 15 minutes"
        isLoud={running > 0}
      />
      <Tile label="Blocked" value={asShortNumber(blocked)} note="in the last 24 hours" />
      <Tile
        label="Open incidents"
        value={asShortNumber(open.reduce((sum, [, count]) => sum + count, 0))}
        note={
          open.length === 0
            ? 'none'
            : open.map(([severity, count]) => (
                <span key={severity}>
                  {count} <SeverityMark severity={severity as Incident['severity']} />
                </span>
              ))
        }
      />
      <Tile
        label="Blocks in force"
        value={asShortNumber(numbers.decisionsInForce)}
        note={<Link to="/decisions">decisions</Link>}
      />
      <Tile
        label="Apps guarded"
        value={`${guarded} of ${apps.length}`}
        note={counted(numbers.liveInstances, 'process', 'processes')}
        isLoud={guarded < apps.length}
      />
    </dl>
  );
}

function Tile({
  label,
  value,
  note,
  isLoud = false,
}: {
  label: string;
  value: string;
  note: ReactNode;
  isLoud?: boolean;
}): ReactNode {
  return (
    <div className={isLoud ? 'tile tile-loud' : 'tile'}>
      <dt>{label}</dt>
      <dd>
        <span className="figure">{value}</span>
        <span className="note">{note}</span>
      </dd>
    </div>
  );
}

function Guarded({ apps }: { apps: readonly App[] }): ReactNode {
  if (apps.length === 0) {
    return (
      <Empty title="Guard your first app">
        <p>
          It takes one line at the start of the app. The console shows the line and waits with you.
        </p>
        <Link to="/apps/new" className="button main">
          Add an app
        </Link>
        <LoadDemo />
      </Empty>
    );
  }
  return (
    <ul className="guarded">
      {apps.map(({ id, name, isDemo, liveInstances, seenAt }) => (
        <li key={id}>
          <Light state={liveInstances > 0 ? 'on' : seenAt === undefined ? 'waiting' : 'off'} />
          <Link to="/apps/$id" params={{ id }}>
            {name}
          </Link>
          <small>
            {liveInstances > 0 ? (
              `guarded · ${counted(liveInstances, 'process', 'processes')}`
            ) : seenAt === undefined ? (
              'never reported'
            ) : (
              <>
                silent since <Ago time={seenAt} />
              </>
            )}{' '}
            <DemoMark isDemo={isDemo} />
          </small>
        </li>
      ))}
    </ul>
  );
}
