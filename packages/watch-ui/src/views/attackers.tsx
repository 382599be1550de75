import type { ReactNode } from 'react';
import { DemoMarkOf } from '../parts/demo-data.tsx';
import { itemsOf, useApi, usePages } from '../api/queries.ts';
import { AppChoice } from '../parts/app-choice.tsx';
import { CampaignTable } from '../parts/campaign-table.tsx';
import { AddressLink } from '../parts/address-link.tsx';
import { CountCells, CountHeads } from '../parts/count-cells.tsx';
import { Listing } from '../parts/listing.tsx';
import { Empty, Page, Section } from '../parts/page.tsx';
import { TextFilter } from '../parts/text-filter.tsx';
import { AddressDataNote, Whereabouts } from '../parts/whereabouts.tsx';
import { asTitle } from '../words/text.ts';

export interface AttackerSearch {
  readonly app?: string | undefined;
  readonly address?: string | undefined;
}

export function Attackers({
  search,
  onSearch,
}: {
  search: AttackerSearch;
  onSearch: (search: AttackerSearch) => void;
}): ReactNode {
  const pages = usePages('listAttackers', search);
  const apps = useApi('listApps').data?.items ?? [];
  const found =
    useApi('listCampaigns', { query: { app: search.app, limit: 10 } }).data?.items ?? [];
  const campaigns = search.address === undefined ? found : [];
  const items = itemsOf(pages.data);
  const nameOf = (id: string): string => apps.find((app) => app.id === id)?.name ?? '';
  return (
    <Page title="Attackers" lead="Addresses from which attacks came, the most recent first.">
      <form
        className="filters"
        role="search"
        aria-label="Attackers"
        onSubmit={(event) => event.preventDefault()}
      >
        <AppChoice value={search.app} onValue={(app) => onSearch({ ...search, app })} />
        <TextFilter
          label="Address"
          placeholder="203.0.113.7"
          value={search.address}
          onValue={(address) => onSearch({ ...search, address })}
        />
      </form>
      <Listing
        pages={pages}
        isEmpty={items.length === 0}
        empty={
          <Empty title="Nobody has attacked">
            <p>
              Whoever sends an attack gets a profile here: what they tried, where, with which agent.
            </p>
          </Empty>
        }
      >
        {campaigns.length > 0 && (
          <Section title="Campaigns">
            <p className="hint">
              Addresses that attack alike: most likely one attacker who changes them.
            </p>
            <CampaignTable campaigns={campaigns} />
          </Section>
        )}
        <table className="table attackers">
          <thead>
            <tr>
              <th scope="col">Address</th>
              <th scope="col">Tried</th>
              <th scope="col">On</th>
              <CountHeads />
            </tr>
          </thead>
          <tbody>
            {items.map((one) => (
              <tr key={one.appId + one.address} data-row="">
                <td>
                  <AddressLink address={one.address} isRow />
                  <Whereabouts of={one.whereabouts} />
                  <small className="clip">{one.userAgents[0] ?? 'no agent given'}</small>
                </td>
                <td>{one.detections.map(asTitle).join(', ')}</td>
                <td>
                  {nameOf(one.appId)} <DemoMarkOf app={one.appId} />
                </td>
                <CountCells of={one} />
              </tr>
            ))}
          </tbody>
        </table>
        <AddressDataNote />
      </Listing>
    </Page>
  );
}
