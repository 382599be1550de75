import { nodeEndOfLife } from '@castellan/core';

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
  const endOfLife = nodeEndOfLife[major];
  if (endOfLife === undefined) {
    return { version: plain, state: major < 20 ? 'ended' : 'unknown' };
  }
  // The last day is one with fixes.
  const daysLeft = (Date.parse(endOfLife) + dayMs - now.getTime()) / dayMs;
  const state = daysLeft <= 0 ? 'ended' : daysLeft < soonDays ? 'ends-soon' : 'supported';
  return { version: plain, state, endOfLife };
}
