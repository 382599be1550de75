import { type RawBuilder, sql } from 'kysely';

/** What every list of the inventory can be narrowed by. */
export interface InventoryFilter {
  /** All when undefined. */
  readonly apps?: readonly string[] | undefined;
  readonly environment?: string | undefined;
  /** Part of a name. */
  readonly text?: string | undefined;
}

/** The conditions of a filter on a table that has `app_id` and `environment`. */
export function narrowed(
  table: string,
  { apps, environment }: InventoryFilter,
): RawBuilder<boolean> {
  const of = sql.raw(table);
  return sql<boolean>`(${apps ?? null}::uuid[] is null or ${of}.app_id = any(${apps ?? null}::uuid[]))
    and (${environment ?? null}::text is null or ${of}.environment = ${environment ?? null})`;
}

/** Whether a column holds the text, taken as text whatever signs it holds. */
export function holds(column: string, text: string | undefined): RawBuilder<boolean> {
  return sql<boolean>`(${text ?? null}::text is null or strpos(lower(${sql.raw(column)}), lower(${text ?? null})) > 0)`;
}
