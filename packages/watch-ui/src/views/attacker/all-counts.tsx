import type { ReactNode } from 'react';
import type { AttackerPage } from '../../api/types.ts';
import { UserLink } from '../../parts/user-link.tsx';
import { shortAgent } from '../../words/agent.ts';
import { queryOf } from '../../words/query-text.ts';
import { asTitle } from '../../words/text.ts';
import { Counts } from './counts.tsx';

export interface CountedProps {
  readonly address: string;
  readonly counts: AttackerPage;
  readonly nameOf: (appId: string) => string;
}

/** Routes, kinds, agents, users and apps of an address's events, each value leading to its events. */
export function AllCounts({ address, counts, nameOf }: CountedProps): ReactNode {
  const { routes, detections, users, agents, environments } = counts;
  return (
    <div className="count-list">
      <Counts
        title="Routes it hit"
        of={routes}
        textOf={({ value }) => <code>{value || 'no route known'}</code>}
        queryOf={({ value }) =>
          value === '' ? `${queryOf({ address })} -route:*` : queryOf({ address, route: value })
        }
      />
      <Counts
        title="Tried"
        of={detections}
        textOf={({ value }) => asTitle(value)}
        queryOf={({ value }) => queryOf({ address, detection: value })}
      />
      <Counts
        title="Users it touched"
        of={users}
        queryOf={({ value, appId }) =>
          queryOf({ address, user: value, ...(appId !== undefined && { app: nameOf(appId) }) })
        }
        asideOf={({ value, appId }) =>
          appId !== undefined && <UserLink app={appId} user={value} name="profile" />
        }
      />
      <Counts
        title="Agents it named"
        of={agents}
        textOf={({ value }) => (
          <>
            {shortAgent(value)} <code className="agent">{value}</code>
          </>
        )}
        queryOf={({ value }) => queryOf({ address, agent: value })}
      />
      <Counts
        title="Apps"
        of={environments}
        textOf={({ value, appId = '' }) => `${nameOf(appId)} · ${value}`}
        queryOf={({ value, appId = '' }) =>
          queryOf({ address, app: nameOf(appId), environment: value })
        }
      />
    </div>
  );
}
