import type { IconName } from '../parts/icon.tsx';

/** What belongs together in the navigation, in its order. */
export const areas = ['Attacks', 'Castle'] as const;

interface Place {
  readonly to: string;
  readonly label: string;
  readonly icon: IconName;
  /** Goes there after `g`. */
  readonly key: string;
  readonly area: (typeof areas)[number];
  /** One of the four that a phone has room for; the others stand behind “More”. */
  readonly isMain?: true;
}

/** The views of the console, in the order of the navigation. */
export const places = [
  { to: '/', label: 'Overview', icon: 'overview', key: 'o', area: 'Attacks', isMain: true },
  {
    to: '/incidents',
    label: 'Incidents',
    icon: 'incidents',
    key: 'i',
    area: 'Attacks',
    isMain: true,
  },
  { to: '/events', label: 'Events', icon: 'events', key: 'e', area: 'Attacks', isMain: true },
  {
    to: '/attackers',
    label: 'Attackers',
    icon: 'attackers',
    key: 'a',
    area: 'Attacks',
    isMain: true,
  },
  { to: '/users', label: 'Users', icon: 'users', key: 'u', area: 'Attacks' },
  { to: '/decisions', label: 'Decisions', icon: 'decisions', key: 'd', area: 'Attacks' },
  { to: '/playbooks', label: 'Playbooks', icon: 'play', key: 'b', area: 'Attacks' },
  { to: '/work', label: 'Work', icon: 'work', key: 'w', area: 'Castle' },
  { to: '/practices', label: 'Practices', icon: 'practices', key: 'r', area: 'Castle' },
  { to: '/compliance', label: 'Compliance', icon: 'compliance', key: 'l', area: 'Castle' },
  { to: '/drills', label: 'Drills', icon: 'drill', key: 'f', area: 'Castle' },
  { to: '/apps', label: 'Apps', icon: 'apps', key: 'p', area: 'Castle' },
  { to: '/inventory', label: 'Inventory', icon: 'inventory', key: 'v', area: 'Castle' },
  { to: '/coverage', label: 'Coverage', icon: 'coverage', key: 'c', area: 'Castle' },
  { to: '/settings', label: 'Settings', icon: 'settings', key: 's', area: 'Castle' },
] as const satisfies readonly Place[];
