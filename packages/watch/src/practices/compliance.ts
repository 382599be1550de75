import {
  type ControlId,
  controls,
  practiceControls,
  type PracticeId,
  type PracticeStatus,
  sinkKindFacts,
  sinkKinds,
  sinkLibrary,
  type StandardId,
} from '@castellan/core';
import { type AppScope, isSeen } from '../people/app-scope.ts';
import type { Store } from '../store/schema.ts';
import { combineStatus, type Said } from './combine-status.ts';

/** One thing that speaks to a control, and how it stands. */
interface ControlSource {
  readonly kind: 'practice' | 'rule' | 'detection';
  readonly id: string;
  readonly status: PracticeStatus;
  readonly appId: string;
}

/** How one requirement of a standard stands. */
interface ControlRow {
  readonly id: string;
  readonly text: string;
  readonly status: PracticeStatus;
  readonly sources: readonly ControlSource[];
}

/** A standard's requirements that we know, each from the practices, rules and detections that serve it. */
export async function complianceWith(
  store: Store,
  scope: AppScope,
  standard: StandardId,
  appId: string | undefined,
): Promise<readonly ControlRow[]> {
  const sources = await sourcesOf(store, scope, appId);
  return (Object.entries(controls) as [ControlId, string][])
    .filter(([id]) => id.startsWith(`${standard}:`))
    .map(([id, text]) => {
      const own = sources.get(id) ?? [];
      const said = own.map(({ kind, status }): Said => {
        // A guard that stops attacks is no proof that the code is right; one that is missing none that it is wrong.
        return { status, weight: kind === 'detection' ? 'supports' : 'judges' };
      });
      return { id, text, status: combineStatus(said), sources: own };
    });
}

async function sourcesOf(
  store: Store,
  scope: AppScope,
  appId: string | undefined,
): Promise<ReadonlyMap<string, readonly ControlSource[]>> {
  const seen = isSeen(scope, 'app_id');
  let rules = store
    .selectFrom('rule_says')
    .select(['rule', 'status', 'app_id', 'controls'])
    .where(seen);
  let states = store
    .selectFrom('practice_states')
    .select(['practice', 'status', 'app_id'])
    .where(seen);
  let instances = store
    .selectFrom('instances')
    .select(['app_id', 'coverage'])
    .where(seen)
    .where('seen_at', '>', new Date(Date.now() - 86_400_000))
    .limit(2_000);
  if (appId !== undefined) {
    rules = rules.where('app_id', '=', appId);
    states = states.where('app_id', '=', appId);
    instances = instances.where('app_id', '=', appId);
  }
  const found = new Map<string, Map<string, ControlSource>>();
  const add = (control: string, source: ControlSource): void => {
    const list = found.get(control) ?? new Map<string, ControlSource>();
    list.set(`${source.kind} ${source.id} ${source.appId}`, source);
    found.set(control, list);
  };
  for (const { rule, status, app_id, controls: ids } of await rules.execute())
    for (const id of ids)
      add(id, { kind: 'rule', id: rule, status: status as PracticeStatus, appId: app_id });
  for (const { practice, status, app_id } of await states.execute())
    for (const id of practiceControls[practice as PracticeId] ?? [])
      add(id, { kind: 'practice', id: practice, status: status as PracticeStatus, appId: app_id });
  for (const { app_id, coverage } of await instances.execute())
    for (const { detection, control, isCovered } of detectionsIn(coverage))
      add(control, {
        kind: 'detection',
        id: detection,
        status: isCovered ? 'pass' : 'unknown',
        appId: app_id,
      });
  return new Map([...found].map(([id, list]) => [id, [...list.values()]]));
}

function detectionsIn(
  coverage: readonly { readonly library: string; readonly status: string }[],
): { detection: string; control: string; isCovered: boolean }[] {
  const kinds = new Set(
    coverage
      .filter(({ status }) => status === 'protected')
      .flatMap(({ library }) => sinkLibrary(library)?.apis.map(({ kind }) => kind) ?? []),
  );
  return sinkKinds.flatMap((kind) =>
    sinkKindFacts[kind].detections.flatMap((detection) =>
      sinkKindFacts[kind].controls.map((control) => ({
        detection,
        control,
        isCovered: kinds.has(kind),
      })),
    ),
  );
}
