import { useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { followNotices, useLiveState } from '../api/live.ts';
import { useMe } from '../api/me.ts';
import { useApi, useChange } from '../api/queries.ts';
import { DecisionDialog } from '../parts/decision-dialog.tsx';
import { Icon, Keep } from '../parts/icon.tsx';
import { Light } from '../parts/marks.tsx';
import { SecondFactorNote } from '../parts/second-factor-note.tsx';
import { Toasts } from '../parts/toasts.tsx';
import { Help } from './help.tsx';
import { useKeyboard } from './keyboard.ts';
import { MorePlaces, Navigation } from './navigation.tsx';
import { Palette } from './palette.tsx';
import type { places } from './places.ts';
import { setTheme, themes, useTheme } from './theme.ts';

/** What stands around every view of somebody who is signed in. */
export function Frame({ block }: { block: string | undefined }): ReactNode {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [open, setOpen] = useState<'palette' | 'help' | 'more'>();
  const signOut = useChange('signOut', []);
  useEffect(() => followNotices(client), [client]);
  const actions = useMemo(
    () => ({
      goTo: (to: (typeof places)[number]['to']) => void navigate({ to }),
      openPalette: () => setOpen('palette'),
      openHelp: () => setOpen('help'),
    }),
    [navigate],
  );
  useKeyboard(actions);
  const leave = (): void =>
    signOut.mutate(
      {},
      { onSettled: () => void navigate({ to: '/sign-in' }).then(() => client.clear()) },
    );
  const closeBlock = (): void =>
    void navigate({
      to: '.',
      search: (now: Record<string, unknown>) => ({ ...now, block: undefined }),
      resetScroll: false,
    });
  return (
    <div className="frame">
      <a className="skip" href="#content">
        Skip to the content
      </a>
      <Side onPalette={actions.openPalette} onMore={() => setOpen('more')} onSignOut={leave} />
      <main id="content" tabIndex={-1}>
        <SecondFactorNote />
        <Outlet />
      </main>
      <Toasts />
      {open === 'palette' && <Palette onClose={() => setOpen(undefined)} onSignOut={leave} />}
      {open === 'help' && <Help onClose={() => setOpen(undefined)} />}
      {open === 'more' && <MorePlaces onClose={() => setOpen(undefined)} />}
      {block !== undefined && <DecisionDialog key={block} subject={block} onClose={closeBlock} />}
    </div>
  );
}

function Side({
  onPalette,
  onMore,
  onSignOut,
}: {
  onPalette: () => void;
  onMore: () => void;
  onSignOut: () => void;
}): ReactNode {
  const me = useMe();
  const live = useLiveState();
  const open = useApi('getOverview', { query: { hours: 168 } }).data?.openIncidents;
  const waiting = open === undefined ? 0 : Object.values(open).reduce((sum, one) => sum + one, 0);
  return (
    <header className="side">
      <Link to="/" className="brand">
        <Keep /> Castellan <span>watch</span>
      </Link>
      <button type="button" className="find" onClick={onPalette} aria-keyshortcuts="Control+K">
        <Icon name="search" />
        <span>Go anywhere</span>
        <kbd aria-hidden="true">Ctrl K</kbd>
      </button>
      <Navigation waiting={waiting} onMore={onMore} />
      <div className="side-foot">
        <p className="is-live">
          <Light state={live === 'connecting' ? 'waiting' : live} /> {liveWords[live]}
        </p>
        <ThemeSwitch />
        <p className="who">
          <span>{me?.name}</span>
          <small>{me?.role}</small>
        </p>
        <button
          type="button"
          className="quiet"
          onClick={onSignOut}
          aria-label="Sign out"
          title="Sign out"
        >
          <Icon name="leave" />
        </button>
      </div>
    </header>
  );
}

const liveWords = { connecting: 'connecting', on: 'live', off: 'not live' } as const;
const themeIcons = { system: 'system', light: 'sun', dark: 'moon' } as const;

function ThemeSwitch(): ReactNode {
  const theme = useTheme();
  const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system';
  const words = `Theme: ${theme}. Change to ${next}`;
  return (
    <button
      type="button"
      className="quiet"
      onClick={() => setTheme(next)}
      aria-label={words}
      title={words}
    >
      <Icon name={themeIcons[theme]} />
    </button>
  );
}
