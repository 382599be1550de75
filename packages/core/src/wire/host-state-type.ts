/** What is compared of a host from one look to the next: who may do what, and what runs. */
export const hostSections = [
  'users',
  'passwords',
  'groups',
  'sudo rules',
  'authorized keys',
  'privileged programs',
  'hashes of privileged programs',
  'listening ports',
  'listening programs',
  'packages',
] as const;
export type HostSection = (typeof hostSections)[number];

/** Sorted lines by section. A section that was not seen whole is absent, so that it is not compared. */
export type HostState = Partial<Readonly<Record<HostSection, readonly string[]>>>;

/** The most that a state may hold. */
export const hostStateLimits = { lines: 20_000, line: 300 } as const;
