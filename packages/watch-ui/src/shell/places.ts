import type { IconName } from '../parts/icon.tsx';

/** The views of the console, in the order of the navigation; `key` goes there after `g`. */
export const places = [
  { to: '/', label: 'Overview', icon: 'overview', key: 'o' },
  { to: '/events', label: 'Events', icon: 'events', key: 'e' },
  { to: '/incidents', label: 'Incidents', icon: 'incidents', key: 'i' },
  { to: '/attackers', label: 'Attackers', icon: 'attackers', key: 'a' },
  { to: '/decisions', label: 'Decisions', icon: 'decisions', key: 'd' },
  { to: '/apps', label: 'Apps', icon: 'apps', key: 'p' },
  { to: '/settings', label: 'Settings', icon: 'settings', key: 's' },
] as const satisfies readonly { to: string; label: string; icon: IconName; key: string }[];
