import { Resolver } from 'node:dns/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Severity } from '@castellan/core';
import { sql } from 'kysely';
import { notify } from '../live/notices.ts';
import { queueOtherNews } from '../outbox/outbox.ts';
import type { Reach } from '../outbound/exchange.ts';
import { orAborted } from '../outbound/or-aborted.ts';
import { isToCome } from '../store/due.ts';
import type { Store } from '../store/schema.ts';
import type { Level, Look, World } from './monitor-kind.ts';
import { kindOf, type MonitorPlace, type MonitorRow, settingsOfMonitor } from './monitors.ts';
import { type MonitorState, nextStanding } from './next-state.ts';

export interface MonitorContext extends MonitorPlace {
  readonly innerNetworks: Reach['innerNetworks'];
  /** Asks the system's name servers unless a test brings its own. */
  readonly resolver?: Resolver;
}

const timeoutMs = 10_000;
const mostAtOnce = 8;
const idleMs = 500;
const mostSeconds = 60;
/** Of the time between two looks. */
const mostJitter = 0.05;

/** Whoever knew of it knew of another state. */
const unacknowledged = {
  acknowledged_at: null,
  acknowledged_by: null,
  acknowledged_until: null,
  acknowledged_reason: null,
} as const;

const severities: Readonly<Record<Level, Severity>> = {
  ok: 'low',
  warning: 'medium',
  critical: 'high',
};

/** Looks wherever it is due, some monitors side by side; a slow one keeps no other waiting. */
export async function runMonitors(context: MonitorContext): Promise<void> {
  let looking = 0;
  let claims: Promise<MonitorRow | undefined> = Promise.resolve(undefined);
  // One after the other: who finds nothing due then knows whether somebody looks.
  const claim = (): Promise<MonitorRow | undefined> => {
    claims = claims.then(async () => {
      const due = await claimDue(context.store);
      if (due !== undefined) looking += 1;
      return due;
    });
    return claims;
  };
  const work = async (): Promise<void> => {
    for (;;) {
      const due = await claim();
      if (due === undefined) {
        if (looking === 0) return;
        await wait(idleMs);
        continue;
      }
      try {
        await lookOnce(context, due);
      } finally {
        looking -= 1;
      }
    }
  };
  await Promise.all(Array.from({ length: mostAtOnce }, work));
}

/** Looks now, whether it is due or not; `undefined` when there is no such monitor. */
export async function lookNow(context: MonitorContext, id: string): Promise<Look | undefined> {
  const found = await context.store
    .selectFrom('monitors')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  return found && lookOnce(context, found);
}

/** The next look is put down first, so that one which ends the server does not do so for ever. */
async function claimDue(store: Store): Promise<MonitorRow | undefined> {
  return store.transaction().execute(async (transaction) => {
    const due = await transaction
      .selectFrom('monitors')
      .selectAll()
      .where('is_paused', '=', false)
      .where((where) =>
        where.or([
          where('next_at', '<=', sql<Date>`now()`),
          // The last look was in what is the future by now: the clock was ahead, and so is the next look.
          isToCome(sql`checked_at`),
        ]),
      )
      .orderBy('next_at')
      .limit(1)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst();
    if (due === undefined) return undefined;
    const seconds = (kindOf(due.kind)?.everyMinutes ?? 60) * 60;
    // Monitors that were added together do not stay together.
    const jitter = seconds * mostJitter * Math.random();
    await transaction
      .updateTable('monitors')
      .set({ next_at: sql<Date>`now() + make_interval(secs => ${Math.round(seconds - jitter)})` })
      .where('id', '=', due.id)
      .execute();
    return due;
  });
}

async function lookOnce(context: MonitorContext, monitor: MonitorRow): Promise<Look> {
  const { store, innerNetworks, resolver = new Resolver({ timeout: 3_000, tries: 2 }) } = context;
  const now = new Date();
  const seconds = kindOf(monitor.kind)?.mostSeconds ?? mostSeconds;
  const signal = AbortSignal.timeout(seconds * 1_000);
  const reach = { innerNetworks, timeoutMs, signal };
  const look = await lookSafely(context, monitor, {
    monitorId: monitor.id,
    store,
    reach,
    resolver,
    now,
    signal,
  });
  await store.transaction().execute(async (transaction) => {
    const before = await transaction
      .selectFrom('monitors')
      .selectAll()
      .where('id', '=', monitor.id)
      .forUpdate()
      .executeTakeFirst();
    if (before === undefined || !isAsLooked(before, monitor)) return;
    const { standing, news } = nextStanding(
      {
        state: before.state as MonitorState,
        step: before.step,
        seen: before.seen as Level | null,
        seenCount: before.seen_count,
      },
      look,
      kindOf(before.kind)?.badLooks ?? 1,
    );
    await transaction
      .updateTable('monitors')
      .set({
        state: standing.state,
        step: standing.step,
        seen: standing.seen,
        seen_count: standing.seenCount,
        ...(standing.state !== before.state && { state_since: now, ...unacknowledged }),
        ...(before.remembered === null &&
          look.remembered !== undefined && { remembered: JSON.stringify(look.remembered) }),
        found: look.found === undefined ? null : JSON.stringify(look.found),
        checked_at: now,
        summary: look.summary,
        facts: JSON.stringify(look.facts),
      })
      .where('id', '=', monitor.id)
      .execute();
    await transaction
      .insertInto('monitor_looks')
      .values({ monitor_id: monitor.id, at: now, level: look.level, summary: look.summary })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const { app } = before.settings;
    await queueOtherNews(transaction, news, {
      subject: `monitor ${monitor.id}`,
      severity: severities[news === 'resolved' ? (before.state as Level) : look.level],
      title: `${before.name}: ${look.summary}`,
      text: news === 'resolved' ? 'All is well again.' : '',
      facts: look.facts,
      path: `/settings/monitors/${before.id}`,
      ...(typeof app === 'string' && { appId: app }),
    });
    await notify(transaction, [{ type: 'monitor', id: monitor.id }]);
  });
  return look;
}

/** No other settings were given meanwhile, nor another state taken as right: it was of those. */
function isAsLooked(now: MonitorRow, then: MonitorRow): boolean {
  return isDeepStrictEqual([now.settings, now.remembered], [then.settings, then.remembered]);
}

/** What could not be looked at is as bad as what was found bad: nobody knows. */
async function lookSafely(
  { vault }: MonitorContext,
  monitor: MonitorRow,
  world: World,
): Promise<Look> {
  const { kind, remembered } = monitor;
  const found = kindOf(kind);
  if (found === undefined) return failed(`There is no monitor ${kind} any more`);
  try {
    const look = found.look(
      found.settings.parse(settingsOfMonitor(vault, monitor)) as never,
      world,
      remembered ?? undefined,
    );
    return await orAborted(look, world.signal);
  } catch (error) {
    const first = error instanceof AggregateError ? (error.errors[0] as unknown) : error;
    return failed(`Could not look: ${first instanceof Error ? first.message : String(first)}`);
  }
}

function failed(summary: string): Look {
  return { level: 'critical', step: 'not seen', summary: summary.slice(0, 300), facts: [] };
}
