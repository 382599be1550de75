import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { UserSearch } from '../../views/users.tsx';
import { signedIn } from '../root-routes.tsx';
import { oneOf, textIn } from '../search.ts';

const Users = lazyRouteComponent(() => import('../../views/users.tsx'), 'Users');
const User = lazyRouteComponent(() => import('../../views/user.tsx'), 'User');

const list = createRoute({
  getParentRoute: () => signedIn,
  path: '/users',
  validateSearch: (search): UserSearch => ({
    app: textIn(search, 'app'),
    user: textIn(search, 'user'),
    address: textIn(search, 'address'),
  }),
  component: function UsersRoute(): ReactNode {
    const { app, user, address } = list.useSearch();
    const navigate = list.useNavigate();
    return (
      <Users
        search={{ app, user, address }}
        onSearch={(search) => void navigate({ search, replace: true })}
      />
    );
  },
});

const one = createRoute({
  getParentRoute: () => signedIn,
  path: '/users/$id',
  validateSearch: (
    search,
  ): {
    app?: string | undefined;
    decide?: 'block' | 'step-up' | 'limit' | undefined;
  } => ({
    app: textIn(search, 'app'),
    decide: oneOf(search, 'decide', ['block', 'step-up', 'limit']),
  }),
  component: function UserRoute(): ReactNode {
    const { app, decide } = one.useSearch();
    const navigate = one.useNavigate();
    return (
      <User
        key={app}
        id={one.useParams().id}
        app={app}
        decide={decide}
        onDecided={() => void navigate({ search: { app }, resetScroll: false })}
      />
    );
  },
});

/** Users of the apps, and what is held against each. */
export const users = [list, one] as const;
