import { type AppScope, isSeen } from '../people/app-scope.ts';
import type { Store } from '../store/schema.ts';
import { withMerged } from './merged-incidents.ts';
import { eventsWhere, joined, type Sql } from './query/compile.ts';
import { hoursWhere, isInHours } from './query/compile-hours.ts';
import type { Condition, Pattern } from './query/condition.ts';
import { type Field, fieldNamed } from './query/fields.ts';
import { isLike } from './query/like.ts';
import { parseQuery } from './query/parse.ts';

/** What is asked for: a query, narrowed further by what addresses and other views name one by one. */
export interface EventFilter {
  /** See `docs/watch/explorer.md`; throws `QueryError` when it cannot be read. */
  readonly query?: string | undefined;
  readonly appId?: string | undefined;
  readonly environment?: string | undefined;
  readonly incidentId?: string | undefined;
  readonly address?: string | undefined;
  readonly user?: string | undefined;
  readonly detection?: string | undefined;
  readonly disposition?: string | undefined;
  readonly from?: Date | undefined;
  readonly until?: Date | undefined;
}

/** A search as it is made: what an index finds, the time, and what each event is looked at for. */
export interface SearchPlan {
  /** Holds of every event that is looked at, and is found by an index. */
  readonly base: Sql;
  readonly from: Date | undefined;
  readonly until: Date | undefined;
  /** `undefined` when everything that the index finds fits. */
  readonly fits: Sql | undefined;
  /** Cells of the hourly counts outside of which nothing fits. */
  readonly hours: Sql;
  /** Hours in which nothing fits are worth to be left out. */
  readonly isWithinHours: boolean;
  /** The hourly counts, narrowed by `hours`, are those of the search itself. */
  readonly isCountedByHours: boolean;
}

const filterFields = {
  appId: 'app',
  environment: 'environment',
  incidentId: 'incident',
  address: 'address',
  user: 'user',
  detection: 'detection',
  disposition: 'disposition',
} as const;
/** By these an index finds events in the order of time; by a user only within an app. */
const indexed: ReadonlySet<string> = new Set(['app_id', 'incident_id', 'address']);

/** Makes a search that can be carried out page by page. */
export async function planSearch(
  store: Store,
  scope: AppScope,
  filter: EventFilter,
  now: number = Date.now(),
): Promise<SearchPlan> {
  const asked = parseQuery(filter.query ?? '', now);
  const apps = namesApp(asked) ? await appNames(store, scope) : [];
  const conditions = [
    ...conjuncts(withAppIds(asked, apps)),
    ...(await filterConditions(store, scope, filter)),
  ];
  const times = conditions.filter(isTime);
  const others = conditions.filter((one) => !isTime(one));
  const isOfOneApp = scope.apps?.length === 1 || others.some((one) => isOne(one, 'app_id'));
  const isAnchor = (one: Condition): boolean =>
    [...indexed].some((column) => isOne(one, column)) || (isOfOneApp && isOne(one, 'user_id'));
  const anchors = others.filter(isAnchor);
  const rest = others.filter((one) => !isAnchor(one));
  const seen = isSeen(scope, 'app_id');
  const hours = hoursWhere({ kind: 'all', of: others });
  return {
    base: joined([seen, ...anchors.map(eventsWhere)], 'and'),
    from: latest(times.flatMap((one) => (one.kind === 'since' ? one.at : []))),
    until: earliest(times.flatMap((one) => (one.kind === 'until' ? one.at : []))),
    fits: rest.length === 0 ? undefined : joined(rest.map(eventsWhere), 'and'),
    hours: joined(hours === undefined ? [seen] : [seen, hours], 'and'),
    isWithinHours: hoursWhere({ kind: 'all', of: rest }) !== undefined,
    isCountedByHours: others.every(isInHours),
  };
}

function conjuncts(condition: Condition): readonly Condition[] {
  return condition.kind === 'all' ? condition.of.flatMap(conjuncts) : [condition];
}

async function filterConditions(
  store: Store,
  scope: AppScope,
  filter: EventFilter,
): Promise<Condition[]> {
  const conditions: Condition[] = [];
  for (const [key, name] of Object.entries(filterFields)) {
    const value = filter[key as keyof typeof filterFields];
    const field = fieldNamed(name) as Field;
    if (value === undefined) continue;
    const values = key === 'incidentId' ? await withMerged(store, scope, value) : [value];
    conditions.push({ kind: 'among', field, values });
  }
  if (filter.from !== undefined) conditions.push({ kind: 'since', at: filter.from });
  if (filter.until !== undefined) conditions.push({ kind: 'until', at: filter.until });
  return conditions;
}

type Time = Extract<Condition, { kind: 'since' | 'until' }>;

function isTime(condition: Condition): condition is Time {
  return condition.kind === 'since' || condition.kind === 'until';
}

/** Asks a column for one value. */
function isOne(condition: Condition, column: string): boolean {
  return (
    condition.kind === 'among' &&
    // The parts of a merged incident are few enough to be sorted.
    (condition.values.length === 1 || condition.field.name === 'incident') &&
    condition.field.column === column
  );
}

/** True when a query names an app. */
export function namesApp(condition: Condition): boolean {
  if (condition.kind === 'all' || condition.kind === 'any') return condition.of.some(namesApp);
  if (condition.kind === 'not') return namesApp(condition.of);
  return 'field' in condition && condition.field.name === 'app';
}

interface AppName {
  readonly id: string;
  readonly name: string;
}

async function appNames(store: Store, scope: AppScope): Promise<readonly AppName[]> {
  return store.selectFrom('apps').select(['id', 'name']).where(isSeen(scope, 'id')).execute();
}

/** Events name their app by id; the names are those that the asker sees. */
function withAppIds(condition: Condition, apps: readonly AppName[]): Condition {
  if (condition.kind === 'all' || condition.kind === 'any') {
    return { ...condition, of: condition.of.map((one) => withAppIds(one, apps)) };
  }
  if (condition.kind === 'not') return { kind: 'not', of: withAppIds(condition.of, apps) };
  if (!('field' in condition) || condition.field.name !== 'app') return condition;
  const { field } = condition;
  const patterns = condition.kind === 'like' ? condition.patterns : valuesOf(condition);
  const found = apps.filter(({ name }) => patterns.some((pattern) => isLike(name, pattern)));
  return { kind: 'among', field, values: found.map(({ id }) => id) };
}

function valuesOf(condition: Condition): readonly Pattern[] {
  return condition.kind === 'among' ? condition.values.map((value) => [value]) : [];
}

function latest(dates: readonly Date[]): Date | undefined {
  return dates.length === 0 ? undefined : new Date(Math.max(...dates.map(Number)));
}

function earliest(dates: readonly Date[]): Date | undefined {
  return dates.length === 0 ? undefined : new Date(Math.min(...dates.map(Number)));
}
