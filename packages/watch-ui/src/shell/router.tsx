import type { QueryClient } from '@tanstack/react-query';
import { createRouter } from '@tanstack/react-router';
import { Fault } from './fault.tsx';
import { readSearch, writeSearch } from './search.ts';
import { root, signedIn } from './root-routes.tsx';
import { attacks } from './routes/attacks.tsx';
import { castle } from './routes/castle.tsx';
import { doors } from './routes/doors.tsx';
import { mending } from './routes/work.tsx';
import { users } from './routes/users.tsx';
import { coverage, inventory } from './routes/inventory.tsx';
import { drills } from './routes/drills.tsx';
import { playbooks } from './routes/playbooks.tsx';
import { settings } from './routes/settings.tsx';

const tree = root.addChildren([
  ...doors,
  signedIn.addChildren([
    ...attacks,
    ...playbooks,
    ...drills,
    ...users,
    ...castle,
    ...mending,
    inventory,
    coverage,
    settings,
  ]),
]);

/** Every view by its address. */
export function makeRouter(client: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { client },
    scrollRestoration: true,
    parseSearch: readSearch,
    stringifySearch: writeSearch,
    defaultErrorComponent: Fault,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
