import { type RawBuilder, sql } from 'kysely';
import type { Condition } from './condition.ts';
import type { Field } from './fields.ts';
import { likeInJson, likeOf } from './like.ts';

export type Sql = RawBuilder<boolean>;

export const always: Sql = sql<boolean>`true`;
const never: Sql = sql<boolean>`false`;
/** Columns that may be absent; an index serves them only when they are compared as they are. */
const nullable: ReadonlySet<unknown> = new Set(['address', 'user_id', 'country']);

/** An event's field in SQL; an absent one is empty, so that what is left out is known to be. */
export function columnOf({ column, kind }: Field): RawBuilder<string> {
  if (kind === 'asn') return sql<string>`coalesce(asn::text, '')`;
  if (typeof column === 'string') {
    const plain = sql<string>`${sql.ref(column)}`;
    return nullable.has(column) ? sql<string>`coalesce(${plain}, '')` : plain;
  }
  return sql<string>`coalesce(finding #>> ${sql.lit(`{${column.join(',')}}`)}, '')`;
}

/** The condition on rows of `events`. Every value is a parameter. */
export function eventsWhere(condition: Condition): Sql {
  switch (condition.kind) {
    case 'all':
      return joined(condition.of.map(eventsWhere), 'and');
    case 'any':
      return joined(condition.of.map(eventsWhere), 'or');
    case 'not':
      return sql<boolean>`not (${eventsWhere(condition.of)})`;
    case 'among':
      return among(condition.field, condition.values);
    case 'like':
      return joined(
        condition.patterns.map((pattern) => like(columnOf(condition.field), likeOf(pattern))),
        'or',
      );
    case 'contains':
      return sql<boolean>`${columnOf(condition.field)} ilike ${`%${likeOf(condition.pattern)}%`}`;
    case 'network':
      return sql<boolean>`coalesce(address::inet <<= ${condition.network}::inet, false)`;
    case 'since':
      return sql<boolean>`at >= ${condition.at}`;
    case 'until':
      return sql<boolean>`at < ${condition.at}`;
    case 'text':
      return textWhere(condition.pattern);
  }
}

/** A star alone asks whether there is anything. */
function like(column: RawBuilder<unknown>, pattern: string): Sql {
  if (/^%+$/.test(pattern)) return sql<boolean>`${column} <> ''`;
  return sql<boolean>`${column} like ${pattern}`;
}

function among(field: Field, values: readonly string[]): Sql {
  const [first, ...others] = values;
  if (first === undefined) return never;
  const isId = field.column === 'app_id' || field.column === 'incident_id';
  const type = isId ? sql`uuid` : sql`text`;
  const isBare = nullable.has(field.column) && first !== '';
  const bare = sql<string>`${sql.ref(String(field.column))}`;
  const column = isBare ? bare : columnOf(field);
  const is =
    others.length === 0
      ? sql<boolean>`${column} = ${first}::${type}`
      : sql<boolean>`${column} = any(${[...values]}::${type}[])`;
  return isBare ? sql<boolean>`(${is} and ${bare} is not null)` : is;
}

/**
 * Text in what came in, in the path or the route. Reading a finding as JSON is dear, so that the text of
 * it is looked through first; most rows go no further.
 */
function textWhere(pattern: readonly string[]): Sql {
  const like = `%${likeOf(pattern)}%`;
  return sql<boolean>`(route ilike ${like} or case when finding::text ilike ${`%${likeInJson(pattern)}%`}
    then finding #>> '{input,excerpt}' ilike ${like}
      or coalesce(finding #>> '{request,path}' ilike ${like}, false) else false end)`;
}

export function joined(parts: readonly Sql[], word: 'and' | 'or'): Sql {
  if (parts.length === 0) return word === 'and' ? always : never;
  return sql<boolean>`(${sql.join(parts, word === 'and' ? sql` and ` : sql` or `)})`;
}
