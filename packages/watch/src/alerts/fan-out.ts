import type { Severity } from '@castellan/core';
import { sql } from 'kysely';
import type { Alert, AlertCause } from '../notifiers/alert.ts';
import type { IncidentNews, OtherCause, OtherNews } from '../outbox/outbox.ts';
import type { Gazetteer } from '../gazetteer/gazetteer.ts';
import { newId } from '../store/new-id.ts';
import type { StoreTransaction } from '../store/schema.ts';
import type { AlertContext } from './alert-context.ts';
import type { ChannelRow } from './channels.ts';
import { type IncidentFacts, incidentAlert, otherAlert, type Telling } from './compose.ts';
import { lockChannels } from './lock-channels.ts';
import { type Queued, queueDeliveries } from './queue-deliveries.ts';
import { type Bucket, refilled, taken } from './quota.ts';
import { concerns, heldBy, isAtLeast } from './rules.ts';
import { notifierOf } from './settings.ts';

const newsAtOnce = 500;
const workCauses: readonly OtherCause[] = ['assigned', 'due', 'overdue'];

interface Queue {
  readonly incident_id: string | null;
  readonly cause: OtherCause;
  readonly alert: OtherNews | null;
}

type Incident = IncidentFacts & {
  readonly appId: string;
  readonly isOpen: boolean;
  /** The one channel that is to be told of a drill. */
  readonly onlyChannel: string | null;
};

/**
 * Turns what happened into what each channel is told. Taking from the outbox and writing the
 * deliveries are one transaction: every piece of news is told once per channel, also when a server
 * dies in the middle. Returns how many were taken.
 */
export async function fanOut(context: AlertContext, now: Date = new Date()): Promise<number> {
  let total = 0;
  for (;;) {
    const count = await context.store
      .transaction()
      .execute((transaction) => fanOutSome(context, transaction, now));
    total += count;
    if (count < newsAtOnce) return total;
  }
}

async function fanOutSome(
  context: AlertContext,
  transaction: StoreTransaction,
  now: Date,
): Promise<number> {
  const { rows } = await sql<Queue>`
    delete from outbox where id in (
      select id from outbox order by id limit ${newsAtOnce} for update skip locked)
    returning incident_id, cause, alert`.execute(transaction);
  if (rows.length === 0) return 0;
  const news = new Map<string, Set<IncidentNews>>();
  for (const { incident_id, cause } of rows) {
    if (incident_id === null) continue;
    // Of incidents there is no other news.
    news.set(incident_id, (news.get(incident_id) ?? new Set()).add(cause as IncidentNews));
  }
  const incidents = await readIncidents(transaction, context.gazetteer, [...news.keys()]);
  const told = await channelsTold(transaction, [...news.keys()]);
  const others = await withoutDemo(
    transaction,
    rows.filter(({ alert }) => alert !== null),
  );
  const subjects = others.map(({ alert }) => alert?.subject ?? '');
  const toldOther = await channelsToldOf(transaction, subjects);
  const telling = (): Telling => ({ id: newId(), publicUrl: context.publicUrl, now });
  for (const channel of await lockChannels(transaction)) {
    const queued: Queued[] = [];
    let bucket = refilled(bucketOf(channel), channel.rules.quota, now);
    const queue = (incidentId: string | null, alert: Alert): void => {
      const { cause, severity } = alert;
      // What closes something at the service is never held back: it makes less noise, not more.
      const held = cause === 'resolved' ? undefined : heldBy(channel.rules, severity, now);
      const left = held === undefined && cause !== 'resolved' ? taken(bucket) : bucket;
      bucket = left ?? bucket;
      queued.push({ incidentId, alert, hold: left === undefined ? 'quota' : held });
    };
    for (const incident of incidents) {
      const knows = told.has(`${channel.id} ${incident.id}`);
      const cause = causeFor(channel, incident, news.get(incident.id) ?? new Set(), knows);
      if (cause === undefined) continue;
      queue(incident.id, incidentAlert(cause, incident, telling()));
    }
    for (const { cause, alert } of others) {
      if (alert === null || !isTold(channel, cause, alert, toldOther)) continue;
      queue(null, otherAlert(cause, alert, telling()));
    }
    await queueDeliveries(transaction, channel.id, queued, bucket);
  }
  return rows.length;
}

/** Nobody is told of what is made up, be it of users, of work or of anything else. */
async function withoutDemo(
  transaction: StoreTransaction,
  news: readonly Queue[],
): Promise<readonly Queue[]> {
  if (news.every(({ alert }) => alert?.appId === undefined)) return news;
  const demo = await transaction
    .selectFrom('apps')
    .select('id')
    .where('is_demo', '=', true)
    .execute();
  const made = new Set(demo.map(({ id }) => id));
  return news.filter(({ alert }) => alert?.appId === undefined || !made.has(alert.appId));
}

function bucketOf({ tokens, tokens_at }: ChannelRow): Bucket {
  return { tokens, at: tokens_at };
}

/** Of several pieces of news about one incident the one that tells most. */
function causeFor(
  { id, rules, kind }: ChannelRow,
  incident: Incident,
  news: ReadonlySet<IncidentNews>,
  knows: boolean,
): AlertCause | undefined {
  if (!incident.isOpen) {
    return knows && notifierOf(kind)?.closes === true ? 'resolved' : undefined;
  }
  if (!concerns(rules, incident)) return undefined;
  if (incident.drill !== undefined) {
    return (incident.onlyChannel ?? id) === id && !knows ? 'drill' : undefined;
  }
  if (news.has('opened')) return 'opened';
  if (news.has('reopened')) return 'reopened';
  if (!news.has('worse')) return undefined;
  // Only now bad enough for this channel: here it is new.
  return knows ? 'worse' : 'opened';
}

function isTold(
  { id, kind, rules: { minSeverity, apps } }: ChannelRow,
  cause: OtherCause,
  { subject, severity, appId }: OtherNews,
  told: ReadonlySet<string>,
): boolean {
  if (cause === 'resolved') {
    return told.has(`${id} ${subject}`) && notifierOf(kind)?.closes === true;
  }
  // A pager wakes people for attacks, not for work.
  if (workCauses.includes(cause) && notifierOf(kind)?.closes === true) return false;
  const isOfApp = apps.length === 0 || (appId !== undefined && apps.includes(appId));
  return isOfApp && isAtLeast(severity, minSeverity);
}

async function readIncidents(
  transaction: StoreTransaction,
  gazetteer: Gazetteer,
  ids: readonly string[],
): Promise<readonly Incident[]> {
  if (ids.length === 0) return [];
  const rows = await transaction
    .selectFrom('incidents as i')
    .innerJoin('apps as a', 'a.id', 'i.app_id')
    .selectAll('i')
    .leftJoin('drills as d', 'd.id', 'i.drill_id')
    .select(['a.name as app', 'd.started_by', 'd.channel_id'])
    .where('i.id', 'in', [...ids])
    // Nobody is woken by what is made up.
    .where('a.is_demo', '=', false)
    .orderBy('i.severity_rank')
    .orderBy('i.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    appId: row.app_id,
    app: row.app,
    environment: row.environment,
    detection: row.detection,
    outcome: row.outcome,
    severity: row.severity as Severity,
    route: row.route,
    actor: row.actor,
    whereabouts: gazetteer.of(row.actor),
    events: row.events,
    blocked: row.blocked,
    firstSeen: row.first_seen,
    reason: row.reason,
    location: row.location,
    isOpen: row.status === 'open',
    onlyChannel: row.channel_id,
    ...(row.drill_id !== null && {
      drill: { id: row.drill_id, startedBy: row.started_by ?? '' },
    }),
  }));
}

/** Which channels have been told of which of these incidents, as `channel incident`. */
async function channelsTold(
  transaction: StoreTransaction,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await transaction
    .selectFrom('deliveries')
    .select(['channel_id', 'incident_id'])
    .distinct()
    .where('incident_id', 'in', [...ids])
    .where('state', 'in', ['waiting', 'delivered'])
    .execute();
  return new Set(rows.map(({ channel_id, incident_id }) => `${channel_id} ${incident_id}`));
}

/** The same for what is no incident, as `channel subject`. */
async function channelsToldOf(
  transaction: StoreTransaction,
  subjects: readonly string[],
): Promise<ReadonlySet<string>> {
  if (subjects.length === 0) return new Set();
  const { rows } = await sql<{ channel_id: string; subject: string }>`
    select distinct channel_id, alert->>'subject' as subject from deliveries
    where incident_id is null and alert->>'subject' = any(${subjects}) and state in ('waiting', 'delivered')`.execute(
    transaction,
  );
  return new Set(rows.map(({ channel_id, subject }) => `${channel_id} ${subject}`));
}
