import { severities, type Severity } from '@castellan/core';
import * as z from 'zod';
import { type ExceptionState, exceptionStates } from '../../work/exceptions.ts';
import { type ReplayOutcome, replayOutcomes } from '../../work/replays.ts';
import { type NoteKind, noteKinds } from '../../work/work-notes.ts';
import type { WorkSettings } from '../../work/work-settings.ts';
import { type WorkState, workStates } from '../../work/work-state.ts';
import { id, severity, time } from './parts.ts';

export const workState: z.ZodType<WorkState, string> = z.enum(workStates);
export const day: z.ZodISODate = z.iso.date();

/** Something to be mended: a finding of check, or an incident that somebody took up. */
export interface WorkItem {
  id: string;
  appId: string;
  app: string;
  origin: 'finding' | 'incident';
  /** Of a finding: what was looked at. */
  target?: string | undefined;
  fingerprint?: string | undefined;
  incidentId?: string | undefined;
  /** The rule of check, or the detection of guard. */
  rule: string;
  practice?: string | undefined;
  severity: Severity;
  priority: Severity;
  title: string;
  advice: string;
  /** Of a finding of attack: command lines that show it, in order. */
  shownBy: string[];
  /** `file:line`, or an address. */
  place?: string | undefined;
  state: WorkState;
  assigneeId?: string | undefined;
  assignee?: string | undefined;
  dueAt: string;
  isOverdue: boolean;
  acceptedReason?: string | undefined;
  acceptedBy?: string | undefined;
  acceptedUntil?: string | undefined;
  openedAt: string;
  updatedAt: string;
  seenAt: string;
  /** How often it came back. */
  reopened: number;
}

export const workItemSchema: z.ZodType<WorkItem> = z.object({
  id,
  appId: id,
  app: z.string(),
  origin: z.enum(['finding', 'incident']),
  target: z.string().optional(),
  fingerprint: z.string().optional(),
  incidentId: id.optional(),
  rule: z.string(),
  practice: z.string().optional(),
  severity,
  priority: severity,
  title: z.string(),
  advice: z.string(),
  shownBy: z.array(z.string()),
  place: z.string().optional(),
  state: z.enum(workStates),
  assigneeId: id.optional(),
  assignee: z.string().optional(),
  dueAt: time,
  isOverdue: z.boolean(),
  acceptedReason: z.string().optional(),
  acceptedBy: z.string().optional(),
  acceptedUntil: z.string().optional(),
  openedAt: time,
  updatedAt: time,
  seenAt: time,
  reopened: z.number(),
});

/** One line of an item's history. */
interface WorkNote {
  id: string;
  at: string;
  author: string;
  kind: NoteKind;
  text: string;
}

const note: z.ZodType<WorkNote> = z.object({
  id,
  at: time,
  author: z.string(),
  kind: z.enum(noteKinds),
  text: z.string(),
});

/** A proposal to let a false alarm go on. */
interface PolicyExceptionProposal {
  id: string;
  detection: string;
  route: string;
  input: string;
  reason: string;
  until: string;
  /** For the app's repository, as a patch. */
  diff: string;
  /** The whole file after it. */
  after: string;
  state: ExceptionState;
  askedById: string;
  askedBy: string;
  askedAt: string;
  decidedBy?: string | undefined;
  decidedAt?: string | undefined;
}

const proposal: z.ZodType<PolicyExceptionProposal> = z.object({
  id,
  detection: z.string(),
  route: z.string(),
  input: z.string(),
  reason: z.string(),
  until: z.string(),
  diff: z.string(),
  after: z.string(),
  state: z.enum(exceptionStates),
  askedById: id,
  askedBy: z.string(),
  askedAt: time,
  decidedBy: z.string().optional(),
  decidedAt: time.optional(),
});

/** A time in which watch looked for an attack to be sent again. */
interface Replay {
  id: string;
  startedAt: string;
  startedBy: string;
  endsAt: string;
  outcome: ReplayOutcome;
  seen: number;
}

const replay: z.ZodType<Replay> = z.object({
  id,
  startedAt: time,
  startedBy: z.string(),
  endsAt: time,
  outcome: z.enum(replayOutcomes),
  seen: z.number(),
});

/** An item with its history and what was tried. */
export interface WorkDetail {
  item: WorkItem;
  notes: WorkNote[];
  exceptions: PolicyExceptionProposal[];
  replays: Replay[];
  /** How to send the attack again; only for incidents whose events are kept. */
  replayLine?: { command: string; missing: string[] } | undefined;
}

export const workDetailSchema: z.ZodType<WorkDetail> = z.object({
  item: workItemSchema,
  notes: z.array(note),
  exceptions: z.array(proposal),
  replays: z.array(replay),
  replayLine: z.object({ command: z.string(), missing: z.array(z.string()) }).optional(),
});

const days = z.number().int().min(1).max(3_650);
export const workSettingsSchema: z.ZodType<WorkSettings> = z.object({
  criticalDays: days,
  highDays: days,
  mediumDays: days,
  lowDays: days,
  staleDays: days,
  defaultAssignee: id.optional().describe('Who gets what is opened; nobody when absent.'),
});

export const prioritySchema: z.ZodType<Severity, string> = z.enum(severities);
