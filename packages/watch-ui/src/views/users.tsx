import type { ReactNode } from 'react';
import { DemoMarkOf } from '../parts/demo-data.tsx';
import { itemsOf, useApi, usePages } from '../api/queries.ts';
import { AppChoice } from '../parts/app-choice.tsx';
import { CountCells, CountHeads } from '../parts/count-cells.tsx';
import { Listing } from '../parts/listing.tsx';
import { Empty, Page } from '../parts/page.tsx';
import { Score } from '../parts/score.tsx';
import { TextFilter } from '../parts/text-filter.tsx';
import { UserLink } from '../parts/user-link.tsx';

export interface UserSearch {
  readonly app?: string | undefined;
  readonly user?: string | undefined;
  readonly address?: string | undefined;
}

/** Users whom findings name, those at most risk first. */
export function Users({
  search,
  onSearch,
}: {
  search: UserSearch;
  onSearch: (search: UserSearch) => void;
}): ReactNode {
  const pages = usePages('listUsers', search);
  const apps = useApi('listApps').data?.items ?? [];
  const items = itemsOf(pages.data);
  const nameOf = (id: string): string => apps.find((app) => app.id === id)?.name ?? '';
  return (
    <Page
      title="Users"
      lead="Accounts in whose name something happened, those at most risk first. What was long ago counts less."
    >
      <form
        className="filters"
        role="search"
        aria-label="Users"
        onSubmit={(event) => event.preventDefault()}
      >
        <AppChoice value={search.app} onValue={(app) => onSearch({ ...search, app })} />
        <TextFilter
          label="User"
          placeholder="The id as the app knows it"
          value={search.user}
          onValue={(user) => onSearch({ ...search, user })}
        />
        <TextFilter
          label="Seen from"
          placeholder="203.0.113.7"
          value={search.address}
          onValue={(address) => onSearch({ ...search, address })}
        />
      </form>
      <Listing
        pages={pages}
        isEmpty={items.length === 0}
        empty={
          <Empty title="No user is known here">
            <p>
              Guard knows who signed in with Passport or express-session by itself. Any other app
              says so in one line: <code>{"identify({ id }) from 'castellan/guard'"}</code>.
            </p>
          </Empty>
        }
      >
        <table className="table users">
          <thead>
            <tr>
              <th scope="col">User</th>
              <th scope="col">Risk</th>
              <th scope="col">On</th>
              <CountHeads />
            </tr>
          </thead>
          <tbody>
            {items.map((one) => (
              <tr key={`${one.appId} ${one.userId}`} data-row="">
                <td>
                  <UserLink app={one.appId} user={one.userId} name={one.name} isRow />
                  {one.name !== undefined && <small className="clip">{one.userId}</small>}
                </td>
                <td>
                  <Score score={one.score} />
                </td>
                <td>
                  {nameOf(one.appId)} <DemoMarkOf app={one.appId} />
                </td>
                <CountCells of={one} />
              </tr>
            ))}
          </tbody>
        </table>
      </Listing>
    </Page>
  );
}
