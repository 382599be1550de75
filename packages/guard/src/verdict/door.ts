import type { Decision, FindingUser } from '@castellan/core';
import type { RequestContext } from '../context/request-context.ts';
import { hasSteppedUp, noteStepUp } from '../identity/stepped-up.ts';
import { fingerprintsAtDoor, tokenFingerprintOf } from '../identity/token-fingerprint.ts';
import { userOf } from '../identity/user-of.ts';
import { clientOf } from './client-of.ts';
import { counters } from './counters.ts';
import { DecisionTable, type Entry } from './decision-table.ts';
import { enforcement } from './enforcement.ts';
import { answerRefusal } from './refuse.ts';
import type { RefusalCause } from './refusal-body.ts';

const now = Date.now;
let table = new DecisionTable([]);
/** Limits that a request has been counted by; it may meet them at the door and again once it is known. */
const counted = new WeakMap<RequestContext, Set<string>>();

export const door = {
  /** Who is decided about by address, network or token: the one thing that a request without any costs. */
  decisions: 0,
  /** Who is decided about by user or token: looked at when it becomes known who signed in. */
  users: 0,
  /** Decisions in force that this guard does not know how to enforce; told with every heartbeat. */
  unknown: 0,
};

/** Enforces these decisions from now on, and no others. `unknown`: how many more were told. */
export function enforceDecisions(decisions: readonly Decision[], unknown = 0): void {
  table = new DecisionTable(decisions, table);
  door.decisions = table.atDoor;
  door.users = table.onceKnown;
  door.unknown = unknown;
}

/** Refuses a request before the app sees it because of where it comes from, or with which token. */
export function turnAway(context: RequestContext): boolean {
  const client = clientOf(context.req);
  if (client !== undefined && isRefused(context, table.aboutAddress(client), 'address'))
    return true;
  if (!table.hasTokens) return false;
  const held = fingerprintsAtDoor(context.req).flatMap((one) => [...table.aboutToken(one)]);
  return isRefused(context, held, 'account');
}

/**
 * Refuses a request once it is known whose it is: true when it has had its answer and the app should go
 * no further. `user`: who signs in now, before it stands on the request.
 */
export function turnAwayUser(context: RequestContext, user?: FindingUser): boolean {
  if (context.blockedBy !== undefined) return true;
  if (door.users === 0) return false;
  return isRefused(context, aboutWhom(context, user), 'account');
}

/** Whether somebody has to prove again who they are before this request's work may be done. */
export function needsStepUp(context: RequestContext): boolean {
  return stepUps(context).some((entry) => !hasSteppedUp(context, entry.id));
}

/** Notes that whoever makes this request has proved it: for this session, until the decision ends. */
export function stepUp(context: RequestContext): void {
  for (const { id, endMs } of stepUps(context)) noteStepUp(context, id, endMs);
}

function stepUps(context: RequestContext): readonly Entry[] {
  if (door.decisions === 0 && door.users === 0) return [];
  const client = clientOf(context.req);
  const groups = [client === undefined ? [] : table.aboutAddress(client), aboutWhom(context)];
  return groups
    .filter((group) => !isExempt(group))
    .flat()
    .filter(isStepUp);
}

function aboutWhom(context: RequestContext, known?: FindingUser): readonly Entry[] {
  const user = known ?? userOf(context);
  const token = table.hasTokens ? tokenFingerprintOf(context) : undefined;
  return [
    ...(user === undefined ? [] : table.aboutUser(user.id)),
    ...(token === undefined ? [] : table.aboutToken(token)),
  ];
}

const isStepUp = ({ action }: Entry): boolean => action === 'step-up';
const isExempt = (entries: readonly Entry[]): boolean =>
  entries.some(({ action }) => action === 'allow');

/** Who is exempt from anything is exempt from all; else the hardest decision counts. */
function isRefused(
  context: RequestContext,
  entries: readonly Entry[],
  who: 'address' | 'account',
): boolean {
  if (entries.length === 0 || isExempt(entries)) return false;
  const blocked = entries.find(({ action }) => action === 'block');
  if (blocked !== undefined) return refuseBy(context, blocked, who);
  if (!enforcement().policy.isStepUpPath(context.url)) {
    const open = entries.find((entry) => isStepUp(entry) && !hasSteppedUp(context, entry.id));
    if (open !== undefined) return refuseBy(context, open, 'step-up');
  }
  for (const entry of entries) {
    const waitSeconds = count(context, entry);
    if (waitSeconds > 0) return refuseBy(context, entry, 'limit', waitSeconds);
  }
  return false;
}

function count(context: RequestContext, { id, bucket }: Entry): number {
  if (bucket === undefined) return 0;
  const ids = counted.get(context) ?? new Set();
  if (ids.has(id)) return 0;
  counted.set(context, ids.add(id));
  return bucket.take(now());
}

function refuseBy(
  context: RequestContext,
  { id }: Entry,
  cause: RefusalCause,
  retryAfterSeconds?: number,
): true {
  counters.turnedAway += 1;
  context.blockedBy = id;
  answerRefusal(context, id, cause, retryAfterSeconds);
  return true;
}
