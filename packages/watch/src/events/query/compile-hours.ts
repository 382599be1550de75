import { sql } from 'kysely';
import { always, eventsWhere, joined, type Sql } from './compile.ts';
import type { Condition } from './condition.ts';

/** True when the hourly counts alone say which events fit. */
export function isInHours(condition: Condition): boolean {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.of.every(isInHours);
    case 'not':
      return isInHours(condition.of);
    case 'among':
    case 'like':
    case 'contains':
      return condition.field.isInHours === true;
    default:
      return false;
  }
}

/**
 * The condition on cells of the hourly counts that may hold an event that fits: what they do not know
 * is taken to be so. `undefined` when they leave nothing out.
 */
export function hoursWhere(condition: Condition): Sql | undefined {
  const where = weigh(condition, true);
  return where === always ? undefined : where;
}

/** `mayBe` says what stands for the unknown; it turns over within a negation. */
function weigh(condition: Condition, mayBe: boolean): Sql {
  if (isInHours(condition)) {
    return condition.kind === 'all' && condition.of.length === 0 ? always : eventsWhere(condition);
  }
  switch (condition.kind) {
    case 'all': {
      const parts = condition.of.map((one) => weigh(one, mayBe)).filter((part) => part !== always);
      return parts.length === 0 ? always : joined(parts, 'and');
    }
    case 'any': {
      const parts = condition.of.map((one) => weigh(one, mayBe));
      return parts.includes(always) ? always : joined(parts, 'or');
    }
    case 'not': {
      const inner = weigh(condition.of, !mayBe);
      return inner === unknownNot ? always : sql<boolean>`not (${inner})`;
    }
    default:
      return mayBe ? always : unknownNot;
  }
}

const unknownNot: Sql = sql<boolean>`false`;
