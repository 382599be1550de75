/** Ends of life by the plan of the Node.js release working group; from 27 on one release a year. */
const endsOfLife: Readonly<Record<number, string>> = {
  14: '2023-04-30',
  16: '2023-09-11',
  18: '2025-04-30',
  20: '2026-04-30',
  21: '2024-06-01',
  22: '2027-04-30',
  23: '2025-06-01',
  24: '2028-04-30',
  25: '2026-06-01',
  26: '2029-04-30',
};

const dayMs = 86_400_000;
const soonDays = 90;

/** How a version of Node.js stands: no security releases come for one that ended. */
export interface NodeState {
  readonly version: string;
  readonly state: 'supported' | 'ends-soon' | 'ended' | 'unknown';
  /** ISO 8601 date. */
  readonly endOfLife?: string;
}

export function nodeState(version: string, now: Date = new Date()): NodeState {
  const plain = version.replace(/^v/, '');
  const major = Number.parseInt(plain, 10);
  const endOfLife = endsOfLife[major];
  if (endOfLife === undefined) {
    return { version: plain, state: major < 20 ? 'ended' : 'unknown' };
  }
  const daysLeft = (Date.parse(endOfLife) - now.getTime()) / dayMs;
  const state = daysLeft < 0 ? 'ended' : daysLeft < soonDays ? 'ends-soon' : 'supported';
  return { version: plain, state, endOfLife };
}
