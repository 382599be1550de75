import type { SentFinding, SentReport } from '@castellan/core';
import type { Selectable } from 'kysely';
import { newId } from '../store/new-id.ts';
import type { StoreTransaction } from '../store/schema.ts';
import type { WorkItemsTable } from '../store/work-schema.ts';
import { addNotes, byWatch, type Note } from './work-notes.ts';
import { tellGiven } from './tell-given.ts';
import { defaultAssignee, dueAt, readWorkSettings, type WorkSettings } from './work-settings.ts';
import { dayOf, rankOf } from './work-state.ts';

/** What a report is about, as findings of it are told apart. */
export interface ReportSubject {
  readonly appId: string;
  readonly kind: string;
  readonly target: string;
}

/** What a report changed: ids of items. */
export interface Synced {
  readonly opened: readonly string[];
  readonly reopened: readonly string[];
  readonly verified: readonly string[];
}

type Item = Selectable<WorkItemsTable>;
type Change = Partial<Pick<Item, 'state' | 'reopened'>> & { readonly due_at?: Date };

/** A rule that says one of these has looked: what it does not name any more is gone. */
const judged: ReadonlySet<string> = new Set(['pass', 'fail', 'not-applicable', 'attested']);

/**
 * Makes work of what a report found. What is gone is verified fixed, when its rule has looked; what was
 * fixed and is there again opens again.
 */
export async function syncFindings(
  transaction: StoreTransaction,
  subject: ReportSubject,
  report: SentReport,
  now: Date,
): Promise<Synced> {
  const settings = await readWorkSettings(transaction);
  const items = await transaction
    .selectFrom('work_items')
    .selectAll()
    .where('app_id', '=', subject.appId)
    .where('kind', '=', subject.kind)
    .where('target', '=', subject.target)
    .forUpdate()
    .execute();
  const known = new Map(items.map((item) => [item.fingerprint, item]));
  const notes: Note[] = [];
  const origin = report.commit === undefined ? 'a report' : `the report of ${report.commit}`;
  // A report that names one twice still means one piece of work.
  const named = new Map(report.findings.map((finding) => [finding.fingerprint, finding]));
  const fresh = [...named.values()].filter(({ fingerprint }) => !known.has(fingerprint));
  const opened = await openItems(transaction, subject, fresh, settings, now, origin);
  const reopened: string[] = [];
  for (const finding of named.values()) {
    const item = known.get(finding.fingerprint);
    if (item === undefined) continue;
    const change = seenAgain(item, report, settings, now);
    if (change.reopened !== undefined) {
      reopened.push(item.id);
      notes.push(noteOf(item.id, 'reopened', `It came back: ${origin} found it again.`));
    } else if (change.state !== undefined) {
      notes.push(noteOf(item.id, 'changed', `Not fixed yet: ${origin} still found it.`));
    }
    await update(transaction, item.id, { ...change, ...shownOf(finding) }, report, now, change);
  }
  const looked = new Set(
    report.rules.filter(({ status }) => judged.has(status)).map((one) => one.rule),
  );
  const gone = items.filter(
    ({ fingerprint, rule, state }) =>
      !named.has(fingerprint ?? '') &&
      looked.has(rule) &&
      state !== 'verified' &&
      state !== 'false-alarm',
  );
  for (const { id } of gone) {
    await transaction
      .updateTable('work_items')
      .set({ state: 'verified', updated_at: now, told_overdue_at: null })
      .where('id', '=', id)
      .execute();
    notes.push(noteOf(id, 'verified', `Verified fixed: ${origin} looked and found it no more.`));
  }
  await addNotes(transaction, notes);
  return { opened, reopened, verified: gone.map(({ id }) => id) };
}

/** What becomes of an item that a report names again. */
function seenAgain(item: Item, report: SentReport, settings: WorkSettings, now: Date): Change {
  const isNewer = Date.parse(report.time) > item.updated_at.getTime();
  if (item.state === 'fixed') return isNewer ? { state: 'in-work' } : {};
  if (item.state !== 'verified') return {};
  return {
    state: 'open',
    reopened: item.reopened + 1,
    due_at: dueAt(settings, item.priority as never, now),
  };
}

async function update(
  transaction: StoreTransaction,
  id: string,
  values: object,
  report: SentReport,
  now: Date,
  change: Change,
): Promise<void> {
  await transaction
    .updateTable('work_items')
    .set({
      ...values,
      seen_at: report.time,
      ...(Object.keys(change).length > 0 && { updated_at: now, told_overdue_at: null }),
    })
    .where('id', '=', id)
    .execute();
}

function shownOf({ message, fix, shownBy = [], file, line, severity }: SentFinding): {
  title: string;
  advice: string;
  shown_by: string[];
  place: string | null;
  severity: string;
} {
  const place = file === undefined ? null : `${file}${line === undefined ? '' : `:${line}`}`;
  return {
    title: message,
    advice: fix,
    shown_by: [...shownBy],
    place,
    severity,
  };
}

async function openItems(
  transaction: StoreTransaction,
  { appId, kind, target }: ReportSubject,
  findings: readonly SentFinding[],
  settings: WorkSettings,
  now: Date,
  origin: string,
): Promise<readonly string[]> {
  const assignee = await defaultAssignee(transaction, settings, appId);
  const rows = findings.map((finding) => {
    const { acceptance, severity } = finding;
    const isAccepted = acceptance !== undefined && acceptance.until >= dayOf(now);
    return {
      id: newId(),
      app_id: appId,
      origin: 'finding',
      kind,
      target,
      fingerprint: finding.fingerprint,
      rule: finding.rule,
      practice: finding.practice,
      priority: severity,
      priority_rank: rankOf(severity),
      ...shownOf(finding),
      due_at: dueAt(settings, severity, now),
      seen_at: now,
      updated_at: now,
      // What somebody lives with is nobody's work.
      assignee_id: isAccepted ? null : (assignee?.id ?? null),
      state: isAccepted ? 'accepted' : 'open',
      accepted_reason: isAccepted ? acceptance.reason : null,
      accepted_by: isAccepted ? acceptance.owner : null,
      accepted_until: isAccepted ? acceptance.until : null,
    };
  });
  for (let at = 0; at < rows.length; at += 500)
    await transaction
      .insertInto('work_items')
      .values(rows.slice(at, at + 500))
      .execute();
  const notes = rows.map(({ id }) => noteOf(id, 'opened', `Found by ${origin}.`));
  for (let at = 0; at < notes.length; at += 500)
    await addNotes(transaction, notes.slice(at, at + 500));
  const given = rows.filter(({ assignee_id }) => assignee_id !== null);
  if (assignee !== undefined) await tellGiven(transaction, assignee.name, given);
  return rows.map(({ id }) => id);
}

function noteOf(itemId: string, kind: Note['kind'], text: string): Note {
  return { itemId, author: byWatch, kind, text };
}
