import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { DemoMark } from '../parts/demo-data.tsx';
import { useMay } from '../api/me.ts';
import { useApi } from '../api/queries.ts';
import type { App as Found, Instance } from '../api/types.ts';
import { AppAddress } from '../parts/app-address.tsx';
import { ConnectApp } from '../parts/connect-app.tsx';
import { CoverageTable } from '../parts/coverage-table.tsx';
import { DemoNote } from '../parts/demo-data.tsx';
import { Light } from '../parts/marks.tsx';
import { Empty, Page, Problem, Section, Unread } from '../parts/page.tsx';
import { Retention } from '../parts/retention.tsx';
import { Ago } from '../parts/time.tsx';
import { TokenTable } from '../parts/token-table.tsx';
import { asNumber, counted } from '../words/text.ts';

/** One app: alive or not, what guard covers in it, and how it is connected. */
export function App({ id }: { id: string }): ReactNode {
  const apps = useApi('listApps');
  const instances = useApi('listInstances', { query: { app: id } });
  const maySeeTokens = useMay('listTokens');
  const mayKeep = useMay('setRetention');
  const mayAddress = useMay('setAppAddress');
  const mayDrill = useMay('startDrill');
  const [isConnecting, setIsConnecting] = useState(false);
  const app = apps.data?.items.find((one) => one.id === id);
  if (!apps.data || !instances.data) {
    return <Unread title={app?.name ?? 'App'} error={apps.error ?? instances.error} />;
  }
  if (!app) {
    return (
      <Page title="No such app">
        <p>It may have been removed.</p>
      </Page>
    );
  }
  const isFirst = app.seenAt === undefined;
  return (
    <Page
      title={app.name}
      lead={
        <>
          <DemoMark isDemo={app.isDemo} /> <StateOf app={app} />
        </>
      }
      actions={
        !isFirst && (
          <button
            type="button"
            aria-pressed={isConnecting}
            onClick={() => setIsConnecting(!isConnecting)}
          >
            Connect another environment
          </button>
        )
      }
    >
      <DemoNote apps={[app]} />
      {(isFirst || isConnecting) && (
        <Section title={isFirst ? 'Connect it' : 'Connect another environment'}>
          <ConnectApp app={app} />
        </Section>
      )}
      {instances.data.items.length > 0 && (
        <>
          <Section title="Processes">
            <Processes instances={instances.data.items} />
          </Section>
          <Section
            title="Coverage"
            aside={<span className="soft">what guard sees in the newest process</span>}
          >
            <CoverageTable coverage={instances.data.items[0]?.coverage ?? []} />
          </Section>
        </>
      )}
      {maySeeTokens && <Tokens id={id} />}
      {!app.isDemo && (
        <Section
          title="Drills"
          aside={
            mayDrill && (
              <Link to="/drills/new" search={{ app: id }}>
                Run a drill
              </Link>
            )
          }
        >
          <AppAddress app={app} mayChange={mayAddress} />
        </Section>
      )}
      {mayKeep && (
        <Section title="Events are kept">
          <Retention app={app} />
        </Section>
      )}
    </Page>
  );
}

function StateOf({ app: { liveInstances, seenAt } }: { app: Found }): ReactNode {
  if (liveInstances > 0) {
    return (
      <>
        <Light state="on" /> guarded by {counted(liveInstances, 'process', 'processes')}
      </>
    );
  }
  if (seenAt === undefined) {
    return (
      <>
        <Light state="waiting" /> waiting for its first sign of life
      </>
    );
  }
  return (
    <>
      <Light state="off" /> silent; last seen <Ago time={seenAt} />
    </>
  );
}

function Processes({ instances }: { instances: readonly Instance[] }): ReactNode {
  return (
    <table className="table processes">
      <thead>
        <tr>
          <th scope="col">Process</th>
          <th scope="col">Runs</th>
          <th scope="col" className="right">
            Calls judged
          </th>
          <th scope="col" className="right">
            Blocked
          </th>
          <th scope="col">Seen</th>
        </tr>
      </thead>
      <tbody>
        {instances.map((one) => (
          <tr key={one.environment + one.instance} className={one.isLive ? undefined : 'is-past'}>
            <td>
              <Light state={one.isLive ? 'on' : 'off'} />{' '}
              <span className="number">{one.instance}</span>
              <small>{one.environment}</small>
            </td>
            <td>
              Node {one.nodeVersion.replace(/^v/, '')}
              <small>guard {one.guardVersion}</small>
            </td>
            <td className="right number">
              {asNumber(one.counters.inspections)}
              <span className="on-phone"> calls judged</span>
            </td>
            <td className="right number">
              {asNumber(one.counters.blocks)}
              <span className="on-phone"> blocked</span>
              {one.counters.turnedAway > 0 && (
                <small>{asNumber(one.counters.turnedAway)} at the door</small>
              )}
              {one.counters.lost > 0 && <small>{asNumber(one.counters.lost)} findings lost</small>}
              {one.counters.faults > 0 && <small>{asNumber(one.counters.faults)} faults</small>}
            </td>
            <td className="when">
              <Ago time={one.seenAt} />
              <small>
                since <Ago time={one.firstSeen} />
              </small>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Tokens({ id }: { id: string }): ReactNode {
  const tokens = useApi('listTokens', { query: { app: id } });
  return (
    <Section title="Tokens">
      <Problem error={tokens.error} />
      {tokens.data?.items.length === 0 ? (
        <Empty title="No token yet">
          <p>The app delivers with a token of its own for each environment.</p>
        </Empty>
      ) : (
        <TokenTable tokens={tokens.data?.items ?? []} />
      )}
    </Section>
  );
}
