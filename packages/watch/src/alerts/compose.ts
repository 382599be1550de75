import type { Severity } from '@castellan/core';
import { severities } from '@castellan/core';
import type { Whereabouts } from '../gazetteer/gazetteer.ts';
import type { Alert, AlertCause } from '../notifiers/alert.ts';
import { within } from '../notifiers/within.ts';
import type { OtherNews } from '../outbox/outbox.ts';

/** What an alert says of an incident. */
export interface IncidentFacts {
  readonly id: string;
  readonly app: string;
  readonly environment: string;
  readonly detection: string;
  readonly outcome: string;
  readonly severity: Severity;
  readonly route: string;
  readonly actor: string;
  readonly whereabouts: Whereabouts;
  readonly events: number;
  readonly blocked: number;
  readonly firstSeen: Date;
  readonly reason: string;
  readonly location: string | null;
  /** The drill that made it, and who started that. */
  readonly drill?: { readonly id: string; readonly startedBy: string } | undefined;
}

/** Of one telling: its id, and the console's address. */
export interface Telling {
  readonly id: string;
  readonly publicUrl: URL;
  readonly now: Date;
}

const shownIncidents = 10;

/** What stands before the headline where it is not the first that is told of an incident. */
const beginnings: Readonly<Partial<Record<AlertCause, string>>> = {
  worse: 'Worse: ',
  reopened: 'Back again: ',
  resolved: 'Resolved: ',
  assigned: 'Assigned to ',
  due: 'Due: ',
  overdue: 'Overdue: ',
  drill: 'Drill: ',
};

/** One incident, told for the cause. */
export function incidentAlert(
  cause: AlertCause,
  incident: IncidentFacts,
  { id, publicUrl, now }: Telling,
): Alert {
  const facts: readonly (readonly [string, string])[] = [
    ['App', `${incident.app} (${incident.environment})`],
    ['Route', incident.route],
    ['From', [incident.actor, placeOf(incident.whereabouts)].filter(Boolean).join(' · ')],
    ['Blocked', `${incident.blocked} of ${incident.events}`],
    ['Code', incident.location ?? ''],
    ['Since', incident.firstSeen.toISOString()],
  ];
  const { drill } = incident;
  const path = drill === undefined ? `/incidents/${incident.id}` : `/drills/${drill.id}`;
  return {
    id,
    cause,
    subject: `incident ${incident.id}`,
    severity: incident.severity,
    title: inert(`${beginnings[cause] ?? ''}${headlineOf(incident)}`, 200),
    text: inert(drill === undefined ? incident.reason : drillWords(drill.startedBy), 1_000),
    facts: facts
      .filter(([, value]) => value !== '')
      .map(([name, value]) => ({ name, value: inert(value, 300) })),
    url: new URL(path, publicUrl).href,
    at: now.toISOString(),
  };
}

/** Something else than an incident. */
export function otherAlert(
  cause: AlertCause,
  { subject, severity, title, text, facts, path }: OtherNews,
  { id, publicUrl, now }: Telling,
): Alert {
  return {
    id,
    cause,
    subject,
    severity,
    title: inert(`${beginnings[cause] ?? ''}${title}`, 200),
    text: inert(text, 1_000),
    facts: facts.slice(0, 10).map(({ name, value }) => ({ name, value: inert(value, 300) })),
    url: new URL(path, publicUrl).href,
    at: now.toISOString(),
  };
}

/** `DE · AS24940 Hetzner Online GmbH (hosting)`. */
function placeOf({ country = '', asn, asName = '', isHosting }: Whereabouts): string {
  const system = asn === undefined ? '' : `AS${asn} ${asName}`.trim();
  return [country, isHosting ? `${system} (hosting)` : system].filter(Boolean).join(' · ');
}

/** `2 incidents and 1 monitor`. */
function thingsIn(incidents: number, monitors: number): string {
  const counted = (count: number, word: string): string[] =>
    count === 0 ? [] : [`${count} ${word}${count === 1 ? '' : 's'}`];
  return [...counted(incidents, 'incident'), ...counted(monitors, 'monitor')].join(' and ');
}

/** Several incidents in one message: what was held back, or what still stands open. */
export function listAlert(
  cause: 'summary' | 'still-open',
  incidents: readonly { readonly severity: Severity; readonly title: string }[],
  {
    subject,
    count,
    monitors = 0,
    held,
  }: {
    readonly subject: string;
    /** Of all, of which so many are failing monitors. */
    readonly count: number;
    readonly monitors?: number;
    readonly held?: string;
  },
  { id, publicUrl, now }: Telling,
): Alert {
  const worst = severities.find((one) => incidents.some(({ severity }) => severity === one));
  const lines = incidents.slice(0, shownIncidents).map(({ title }) => `• ${title}`);
  if (count > lines.length) lines.push(`… and ${count - lines.length} more`);
  const things = thingsIn(count - monitors, monitors);
  return {
    id,
    cause,
    subject,
    severity: worst ?? 'low',
    title:
      cause === 'summary'
        ? `${things} since the last message`
        : `${things} still open, and nobody has acknowledged`,
    text: inert(lines.join('\n'), 2_000),
    facts: held === undefined ? [] : [{ name: 'Held back', value: held }],
    url: new URL(monitors === count ? '/settings/monitors' : '/incidents', publicUrl).href,
    at: now.toISOString(),
  };
}

/** Shows that the channel works. */
export function testAlert({ id, publicUrl, now }: Telling, by: string): Alert {
  return {
    id,
    cause: 'test',
    subject: `test ${id}`,
    severity: 'low',
    title: 'Castellan reaches you here',
    text: inert(`This is a test that ${by} asked for. Nothing happened.`, 500),
    facts: [],
    url: new URL('/settings/notifications', publicUrl).href,
    at: now.toISOString(),
  };
}

function drillWords(startedBy: string): string {
  return `This is a drill that ${startedBy} started, and nobody attacks. Of a real attack you would be told here, like this.`;
}

/** `Critical: SQL injection on shop`. */
function headlineOf({ severity, detection, app, outcome }: IncidentFacts): string {
  const words = detection.replaceAll('-', ' ').replace(/\bsql\b/i, 'SQL');
  const what = outcome === 'weakness' ? `weakness: ${words}` : words;
  return `${severity.charAt(0).toUpperCase()}${severity.slice(1)}: ${what} on ${app}`;
}

/**
 * Text in which nothing acts: mail programs and chats make links of addresses by themselves, and
 * characters that turn the direction of writing make one thing look like another.
 */
function inert(text: string, max: number): string {
  const plain = text
    .replaceAll(/[^\P{Cc}\n]|[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, ' ')
    .replaceAll('://', ':\u2044\u2044');
  return within(plain, max);
}
