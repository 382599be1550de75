import type { Severity } from '@castellan/core';

/** Why a channel is told something. */
export const alertCauses = [
  'opened',
  'worse',
  'reopened',
  'still-open',
  'escalated',
  'resolved',
  'assigned',
  'due',
  'overdue',
  'summary',
  'drill',
  'test',
] as const;
export type AlertCause = (typeof alertCauses)[number];

/**
 * What a channel tells people, before any service's form. All of it is text that attackers may have
 * had a hand in: a notifier escapes it for its service.
 */
export interface Alert {
  /** Of this telling; the same when it is sent again, so that the receiver can tell. */
  readonly id: string;
  readonly cause: AlertCause;
  /** What it is about: alerts of one incident share it, and services group by it. */
  readonly subject: string;
  readonly severity: Severity;
  readonly title: string;
  readonly text: string;
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  /** The page of the console that shows it. */
  readonly url: string;
  /** ISO 8601. */
  readonly at: string;
}
