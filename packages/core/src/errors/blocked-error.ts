import { CastellanError, hasMark } from './castellan-error.ts';

const mark: unique symbol = Symbol.for('castellan.blocked') as never;

/**
 * The error that a blocked call fails with. It never carries the payload, nor the text of the call.
 * Frameworks that read `status`, `statusCode` and `expose` answer 403 when it reaches them.
 */
export class BlockedError extends CastellanError<'CASTELLAN_BLOCKED'> {
  /** Id of the finding that explains the block. */
  readonly findingId: string;
  /** Id of the detection that judged the call. */
  readonly detection: string;
  readonly status = 403;
  readonly statusCode = 403;
  readonly expose = true;

  constructor(findingId: string, detection: string) {
    super('CASTELLAN_BLOCKED', { findingId });
    this.findingId = findingId;
    this.detection = detection;
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return hasMark(value, mark);
  }
}
Object.defineProperty(BlockedError.prototype, mark, { value: true });
Object.defineProperty(BlockedError.prototype, 'name', { value: 'BlockedError' });

const links = ['cause', 'parent', 'original', 'originalError', 'inner', 'errors'] as const;
const maxDepth = 5;
const maxErrorsVisited = 100;

/**
 * True when `error` is a block, or wraps one: libraries hide the error they met under `cause`
 * (ECMAScript), `parent` and `original` (Sequelize), `originalError` and `inner` (mssql), `errors`
 * (AggregateError). Looks five links deep, survives cycles and getters that throw.
 */
export function isBlockedError(error: unknown): boolean {
  const seen = new Set<unknown>([error]);
  let level: unknown[] = [error];
  for (let depth = 0; depth <= maxDepth && level.length > 0; depth += 1) {
    const next: unknown[] = [];
    for (const one of level) {
      if (hasMark(one, mark)) return true;
      for (const inner of wrappedBy(one)) {
        if (seen.size >= maxErrorsVisited) break;
        if (seen.has(inner)) continue;
        seen.add(inner);
        next.push(inner);
      }
    }
    level = next;
  }
  return false;
}

function wrappedBy(error: unknown): unknown[] {
  if (typeof error !== 'object' || error === null) return [];
  const found: unknown[] = [];
  for (const link of links) {
    try {
      const value = (error as Record<string, unknown>)[link];
      if (Array.isArray(value)) found.push(...value.slice(0, maxErrorsVisited));
      else if (typeof value === 'object' && value !== null) found.push(value);
    } catch {
      // A getter that throws hides nothing that we could act on.
    }
  }
  return found;
}
