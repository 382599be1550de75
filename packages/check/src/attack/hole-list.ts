import type { Hole, HoleKind } from '../analysis/attack/record.ts';
import type { Endpoint, Input } from './endpoint.ts';
import { holeFilter } from './hole-filter.ts';

/** What a run has proven so far. One hole is told once, however many proofs of it there are. */
export class HoleList {
  readonly #wants: (kind: HoleKind) => boolean;
  readonly #all = new Map<string, Hole>();

  constructor(kinds: readonly HoleKind[] | undefined) {
    this.#wants = holeFilter(kinds);
  }

  get holes(): readonly Hole[] {
    return [...this.#all.values()];
  }

  keep(holes: readonly (Hole | undefined)[]): void {
    for (const hole of holes) {
      if (hole === undefined || !this.#wants(hole.kind)) continue;
      const { kind, method, route, input, reason } = hole;
      const key = [kind, method, route, input ?? reason].join(' ');
      if (!this.#all.has(key)) this.#all.set(key, hole);
    }
  }

  /** True when an input was proven to be at fault already. */
  has({ method, pattern }: Endpoint, { name }: Input): boolean {
    return this.holes.some(
      (one) => one.method === method && one.route === pattern && one.input?.endsWith(`.${name}`),
    );
  }
}
