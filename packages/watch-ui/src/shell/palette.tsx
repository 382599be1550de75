import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { mayCall } from '../api/call.ts';
import { useMe } from '../api/me.ts';
import { useApi } from '../api/queries.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Icon, type IconName } from '../parts/icon.tsx';
import { inventoryPages } from '../views/inventory/inventory-pages.ts';
import { settingsPages } from '../views/settings/settings-pages.ts';
import { asTitle } from '../words/text.ts';
import { places } from './places.ts';
import { setTheme } from './theme.ts';

interface Command {
  readonly id: string;
  readonly icon: IconName;
  readonly label: string;
  readonly note?: string;
  readonly run: () => void;
}

const mostShown = 9;

/** Everything that can be gone to or done, found by typing. */
export function Palette({
  onClose,
  onSignOut,
}: {
  onClose: () => void;
  onSignOut: () => void;
}): ReactNode {
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const id = useId();
  const shown = useCommands(text, onSignOut);
  const run = (command: Command | undefined): void => {
    if (!command) return;
    onClose();
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by !== undefined) {
      event.preventDefault();
      setChosen((chosen + by + shown.length) % Math.max(1, shown.length));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      run(shown[chosen]);
    }
  };
  return (
    <Dialog title="Go anywhere" onClose={onClose} kind="palette">
      <input
        role="combobox"
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={shown[chosen] && `${id}-${shown[chosen].id}`}
        aria-label="Search views, apps, incidents and addresses"
        placeholder="A view, an app, an address…"
        value={text}
        data-first=""
        spellCheck={false}
        onChange={({ target }) => {
          setText(target.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul role="listbox" id={id} aria-label="Found">
        {shown.map((command, index) => (
          // The combobox above moves among these by the arrow keys.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <li
            key={command.id}
            id={`${id}-${command.id}`}
            role="option"
            aria-selected={index === chosen}
            onClick={() => run(command)}
            onPointerMove={() => setChosen(index)}
          >
            <Icon name={command.icon} />
            {command.label}
            {command.note !== undefined && <small>{command.note}</small>}
          </li>
        ))}
      </ul>
      {shown.length === 0 && <p className="soft">Nothing fits.</p>}
    </Dialog>
  );
}

function useCommands(text: string, onSignOut: () => void): readonly Command[] {
  const navigate = useNavigate();
  const me = useMe();
  const apps = useApi('listApps').data?.items ?? [];
  const open = useApi('listIncidents', { query: { status: 'open', limit: 50 } }).data?.items ?? [];
  const views = useApi('listViews').data?.items ?? [];
  const wanted = text.trim().toLowerCase();
  const looksLikeAddress = /^[\da-f]*[.:][\da-f.:]*$/.test(wanted);
  const all: Command[] = [
    ...places.map(({ to, label, icon, key }) => ({
      id: label,
      icon,
      label,
      note: `g ${key}`,
      run: () => void navigate({ to }),
    })),
    // The first of each is the view above.
    ...inventoryPages.slice(1).map(({ to, label }) => ({
      id: to,
      icon: 'inventory' as const,
      label,
      note: 'inventory',
      run: () => void navigate({ to }),
    })),
    ...settingsPages
      .filter(({ needs }) => me !== undefined && mayCall(me, needs))
      .map(({ to, label }) => ({
        id: to,
        icon: 'settings' as const,
        label,
        note: 'settings',
        run: () => void navigate({ to }),
      })),
    {
      id: 'new-app',
      icon: 'plus',
      label: 'Add an app',
      run: () => void navigate({ to: '/apps/new' }),
    },
    ...apps.map(({ id, name }) => ({
      id,
      icon: 'apps' as const,
      label: name,
      note: 'app',
      run: () => void navigate({ to: '/apps/$id', params: { id } }),
    })),
    ...views.map(({ id, name, query }) => ({
      id,
      icon: 'events' as const,
      label: name,
      note: 'view',
      run: () => void navigate({ to: '/events', search: { q: query } }),
    })),
    ...open.map(({ id, detection, route, app }) => ({
      id,
      icon: 'incidents' as const,
      label: `${asTitle(detection)} ${route}`,
      note: app,
      run: () => void navigate({ to: '/incidents/$id', params: { id } }),
    })),
    { id: 'light', icon: 'sun', label: 'Light theme', run: () => setTheme('light') },
    { id: 'dark', icon: 'moon', label: 'Dark theme', run: () => setTheme('dark') },
    { id: 'system', icon: 'system', label: 'Theme of the system', run: () => setTheme('system') },
    { id: 'leave', icon: 'leave', label: 'Sign out', run: onSignOut },
  ];
  const found = all.filter(({ label, note }) =>
    `${label} ${note ?? ''}`.toLowerCase().includes(wanted),
  );
  const profile: Command = {
    id: 'address',
    icon: 'attackers',
    label: `Profile of ${text.trim()}`,
    run: () => void navigate({ to: '/attackers/$address', params: { address: text.trim() } }),
  };
  return [...(looksLikeAddress ? [profile] : []), ...found].slice(0, mostShown);
}
