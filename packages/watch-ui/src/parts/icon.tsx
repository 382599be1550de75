import type { ReactNode } from 'react';

/** Paths on a grid of 24, drawn as lines. */
const shapes = {
  overview: 'M4 20V10l4-3 4 3 4-6 4 4v12M4 20h16',
  events: 'M3 12h4l3-7 4 14 3-7h4',
  incidents: 'M12 3 2.5 20h19zM12 10v4m0 3v.01',
  attackers: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4 21c.6-4 3.6-6 8-6s7.400 2 8 6M17 4l4 4m0-4-4 4',
  users:
    'M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7M2.500 20c.5-3.500 3-5.500 6.500-5.500s6 2 6.500 5.500M16 4.500a3.500 3.500 0 0 1 0 6.500M18 15c2 .8 3.200 2.500 3.500 5',
  decisions:
    'M12 3l8 3v6c0 4.500-3.300 7.600-8 9-4.700-1.400-8-4.500-8-9V6zM8.500 12l2.500 2.500 4.500-5',
  apps: 'M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z',
  inventory: 'M4 7l8-4 8 4v10l-8 4-8-4zM4 7l8 4 8-4M12 11v10',
  coverage: 'M12 3l8 3v6c0 4.500-3.300 7.600-8 9zM12 3L4 6v6c0 4.500 3.300 7.600 8 9',
  settings:
    'M4 7h9m5 0h2M4 17h2m5 0h9M15.500 9.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5M8.500 19.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5',
  work: 'M14 6l4 4-9 9H5v-4zM12 8l4 4M4 4h5M4 8h3',
  practices: 'M4 5h3v3H4zM10 6.500h10M4 11h3v3H4zM10 12.500h10M4 17h3v3H4zM10 18.500h10',
  drill: 'M6 16V11a6 6 0 0 1 12 0v5l2 2H4zM10 21h4M12 5V3',
  compliance: 'M6 3h9l4 4v14H6zM15 3v4h4M9 13l2 2 4-4',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14m5-2 5 5',
  pause: 'M8 5v14M16 5v14',
  play: 'M7 4.500v15l12-7.500z',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  check: 'M5 12.500l4.500 4.500L19 7.500',
  close: 'M6 6l12 12M18 6L6 18',
  menu: 'M4 6h16M4 12h16M4 18h16',
  plus: 'M12 5v14M5 12h14',
  next: 'M9 5l7 7-7 7',
  down: 'M12 5v14m-6-6 6 6 6-6',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8M12 2v2m0 16v2M2 12h2m16 0h2M5 5l1.400 1.400m11.200 11.200L19 19M19 5l-1.400 1.400M6.400 17.600 5 19',
  moon: 'M20 14.500A8.500 8.500 0 0 1 9.500 4 8.500 8.500 0 1 0 20 14.500',
  system: 'M3 5h18v11H3zM9 20h6m-3-4v4',
  leave: 'M10 4H5v16h5M15 8l4 4-4 4m4-4H9',
} as const;

export type IconName = keyof typeof shapes;

/** A small drawing beside words; it says nothing by itself. */
export function Icon({ name }: { name: IconName }): ReactNode {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={shapes[name]} />
    </svg>
  );
}

/** The keep of the castle. */
export function Keep(): ReactNode {
  return (
    <svg className="keep" viewBox="0 0 32 32" aria-hidden="true">
      <path d="M6 5h4.200v3.600h3.700V5h4.200v3.600h3.700V5H26v7.600l-2.400 2V28h-4.500v-5.200a3.100 3.100 0 0 0-6.200 0V28H8.400V14.600L6 12.600z" />
    </svg>
  );
}
