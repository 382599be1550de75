import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ApiFailure } from './api/call.ts';
import { makeRouter } from './shell/router.tsx';
import { applyTheme } from './shell/theme.ts';
import './styles/index.css';

applyTheme();

/** Where people are who are not signed in yet. */
const doors: ReadonlySet<string> = new Set([
  '/sign-in',
  '/sign-in/link',
  '/sign-in/provider',
  '/setup',
  '/second-factor',
]);

/** The session ended, or the time without a second factor, while the page was open: mend it, then come back here. */
function onError(error: Error): void {
  const { pathname, href } = router.state.location;
  if (!(error instanceof ApiFailure) || doors.has(pathname)) return;
  if (error.code === 'second_factor_needed') {
    client.removeQueries({ queryKey: ['getMe'] });
    void router.navigate({ to: '/second-factor', search: { to: href } });
  }
  if (error.code !== 'not_signed_in') return;
  client.removeQueries({ queryKey: ['getMe'] });
  void router.navigate({ to: '/sign-in', search: { to: href } });
}

const client = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // Only what may be better next time: the server is away or has too much to do.
      retry: (count, error) =>
        count < 3 && error instanceof ApiFailure && ['away', 'busy'].includes(error.code),
    },
  },
});
const router = makeRouter(client);

createRoot(document.querySelector('#root') as HTMLElement).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
