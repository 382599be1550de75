import type { NodeId } from '../flow-graph.ts';
import type { Solver } from '../solve/solver.ts';

/** Whose object it is that a function was handed: a helper that fills what it is given serves many callers. */
export class HeldBy {
  readonly #solver: Solver;
  /** The object that a field belongs to. */
  readonly #owners = new Map<NodeId, number>();
  /** Where a parameter stands; -1 is what the method belongs to. */
  readonly #places = new Map<NodeId, number>();

  constructor(solver: Solver) {
    this.#solver = solver;
    for (const [number, thing] of solver.things.all.entries())
      if ('held' in thing)
        for (const field of thing.held.fields.values()) this.#owners.set(field, number);
    for (const { params, self } of solver.graph.functions) {
      for (const [index, param] of params.entries())
        if (param !== undefined) this.#places.set(param, index);
      this.#places.set(self, -1);
    }
  }

  /** False where the field's object came by the parameter `base`, and not from the call at `site`. */
  isFrom(site: number, base: NodeId, field: NodeId): boolean {
    const owner = this.#owners.get(field);
    if (owner === undefined || !this.#solver.holds(base).includes(owner)) return true;
    const argument = this.#argument(site, base);
    return argument === undefined || this.#solver.mayHold(argument, owner);
  }

  /** The parameter of the caller that was handed on as `base`. */
  baseAt(site: number, base: NodeId): NodeId | undefined {
    const argument = this.#argument(site, base);
    return argument === undefined ? undefined : this.#solver.parameters.of(argument);
  }

  #argument(site: number, base: NodeId): NodeId | undefined {
    const call = this.#solver.graph.calls[site - 1];
    const place = this.#places.get(base);
    if (call === undefined || place === undefined || call.isNew) return undefined;
    if (call.spreadAt !== undefined || call.errorFirstAt !== undefined) return undefined;
    return place === -1 ? call.receiver : call.args[place];
  }
}
