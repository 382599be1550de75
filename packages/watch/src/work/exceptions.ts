import type { Selectable } from 'kysely';
import { notify } from '../live/notices.ts';
import { record } from '../people/audit.ts';
import type { Principal } from '../people/principal.ts';
import { newId } from '../store/new-id.ts';
import type { Store } from '../store/schema.ts';
import type { ExceptionProposalsTable } from '../store/work-schema.ts';
import { storableText } from '../store/storable.ts';
import type { Done } from '../words/done.ts';
import { exceptionChange } from './exception-change.ts';
import { latestFinding } from './incident-work.ts';
import { findWork } from './list-work.ts';
import { addNotes } from './work-notes.ts';
import { dayOf } from './work-state.ts';

/** Where a proposed exception stands. */
export const exceptionStates = ['proposed', 'approved', 'refused'] as const;
export type ExceptionState = (typeof exceptionStates)[number];

export type ExceptionRow = Selectable<ExceptionProposalsTable>;

export interface NewException {
  readonly reason: string;
  readonly until: string;
  /** The app’s castellan.config.json as it is; empty where there is none. */
  readonly file: string;
}

export async function listExceptions(
  store: Store,
  itemId: string,
): Promise<readonly ExceptionRow[]> {
  return store
    .selectFrom('exception_proposals')
    .selectAll()
    .where('item_id', '=', itemId)
    .orderBy('id', 'desc')
    .limit(20)
    .execute();
}

/** Proposes to let the false alarm of an incident go on: as narrow as the finding was, with an end. */
export async function proposeException(
  store: Store,
  principal: Principal,
  itemId: string,
  { reason, until, file }: NewException,
  now: Date = new Date(),
): Promise<Done | undefined> {
  if (until <= dayOf(now)) return { ok: false, problem: 'It must end on a day to come.' };
  return store.transaction().execute(async (transaction) => {
    const item = await findWork(transaction, itemId, principal);
    if (item === undefined) return undefined;
    const finding =
      item.incident_id === null ? undefined : await latestFinding(transaction, item.incident_id);
    if (finding?.request === undefined)
      return {
        ok: false,
        problem:
          'Only what guard saw in a request can have an exception, and while its events are kept.',
      };
    const route = routePattern(finding.request);
    if (route === undefined || !/^[^\s.*(][^\s]{0,254}$/.test(finding.input.path))
      return {
        ok: false,
        problem: 'Its route or input is not known well enough to name it alone.',
      };
    const wanted = { detection: item.rule, route, input: finding.input.path, reason, until };
    const change = exceptionChange(file, wanted);
    if ('problem' in change) return { ok: false, problem: change.problem };
    const id = newId();
    await transaction
      .insertInto('exception_proposals')
      .values({
        id,
        item_id: itemId,
        ...wanted,
        route: storableText(wanted.route),
        input: storableText(wanted.input),
        diff: storableText(change.diff),
        after_text: storableText(change.after),
        asked_by_id: principal.id,
        asked_by: principal.name,
      })
      .execute();
    await note(transaction, itemId, principal, `Asked for an exception until ${until}: ${reason}`);
    await record(transaction, principal, 'propose exception', itemId, { id, ...wanted });
    await notify(transaction, [{ type: 'work', id: itemId }]);
    return { ok: true, id };
  });
}

/** A second person says yes or no. Nobody decides about their own. */
export async function decideException(
  store: Store,
  principal: Principal,
  id: string,
  isApproved: boolean,
): Promise<Done | undefined> {
  return store.transaction().execute(async (transaction) => {
    const found = await transaction
      .selectFrom('exception_proposals')
      .selectAll()
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    if (found === undefined) return undefined;
    if ((await findWork(transaction, found.item_id, principal)) === undefined) return undefined;
    if (found.state !== 'proposed')
      return { ok: false, problem: 'It is decided already.', isConflict: true };
    if (found.asked_by_id === principal.id || principal.kind !== 'person')
      return {
        ok: false,
        problem: 'A second person decides: not who asked, and no program.',
        isConflict: true,
      };
    const state: ExceptionState = isApproved ? 'approved' : 'refused';
    await transaction
      .updateTable('exception_proposals')
      .set({ state, decided_by: principal.name, decided_at: new Date() })
      .where('id', '=', id)
      .execute();
    if (isApproved)
      await transaction
        .updateTable('work_items')
        .set({ state: 'false-alarm', updated_at: new Date() })
        .where('id', '=', found.item_id)
        .execute();
    const words = isApproved
      ? `Approved the exception until ${found.until}. It holds once it is committed and deployed.`
      : 'Refused the exception.';
    await note(transaction, found.item_id, principal, words);
    await record(transaction, principal, `${isApproved ? 'approve' : 'refuse'} exception`, id, {
      item: found.item_id,
      askedBy: found.asked_by,
    });
    await notify(transaction, [{ type: 'work', id: found.item_id }]);
    return { ok: true, id: found.item_id };
  });
}

/** `POST /reviews/:id` as guard's policy names it: the pattern where a framework tells it, else the path. */
function routePattern({
  method,
  route,
  path,
}: {
  readonly method: string;
  readonly route?: string;
  readonly path: string;
}): string | undefined {
  const pattern = `${method} ${route ?? path}`;
  return /^[A-Z]+ \/[^\s*]*$/.test(pattern) ? pattern : undefined;
}

async function note(
  store: Store,
  itemId: string,
  { name }: Principal,
  text: string,
): Promise<void> {
  await addNotes(store, [{ itemId, author: name, kind: 'exception', text }]);
}
