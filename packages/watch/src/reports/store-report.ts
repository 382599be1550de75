import { createHash } from 'node:crypto';
import type { ReportAnswer, SentReport } from '@castellan/core';
import { sql } from 'kysely';
import { notify } from '../live/notices.ts';
import type { IngestScope } from '../people/tokens.ts';
import { judgeApp } from '../practices/judge-practices.ts';
import { readLiveFacts } from '../practices/live-evidence.ts';
import { newId } from '../store/new-id.ts';
import type { Store, StoreTransaction } from '../store/schema.ts';
import { storableJson } from '../store/storable.ts';
import { keepHostState } from './keep-host-state.ts';
import { type ReportSubject, syncFindings } from '../work/sync-findings.ts';

/**
 * Stores a report of check with all that follows from it, in one transaction. The same report again
 * changes nothing; one that is older than what is known of its target is kept, and changes nothing either.
 */
export async function storeReport(
  store: Store,
  scope: IngestScope,
  sent: SentReport,
  now: Date = new Date(),
): Promise<ReportAnswer> {
  // Once for every text in it: a name in the code that is judged must not have the report refused.
  const report = JSON.parse(storableJson(sent)) as SentReport;
  const subject = { appId: scope.appId, kind: report.kind, target: targetOf(report) };
  const facts = await readLiveFacts(store, now);
  return store.transaction().execute(async (transaction) => {
    await transaction
      .selectFrom('apps')
      .select('id')
      .where('id', '=', scope.appId)
      .forUpdate()
      .execute();
    const known = await insertReport(transaction, scope, subject, report);
    const nothing = { opened: 0, reopened: 0, verified: 0 };
    if (known.isKnown || known.isOld) return { id: known.id, isKnown: known.isKnown, ...nothing };
    if (report.kind === 'host' && report.hostState !== undefined)
      await keepHostState(transaction, scope, subject.target, report.hostState);
    await keepRules(transaction, subject, report);
    if (report.isWhole) await keepPractices(transaction, subject, report);
    const { opened, reopened, verified } = await syncFindings(transaction, subject, report, now);
    const site = { app_id: scope.appId, target: subject.target, at: now };
    const sites = report.kind === 'site' ? [...facts.sites, site] : facts.sites;
    await judgeApp(transaction, scope.appId, { ...facts, sites });
    await notify(transaction, [{ type: 'work', id: known.id }]);
    return {
      id: known.id,
      isKnown: false,
      opened: opened.length,
      reopened: reopened.length,
      verified: verified.length,
    };
  });
}

async function insertReport(
  transaction: StoreTransaction,
  { appId, environment }: IngestScope,
  { kind, target }: ReportSubject,
  report: SentReport,
): Promise<{ id: string; isKnown: boolean; isOld: boolean }> {
  const digest = createHash('sha256').update(JSON.stringify(report)).digest();
  const same = await transaction
    .selectFrom('reports')
    .select('id')
    .where('app_id', '=', appId)
    .where('digest', '=', digest)
    .executeTakeFirst();
  if (same !== undefined) return { id: same.id, isKnown: true, isOld: false };
  const newer = await transaction
    .selectFrom('reports')
    .select('id')
    .where('app_id', '=', appId)
    .where('kind', '=', kind)
    .where('target', '=', target)
    .where('time', '>', new Date(report.time))
    .limit(1)
    .executeTakeFirst();
  const id = newId();
  await transaction
    .insertInto('reports')
    .values({
      id,
      app_id: appId,
      environment,
      kind,
      target,
      digest,
      commit: report.commit ?? null,
      castellan: report.castellan,
      rules_digest: report.rulesDigest,
      is_whole: report.isWhole,
      time: report.time,
      findings: report.findings.length,
      practices: JSON.stringify(report.practices),
    })
    .execute();
  return { id, isKnown: false, isOld: newer !== undefined };
}

async function keepRules(
  transaction: StoreTransaction,
  { appId, kind, target }: ReportSubject,
  { rules, time }: SentReport,
): Promise<void> {
  const unique = [...new Map(rules.map((rule) => [rule.rule, rule])).values()];
  if (unique.length === 0) return;
  await transaction
    .insertInto('rule_says')
    .values(
      unique.map((rule) => ({
        app_id: appId,
        kind,
        target,
        rule: rule.rule,
        practice: rule.practice,
        status: rule.status,
        reason: rule.reason,
        title: rule.title ?? null,
        controls: [...(rule.controls ?? [])],
        attestation: rule.attestation === undefined ? null : JSON.stringify(rule.attestation),
        at: time,
        since: time,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['app_id', 'kind', 'target', 'rule']).doUpdateSet((update) => ({
        practice: update.ref('excluded.practice'),
        status: update.ref('excluded.status'),
        reason: update.ref('excluded.reason'),
        title: sql<string>`coalesce(excluded.title, rule_says.title)`,
        controls: sql<
          string[]
        >`case when excluded.controls = '{}' then rule_says.controls else excluded.controls end`,
        attestation: update.ref('excluded.attestation'),
        at: update.ref('excluded.at'),
        since: sql<Date>`case when rule_says.status = excluded.status then rule_says.since else excluded.since end`,
      })),
    )
    .execute();
}

async function keepPractices(
  transaction: StoreTransaction,
  { appId, kind, target }: ReportSubject,
  { practices, time }: SentReport,
): Promise<void> {
  const unique = [...new Map(practices.map((one) => [one.practice, one])).values()];
  if (unique.length === 0) return;
  await transaction
    .insertInto('practice_says')
    .values(
      unique.map(({ practice, status, expression }) => ({
        app_id: appId,
        kind,
        target,
        practice,
        status,
        expression,
        at: time,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['app_id', 'kind', 'target', 'practice']).doUpdateSet((update) => ({
        status: update.ref('excluded.status'),
        expression: update.ref('excluded.expression'),
        at: update.ref('excluded.at'),
      })),
    )
    .execute();
}

/** A repository by the name of its folder, since build machines put it at another place each time. */
function targetOf({ kind, target }: SentReport): string {
  const name =
    kind !== 'repository'
      ? target
      : (target.split(/[\\/]/).findLast((part) => part !== '') ?? target);
  return name.slice(0, 500);
}
