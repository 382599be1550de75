import type { ReactNode } from 'react';
import { useMay } from '../api/me.ts';
import { useApi, useChange } from '../api/queries.ts';
import type { App } from '../api/types.ts';
import { Problem } from './page.tsx';

/** Everything that shows what the demo brings. */
const shown = [
  'listApps',
  'getOverview',
  'listIncidents',
  'listEvents',
  'listAttackers',
  'listDecisions',
  'listUsers',
  'listWork',
  'listInstances',
  'listAudit',
] as const;

/** Stands beside the name of an app that is made up. */
export function DemoMark({ isDemo }: { isDemo: boolean }): ReactNode {
  return isDemo && <span className="mark demo">demo</span>;
}

/** The same for a thing of an app that is known by its id. */
export function DemoMarkOf({ app }: { app: string | undefined }): ReactNode {
  const apps = useApi('listApps').data?.items ?? [];
  return <DemoMark isDemo={apps.some(({ id, isDemo }) => isDemo && id === app)} />;
}

/** Fills an empty console with one click. */
export function LoadDemo(): ReactNode {
  const may = useMay('loadDemo');
  const load = useChange('loadDemo', shown);
  if (!may) return null;
  return (
    <>
      <button type="button" disabled={load.isPending} onClick={() => load.mutate({})}>
        {load.isPending ? 'Loading…' : 'Load demo data'}
      </button>
      <Problem error={load.error} />
    </>
  );
}

/** Says that some of what is shown is made up, and takes it away with one click. */
export function DemoNote({ apps }: { apps: readonly App[] }): ReactNode {
  const may = useMay('removeDemo');
  const remove = useChange('removeDemo', shown);
  const app = apps.find(({ isDemo }) => isDemo);
  if (app === undefined) return null;
  return (
    <aside className="demo-note" aria-label="Demo data">
      <p>
        {app.name} and its attacks are made up, to look around. Nobody is told of them, and no other
        app is.
      </p>
      {may && (
        <button type="button" disabled={remove.isPending} onClick={() => remove.mutate({})}>
          Take the demo data away
        </button>
      )}
      <Problem error={remove.error} />
    </aside>
  );
}
