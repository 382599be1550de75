import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { FormEvent, ReactNode } from 'react';
import { useMay } from '../../api/me.ts';
import { useApi, useChange } from '../../api/queries.ts';
import type { App } from '../../api/types.ts';
import { CopyLine } from '../../parts/copy-line.tsx';
import { Choice, textsOf } from '../../parts/field.tsx';
import { Empty, Page, Problem, Section, Unread } from '../../parts/page.tsx';

/** Chooses what is attacked, how, and who is told. */
export function NewDrill(): ReactNode {
  const { app: wanted } = useSearch({ from: '/signed-in/drills/new' });
  const navigate = useNavigate();
  const apps = useApi('listApps');
  if (!apps.data) return <Unread title="Run a drill" error={apps.error} />;
  const real = apps.data.items.filter(({ isDemo }) => !isDemo);
  const app = real.find(({ id }) => id === wanted) ?? real[0];
  if (app === undefined) {
    return (
      <Page title="Run a drill">
        <Empty title="There is no app yet">
          <p>A drill attacks an app of yours. Add one first.</p>
          <Link to="/apps/new" className="button main">
            Add an app
          </Link>
        </Empty>
      </Page>
    );
  }
  return (
    <Page
      title="Run a drill"
      lead="Everybody who would be told of a critical attack is told, and the message says that it is a drill."
    >
      <DrillForm
        key={app.id}
        app={app}
        apps={real}
        onApp={(id) => void navigate({ to: '/drills/new', search: { app: id }, replace: true })}
      />
      <FromOutside app={app} />
    </Page>
  );
}

function DrillForm({
  app,
  apps,
  onApp,
}: {
  app: App;
  apps: readonly App[];
  onApp: (id: string) => void;
}): ReactNode {
  const navigate = useNavigate();
  const maySeeChannels = useMay('listChannels');
  const channels = useApi('listChannels', {}, maySeeChannels).data?.items ?? [];
  const start = useChange('startDrill', ['listDrills', 'listAudit']);
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const { way, channel = '' } = textsOf(event.currentTarget);
    const body = {
      app: app.id,
      way: way === 'request' ? ('request' as const) : ('event' as const),
      ...(channel !== '' && { channel }),
    };
    const { id } = await start.mutateAsync({ body });
    await navigate({ to: '/drills/$id', params: { id } });
  };
  return (
    <form className="narrow" onSubmit={(event) => void submit(event).catch(() => undefined)}>
      <Choice
        label="App"
        value={app.id}
        onChange={({ target }) => onApp(target.value)}
        options={apps.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <Choice label="How" name="way" options={waysOf(app)} />
      {app.address === undefined && (
        <p className="hint">
          For watch to send the request itself, an admin sets the address on{' '}
          <Link to="/apps/$id" params={{ id: app.id }}>
            the page of {app.name}
          </Link>
          .
        </p>
      )}
      {channels.length > 0 && (
        <Choice
          label="Tell"
          name="channel"
          options={[
            { value: '', label: 'everybody who would be told' },
            ...channels.map(({ id, name }) => ({ value: id, label: `${name} only` })),
          ]}
        />
      )}
      <Problem error={start.error} />
      <button type="submit" className="main" disabled={start.isPending}>
        Run the drill
      </button>
    </form>
  );
}

const byWatch = { value: 'event', label: 'Watch makes the event: tries all but app and guard' };

function waysOf({ address }: App): readonly { value: string; label: string }[] {
  if (address === undefined) return [byWatch];
  return [{ value: 'request', label: `Watch attacks ${address}` }, byWatch];
}

/** An app that watch does not reach is attacked from where it can be. */
function FromOutside({ app }: { app: App }): ReactNode {
  const target = app.address ?? 'http://localhost:3000/';
  return (
    <Section title="From a command line">
      <p className="hint">
        Tries everything, guard too. On the machine of the app, or from anywhere once its address is
        set. It takes an API token of a responder in CASTELLAN_API_TOKEN.
      </p>
      <CopyLine
        label="Command that runs a drill"
        text={`npx castellan drill --app ${target} --name ${JSON.stringify(app.name)} --watch ${location.origin}`}
      />
    </Section>
  );
}
