import type { Finding, Severity } from '@castellan/core';
import { notify } from '../live/notices.ts';
import { record } from '../people/audit.ts';
import { isSeen } from '../people/app-scope.ts';
import type { Principal } from '../people/principal.ts';
import { newId } from '../store/new-id.ts';
import type { Store } from '../store/schema.ts';
import { addNotes } from './work-notes.ts';
import { tellGiven } from './tell-given.ts';
import { defaultAssignee, dueAt, readWorkSettings } from './work-settings.ts';
import { rankOf } from './work-state.ts';

/** Makes work of an incident, once; its id, or `undefined` when there is no such incident. */
export async function takeUpIncident(
  store: Store,
  principal: Principal,
  incidentId: string,
  now: Date = new Date(),
): Promise<string | undefined> {
  return store.transaction().execute(async (transaction) => {
    const incident = await transaction
      .selectFrom('incidents')
      .selectAll()
      .where('id', '=', incidentId)
      .where(isSeen(principal, 'app_id'))
      .forUpdate()
      .executeTakeFirst();
    if (incident === undefined) return undefined;
    const known = await transaction
      .selectFrom('work_items')
      .select('id')
      .where('incident_id', '=', incidentId)
      .executeTakeFirst();
    if (known !== undefined) return known.id;
    const finding = await latestFinding(transaction, incidentId);
    const severity = incident.severity as Severity;
    const settings = await readWorkSettings(transaction);
    const assignee = await defaultAssignee(transaction, settings, incident.app_id);
    const id = newId();
    await transaction
      .insertInto('work_items')
      .values({
        id,
        app_id: incident.app_id,
        origin: 'incident',
        incident_id: incidentId,
        rule: incident.detection,
        practice: finding?.practices[0] ?? null,
        severity,
        priority: severity,
        priority_rank: rankOf(severity),
        title: incident.reason,
        advice: finding?.advice ?? '',
        place: incident.location,
        due_at: dueAt(settings, severity, now),
        assignee_id: assignee?.id ?? null,
        seen_at: incident.last_seen,
        updated_at: now,
      })
      .execute();
    const text = `Made of an incident on ${incident.route || 'an unknown route'}.`;
    await addNotes(transaction, [{ itemId: id, author: principal.name, kind: 'opened', text }]);
    if (assignee !== undefined) {
      const { app_id, reason: title, detection: rule } = incident;
      await tellGiven(transaction, assignee.name, [
        { id, app_id, title, priority: severity, rule },
      ]);
    }
    await record(transaction, principal, 'take up incident', incidentId, { item: id });
    await notify(transaction, [{ type: 'work', id }]);
    return id;
  });
}

/** The last event of an incident: what it says of the call stands for all of them. */
export async function latestFinding(
  store: Store,
  incidentId: string,
): Promise<Finding | undefined> {
  const found = await store
    .selectFrom('events')
    .select('finding')
    .where('incident_id', '=', incidentId)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return found?.finding;
}
