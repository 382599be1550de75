import type { Call, NodeId } from '../flow-graph.ts';
import type { CallKinds } from './call-kinds.ts';
import type { Traced } from './traced.ts';

/** What is known of one field of a part of the request, or of the whole part. */
export interface Seen {
  readonly at: NodeId;
  readonly field: string | undefined;
  readonly traced: Traced;
  /** True where a function of the route itself reads it, not one that it calls. */
  readonly isOwn: boolean;
}

/** All that a route does with one part of the request. */
export class PartEvidence {
  readonly whole: Seen[] = [];
  readonly #fields = new Map<string, Seen[]>();

  add(seen: Seen): void {
    if (seen.field === undefined) {
      this.whole.push(seen);
      return;
    }
    const known = this.#fields.get(seen.field);
    if (known) known.push(seen);
    else this.#fields.set(seen.field, [seen]);
  }

  /** Reads that lead to a use without a check, nearest to the start of the source first. */
  raw(isCovered: (seen: Seen) => boolean): Seen[] {
    // Who vouches for the whole vouches for what is in it.
    if (this.whole.some(({ traced }) => traced.signed.length > 0)) return [];
    const fields = [...this.#fields.values()].filter((list) => !list.some(isChecked)).flat();
    return [...this.whole, ...fields].filter((seen) => isUsed(seen) && !isCovered(seen));
  }

  get all(): Seen[] {
    return [...this.whole, ...[...this.#fields.values()].flat()];
  }

  /** Checks of the whole part against a schema. */
  get schemas(): Call[] {
    return this.whole.flatMap(({ traced }) => traced.schemas);
  }

  /** A whole part that is used beside a schema whose result lacks what it does not name. */
  usedBeside(kinds: CallKinds): Seen | undefined {
    const isStripped = this.schemas.some(({ id }) => kinds.stripping.has(id));
    return isStripped
      ? this.whole.find(({ traced, isOwn }) => isOwn && traced.uses.length > 0)
      : undefined;
  }
}

function isChecked({ traced }: Seen): boolean {
  return traced.isByHand || traced.schemas.length > 0 || traced.signed.length > 0;
}

function isUsed({ traced }: Seen): boolean {
  return traced.uses.length > 0 || traced.unheeded.length > 0;
}
