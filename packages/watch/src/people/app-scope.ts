import { type RawBuilder, sql } from 'kysely';
import type { Store } from '../store/schema.ts';
import { isRole, type Role } from './roles.ts';

/** Which apps somebody sees; `undefined` is all of them, those of tomorrow too. */
export interface AppScope {
  readonly apps: readonly string[] | undefined;
}

/** What watch itself sees. */
export const everyApp: AppScope = { apps: undefined };

/**
 * Things that belong to no app (channels, monitors, the audit log, decisions for every app) are
 * changed only by whoever sees all: a change of theirs would reach apps that they do not see.
 */
export function seesAll({ apps }: AppScope): boolean {
  return apps === undefined;
}

export function seesApp({ apps }: AppScope, appId: string): boolean {
  return apps === undefined || apps.includes(appId);
}

/** A condition for `where`: the row is of an app that they see. A row of no app is not. */
export function isSeen({ apps }: AppScope, column: string): RawBuilder<boolean> {
  if (apps === undefined) return sql<boolean>`true`;
  // A plain comparison lets an index by app also give the order.
  if (apps.length === 1) return sql<boolean>`${sql.ref(column)} = ${apps[0]}::uuid`;
  return sql<boolean>`${sql.ref(column)} = any(${[...apps]}::uuid[])`;
}

/** As `isSeen`, and rows of no app are everybody's. */
export function isSeenOrOfNone(scope: AppScope, column: string): RawBuilder<boolean> {
  return seesAll(scope)
    ? sql<boolean>`true`
    : sql<boolean>`(${sql.ref(column)} is null or ${isSeen(scope, column)})`;
}

/** The rights in a stored row; `undefined` when its role is none of ours. Owners always see all. */
export function rightsOf(row: {
  readonly role: string | null;
  readonly apps: readonly string[] | null;
}): { readonly role: Role; readonly apps: readonly string[] | undefined } | undefined {
  const { role, apps } = row;
  if (role === null || !isRole(role)) return undefined;
  return { role, apps: role === 'owner' ? undefined : (apps ?? undefined) };
}

/** Why this scope cannot be given to this role; `undefined` when it can. */
export async function scopeProblem(
  store: Store,
  role: Role,
  apps: readonly string[] | null | undefined,
): Promise<string | undefined> {
  if (apps == null) return undefined;
  if (role === 'owner') return 'An owner sees every app.';
  const found = await store
    .selectFrom('apps')
    .select('id')
    .where('id', 'in', [...apps])
    .execute();
  return found.length === new Set(apps).size ? undefined : 'There is no such app.';
}
