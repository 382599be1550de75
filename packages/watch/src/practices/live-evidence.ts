import { type PracticeId, sinkKindFacts, sinkLibrary, type PracticeStatus } from '@castellan/core';
import { sql } from 'kysely';
import type { Store } from '../store/schema.ts';
import { hasSecondFactor } from '../people/second-factor-rule.ts';
import { drillDays } from '../words/drill-days.ts';
import type { Said } from './combine-status.ts';

/** Something that watch itself knows of a practice: from guards, monitors, channels or people. */
export interface LiveEvidence extends Said {
  readonly practice: PracticeId;
  readonly source: 'guard' | 'monitor' | 'console';
  /** One sentence. */
  readonly fact: string;
  readonly at: Date;
}

/** What the facts are made of, read once for all apps. */
export interface LiveFacts {
  readonly instances: readonly {
    app_id: string;
    seen_at: Date;
    coverage: readonly { library: string; status: string; cause?: string }[];
  }[];
  readonly monitors: readonly {
    name: string;
    kind: string;
    state: string;
    settings: Readonly<Record<string, unknown>>;
    summary: string | null;
    checked_at: Date | null;
  }[];
  readonly sites: readonly { app_id: string; target: string; at: Date }[];
  /** The last drill of each app that has ended. */
  readonly drills: readonly {
    app_id: string;
    way: string;
    outcome: string;
    sentence: string;
    ended_at: Date;
  }[];
  readonly channels: number;
  readonly people: number;
  readonly withSecondFactor: number;
  readonly now: Date;
}

/** The practices to which a monitor's kind speaks; it settles one where it sees all that is asked. */
const byMonitor: Readonly<Record<string, readonly [PracticeId, Said['weight']][]>> = {
  certificate: [
    ['I12', 'settles'],
    ['I3', 'supports'],
  ],
  dns: [['I14', 'supports']],
  'http-headers': [['C6', 'supports']],
  'security-txt': [['P4', 'supports']],
  heartbeat: [['M1', 'supports']],
};

/** A guard that was heard of within so long counts as evidence. */
const guardDays = 1;
const auditDays = 31;
const dayMs = 86_400_000;

export async function readLiveFacts(store: Store, now: Date = new Date()): Promise<LiveFacts> {
  const instances = await store
    .selectFrom('instances')
    .select(['app_id', 'seen_at', 'coverage'])
    .where('seen_at', '>', new Date(now.getTime() - guardDays * dayMs))
    .orderBy('seen_at', 'desc')
    .limit(2_000)
    .execute();
  const monitors = await store
    .selectFrom('monitors')
    .select(['name', 'kind', 'state', 'settings', 'summary', 'checked_at'])
    .where('is_paused', '=', false)
    .execute();
  const { rows: sites } = await sql<LiveFacts['sites'][number]>`
    select app_id, target, max(at) as at from practice_says where kind = 'site'
    group by app_id, target`.execute(store);
  const { rows: drills } = await sql<LiveFacts['drills'][number]>`
    select distinct on (app_id) app_id, way, outcome, report->>'sentence' as sentence, ended_at from drills
    where ended_at is not null order by app_id, ended_at desc`.execute(store);
  const { rows } = await sql<{ channels: number; people: number; secured: number }>`
    select (select count(*)::int from channels where not is_paused) as channels,
      (select count(*)::int from people where disabled_at is null) as people,
      (select count(*)::int from people where disabled_at is null and ${hasSecondFactor('people')}) as secured`.execute(
    store,
  );
  const { channels = 0, people = 0, secured = 0 } = rows[0] ?? {};
  return { instances, monitors, sites, drills, channels, people, withSecondFactor: secured, now };
}

/** What watch knows of one app's practices by itself. */
export function liveEvidence(appId: string, facts: LiveFacts): readonly LiveEvidence[] {
  return [
    ...ofGuard(appId, facts),
    ...ofMonitors(appId, facts),
    ...ofConsole(appId, facts),
    ...ofDrills(appId, facts),
  ];
}

function ofGuard(appId: string, { instances }: LiveFacts): LiveEvidence[] {
  const own = instances.filter(({ app_id }) => app_id === appId);
  const at = own[0]?.seen_at;
  if (at === undefined) return [];
  const coverage = own.flatMap((one) => one.coverage);
  const gaps = [
    ...new Set(coverage.filter(({ status }) => status === 'unprotected').map((one) => one.library)),
  ];
  const guarded = coverage.filter(({ status }) => status === 'protected');
  const kinds = new Set(
    guarded.flatMap(({ library }) => sinkLibrary(library)?.apis.map(({ kind }) => kind) ?? []),
  );
  const found: LiveEvidence[] = [];
  const tell = (
    practice: PracticeId,
    weight: Said['weight'],
    status: PracticeStatus,
    fact: string,
  ): void => void found.push({ practice, weight, status, fact, source: 'guard', at });
  const bare = `unprotected and loaded: ${gaps.join(', ')}`;
  tell(
    'P1',
    'settles',
    gaps.length === 0 ? 'pass' : 'fail',
    gaps.length === 0 ? 'Guard runs, and covers all that is loaded.' : `Guard runs, but ${bare}.`,
  );
  for (const kind of kinds) {
    const { detections, practices, title } = sinkKindFacts[kind];
    for (const practice of practices) {
      if (practice === 'P1') continue;
      tell(practice, 'supports', 'pass', `Guard judges: ${title} (${detections.join(', ')}).`);
    }
  }
  return found;
}

function ofMonitors(appId: string, { monitors, sites }: LiveFacts): LiveEvidence[] {
  const hosts = new Set(
    sites.filter(({ app_id }) => app_id === appId).flatMap(({ target }) => hostOf(target) ?? []),
  );
  return monitors.flatMap(({ name, kind, state, settings, summary, checked_at }) => {
    if (checked_at === null) return [];
    const place = placeOf(settings);
    const isOwn = settings['app'] === appId || hosts.has(hostOf(place) ?? place);
    if (!isOwn) return [];
    const status: PracticeStatus =
      state === 'critical' ? 'fail' : state === 'ok' || state === 'warning' ? 'pass' : 'unknown';
    return (byMonitor[kind] ?? []).map(([practice, weight]): LiveEvidence => ({
      practice,
      weight,
      status,
      source: 'monitor',
      fact: `Monitor ${name}: ${summary ?? 'it has not looked yet'}.`,
      at: checked_at,
    }));
  });
}

function ofConsole(
  appId: string,
  { instances, sites, channels, people, withSecondFactor, now }: LiveFacts,
): LiveEvidence[] {
  const isGuarded = instances.some(({ app_id }) => app_id === appId);
  const audited = sites.find(
    ({ app_id, at }) => app_id === appId && now.getTime() - at.getTime() < auditDays * dayMs,
  );
  const said = (
    practice: PracticeId,
    weight: Said['weight'],
    status: PracticeStatus,
    fact: string,
    at: Date = now,
  ): LiveEvidence => ({ practice, weight, status, fact, source: 'console', at });
  const found = [
    said(
      'P2',
      'supports',
      withSecondFactor === people ? 'pass' : 'fail',
      `${withSecondFactor} of ${people} people of this console sign in with a second factor. Of the app’s own users that says nothing.`,
    ),
  ];
  if (isGuarded) {
    const isTold = channels > 0;
    found.push(
      said(
        'M1',
        'settles',
        isTold ? 'pass' : 'unknown',
        isTold
          ? `Guard reports at once, and ${channels} ${channels === 1 ? 'channel tells' : 'channels tell'} people.`
          : 'Guard reports at once, but no channel tells anybody: add one under Settings, Notifications.',
      ),
      said(
        'M3',
        'supports',
        'pass',
        'Guard tells who attacks; attackers are listed and can be blocked.',
      ),
    );
  }
  if (audited !== undefined) {
    found.push(
      said('M2', 'supports', 'pass', `${audited.target} was looked at from outside.`, audited.at),
    );
  }
  return found;
}

/**
 * A drill shows that people are told; one that was lost shows that they are not. What watch made itself says
 * nothing of guard, and one of long ago nothing of today.
 */
function ofDrills(appId: string, { drills, instances, now }: LiveFacts): LiveEvidence[] {
  const last = drills.find(({ app_id }) => app_id === appId);
  const isGuarded = instances.some(({ app_id }) => app_id === appId);
  if (last === undefined && !isGuarded) return [];
  const days = last && Math.floor((now.getTime() - last.ended_at.getTime()) / dayMs);
  const isOld = days === undefined || days >= drillDays;
  const ago = days === 0 ? 'today' : `${days} ${days === 1 ? 'day' : 'days'} ago`;
  const isWhole = last?.outcome === 'arrived';
  const due = `run one at least every ${drillDays} days: Drills, Run a drill.`;
  const fact =
    last === undefined
      ? `No drill has shown yet that people would be told: ${due}`
      : `${isOld ? `The last drill is of long ago; ${due}` : 'Drill'} (${ago}): ${last.sentence}`;
  return [
    {
      practice: 'M1',
      weight: isOld || last?.way === 'event' ? 'supports' : 'settles',
      status: isOld ? 'unknown' : isWhole ? 'pass' : 'fail',
      source: 'console',
      fact,
      at: last?.ended_at ?? now,
    },
  ];
}

function hostOf(text: string): string | undefined {
  return URL.canParse(text) ? new URL(text).hostname : undefined;
}

/** The host or address at which a monitor looks. */
function placeOf(settings: Readonly<Record<string, unknown>>): string {
  const place = settings['host'] ?? settings['url'] ?? settings['domain'];
  return typeof place === 'string' ? place : '';
}
