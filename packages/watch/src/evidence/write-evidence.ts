import { EvidenceChain } from '@castellan/core/evidence';
import { practices, type PracticeId } from '@castellan/core';
import { isSeen, seesAll } from '../people/app-scope.ts';
import { record } from '../people/audit.ts';
import type { Principal } from '../people/principal.ts';
import type { Store } from '../store/schema.ts';
import type { Vault } from '../vault/vault.ts';
import { evidencePrivateKey } from './evidence-key.ts';

/** What a pack is about. */
export interface EvidenceScope {
  readonly from: Date;
  readonly until: Date;
  /** Empty: every app. */
  readonly appIds: readonly string[];
}

const rowsAtOnce = 1_000;

/**
 * A pack of evidence, line by line: how practices and rules stand and stood, what was found and mended,
 * who decided what. Each line is bound to the one before; the last is signed. Its making is audited first.
 */
export async function* writeEvidence(
  store: Store,
  vault: Vault,
  principal: Principal,
  scope: EvidenceScope,
): AsyncGenerator<string> {
  const key = await evidencePrivateKey(store, vault);
  const window = { from: scope.from.toISOString(), until: scope.until.toISOString() };
  await record(store, principal, 'export evidence', 'evidence', { ...window, apps: scope.appIds });
  const chain = new EvidenceChain();
  let apps = store
    .selectFrom('apps')
    .select(['id', 'name'])
    .where(isSeen(principal, 'id'))
    .orderBy('name');
  if (scope.appIds.length > 0) apps = apps.where('id', 'in', [...scope.appIds]);
  const chosen = await apps.execute();
  yield chain.add('header', {
    format: 'castellan evidence 1',
    ...window,
    madeAt: new Date().toISOString(),
    madeBy: principal.name,
    apps: chosen,
  });
  const ids = chosen.map(({ id }) => id);
  if (ids.length > 0) {
    for (const [type, rows] of sections(store, ids, scope)) {
      for await (const row of rows) yield chain.add(type, row);
    }
  }
  if (scope.appIds.length === 0 && seesAll(principal)) {
    for await (const row of auditRows(store, scope)) yield chain.add('audit', row);
  }
  yield chain.end(key);
}

type Rows = AsyncIterable<unknown>;

function sections(store: Store, ids: string[], scope: EvidenceScope): [string, Rows][] {
  return [
    ['practice', practiceRows(store, ids)],
    [
      'practice-change',
      paged((last) => {
        const query = store
          .selectFrom('practice_changes')
          .selectAll()
          .where('app_id', 'in', ids)
          .where('at', '>=', scope.from)
          .where('at', '<', scope.until)
          .orderBy('at')
          .orderBy('app_id')
          .orderBy('practice');
        return query.limit(rowsAtOnce).offset(last).execute();
      }),
    ],
    [
      'rule',
      paged((last) =>
        store
          .selectFrom('rule_says')
          .selectAll()
          .where('app_id', 'in', ids)
          .orderBy('app_id')
          .orderBy('kind')
          .orderBy('target')
          .orderBy('rule')
          .limit(rowsAtOnce)
          .offset(last)
          .execute(),
      ),
    ],
    [
      'report',
      paged((last) =>
        store
          .selectFrom('reports')
          .select(['id', 'app_id', 'environment', 'kind', 'target', 'commit', 'castellan'])
          .select(['rules_digest', 'is_whole', 'time', 'received_at', 'findings'])
          .where('app_id', 'in', ids)
          .where('received_at', '>=', scope.from)
          .where('received_at', '<', scope.until)
          .orderBy('id')
          .limit(rowsAtOnce)
          .offset(last)
          .execute(),
      ),
    ],
    [
      'incident',
      paged((last) =>
        store
          .selectFrom('incidents')
          .select(['id', 'app_id', 'environment', 'detection', 'outcome', 'severity', 'route'])
          .select(['first_seen', 'last_seen', 'events', 'blocked', 'status', 'reason', 'location'])
          .select(['acknowledged_at', 'acknowledged_by', 'drill_id'])
          .where('app_id', 'in', ids)
          .where('last_seen', '>=', scope.from)
          .where('first_seen', '<', scope.until)
          .orderBy('id')
          .limit(rowsAtOnce)
          .offset(last)
          .execute(),
      ),
    ],
    [
      'work',
      paged((last) =>
        store
          .selectFrom('work_items')
          .selectAll()
          .where('app_id', 'in', ids)
          .where('updated_at', '>=', scope.from)
          .where('opened_at', '<', scope.until)
          .orderBy('id')
          .limit(rowsAtOnce)
          .offset(last)
          .execute(),
      ),
    ],
    [
      'resolution',
      paged((last) =>
        store
          .selectFrom('work_notes as n')
          .innerJoin('work_items as w', 'w.id', 'n.item_id')
          .select(['n.id', 'n.item_id', 'n.at', 'n.author', 'n.kind', 'n.text'])
          .where('w.app_id', 'in', ids)
          .where('n.at', '>=', scope.from)
          .where('n.at', '<', scope.until)
          .orderBy('n.id')
          .limit(rowsAtOnce)
          .offset(last)
          .execute(),
      ),
    ],
    [
      'exception',
      paged((last) =>
        store
          .selectFrom('exception_proposals as e')
          .innerJoin('work_items as w', 'w.id', 'e.item_id')
          .selectAll('e')
          .where('w.app_id', 'in', ids)
          .where('e.asked_at', '>=', scope.from)
          .where('e.asked_at', '<', scope.until)
          .orderBy('e.id')
          .limit(rowsAtOnce)
          .offset(last)
          .execute(),
      ),
    ],
  ];
}

async function* practiceRows(store: Store, ids: string[]): AsyncGenerator {
  const states = await store
    .selectFrom('practice_states')
    .selectAll()
    .where('app_id', 'in', ids)
    .orderBy('app_id')
    .orderBy('practice')
    .execute();
  for (const row of states)
    yield { ...row, title: practices[row.practice as PracticeId]?.title ?? '' };
}

/** The audit log is the whole console's: it goes with a pack of all apps only. */
function auditRows(store: Store, { from, until }: EvidenceScope): Rows {
  return paged((last) =>
    store
      .selectFrom('audit')
      .select(['id', 'at', 'actor_kind', 'actor_name', 'act', 'subject', 'details'])
      .where('at', '>=', from)
      .where('at', '<', until)
      .orderBy('id')
      .limit(rowsAtOnce)
      .offset(last)
      .execute(),
  );
}

/** Reads on, some rows at a time, so that no pack has to fit into memory. */
async function* paged(read: (after: number) => Promise<readonly unknown[]>): AsyncGenerator {
  for (let after = 0; ;) {
    const rows = await read(after);
    yield* rows;
    if (rows.length < rowsAtOnce) return;
    after += rows.length;
  }
}
