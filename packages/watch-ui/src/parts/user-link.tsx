import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** Leads to the profile of a user of an app. */
export function UserLink({
  app,
  user,
  name,
  isRow = false,
}: {
  app: string;
  user: string;
  name?: string | undefined;
  isRow?: boolean;
}): ReactNode {
  return (
    <Link
      to="/users/$id"
      params={{ id: user }}
      search={{ app }}
      className={isRow ? 'row-link clip' : 'clip'}
    >
      {name ?? user}
    </Link>
  );
}

/** Several of them, as one fact. */
export function UserLinks({ app, users }: { app: string; users: readonly string[] }): ReactNode {
  return (
    <ul className="inline-list">
      {users.map((user) => (
        <li key={user}>
          <UserLink app={app} user={user} />
        </li>
      ))}
    </ul>
  );
}
