import {
  type Disposition,
  dispositions,
  type Finding,
  type Outcome,
  outcomes,
  type Severity,
} from '@castellan/core';
import { findingSchema } from '@castellan/core/wire';
import * as z from 'zod';
import { type IncidentStatus, incidentStatuses } from '../../incidents/resolve-incident.ts';
import { type Relation, relations } from '../../incidents/related-incidents.ts';
import { id, type PageOf, severity, time } from './parts.ts';
import { type WhereaboutsShown, whereaboutsSchema } from './whereabouts.ts';

/** Findings that belong together: same app, detection, route and actor, without a quiet half hour between. */
export interface Incident {
  id: string;
  appId: string;
  app: string;
  /** Of an app that is made up. */
  isDemo: boolean;
  environment: string;
  detection: string;
  outcome: Outcome;
  severity: Severity;
  /** `GET /users/:id`; empty where no framework tells the pattern. */
  route: string;
  /** Address that it came from; empty when it is not known. */
  actor: string;
  whereabouts: WhereaboutsShown;
  firstSeen: string;
  lastSeen: string;
  events: number;
  blocked: number;
  status: IncidentStatus;
  reason: string;
  /** Users in whose name it was done, those who did most first; at most twenty. */
  users: string[];
  /** `file:line` in the app. */
  location?: string | undefined;
  /** Somebody is on it. */
  acknowledgedAt?: string | undefined;
  acknowledgedBy?: string | undefined;
  /** The decision in force that keeps the actor out. */
  block?: { id: string; since: string } | undefined;
  /** Addresses that attack alike; one by itself makes no campaign. */
  campaignId?: string | undefined;
  /** The incident that this one was merged into by hand. */
  mergedInto?: string | undefined;
  /** The drill that made it: nobody attacked. */
  drillId?: string | undefined;
}

export const incidentSchema: z.ZodType<Incident> = z.object({
  id,
  appId: id,
  app: z.string(),
  isDemo: z.boolean(),
  environment: z.string(),
  detection: z.string(),
  outcome: z.enum(outcomes),
  severity,
  route: z.string(),
  actor: z.string(),
  whereabouts: whereaboutsSchema,
  firstSeen: time,
  lastSeen: time,
  events: z.number(),
  blocked: z.number(),
  status: z.enum(incidentStatuses),
  reason: z.string(),
  users: z.array(z.string()),
  location: z.string().optional(),
  acknowledgedAt: time.optional(),
  acknowledgedBy: z.string().optional(),
  block: z.object({ id, since: time }).optional(),
  campaignId: id.optional(),
  mergedInto: id.optional(),
  drillId: id.optional(),
});

/** An incident that has to do with another, and why. */
export interface Related {
  incident: Incident;
  relation: Relation;
}

export const relatedSchema: z.ZodType<Related> = z.object({
  incident: incidentSchema,
  relation: z.enum(relations),
});

/** A finding as it is stored. All of it is text that attackers may have written: show it as text only. */
export interface Event {
  id: string;
  at: string;
  receivedAt: string;
  incidentId: string;
  appId: string;
  /** As it was known when the event came in. */
  whereabouts: WhereaboutsShown;
  /** The drill that made it: nobody attacked. */
  drillId?: string | undefined;
  finding: Finding;
}

const eventSchema: z.ZodType<Event> = z.object({
  id,
  at: time,
  receivedAt: time,
  incidentId: id,
  appId: id,
  whereabouts: whereaboutsSchema,
  drillId: id.optional(),
  finding: findingSchema,
});

/** One page of a search, which may be short, even empty, and yet not the last. */
export interface SearchedEvents extends PageOf<Event> {
  searchedBackTo?: string | undefined;
}

export const searchedEventsSchema: z.ZodType<SearchedEvents> = z.object({
  items: z.array(eventSchema),
  next: z.string().optional().describe('The cursor of the next page; absent on the last.'),
  searchedBackTo: time
    .optional()
    .describe(
      'Set when the time of one answer was over first: what is older is on the next pages.',
    ),
});

export const disposition: z.ZodType<Disposition> = z.enum(dispositions);
export const outcome: z.ZodType<Outcome> = z.enum(outcomes);
export const incidentStatus: z.ZodType<IncidentStatus> = z.enum(incidentStatuses);
