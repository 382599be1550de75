import type { Call, FunctionFacts, NodeId } from '../flow-graph.ts';
import type { RouteProgram } from './route-program.ts';

/** Where the schema of a call that checks comes from: a parameter of a function, of which each caller gives its own. */
export interface SchemaParameter {
  readonly facts: FunctionFacts;
  readonly index: number;
}

/** Finds which parameters schemas come in by. */
export class SchemaParameters {
  readonly #program: RouteProgram;
  readonly #params = new Map<NodeId, SchemaParameter>();

  constructor(program: RouteProgram) {
    this.#program = program;
    for (const facts of program.graph.functions)
      for (const [index, node] of facts.params.entries())
        if (node !== undefined) this.#params.set(node, { facts, index });
  }

  /** The parameter that the schema of a checking call comes in by; undefined where the schema stands there. */
  of(check: Call): SchemaParameter | undefined {
    const places = [check.receiver, check.method === undefined ? check.callee : undefined];
    if (check.args.length > 1) places.push(check.args[0]);
    for (const place of places) {
      const found = place === undefined ? undefined : this.parameterAt(place);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** The parameter that a value comes in by, where it comes in by no other way. */
  parameterAt(node: NodeId): SchemaParameter | undefined {
    const params = this.#program.origins.of(node).map((one) => this.#params.get(one.node));
    return params.every((one) => one !== undefined) ? params[0] : undefined;
  }

  /** Whether any of the calls hands a schema over, where the check takes one. */
  isGiven(check: Call, calls: readonly (Call | undefined)[]): boolean {
    const param = this.of(check);
    if (param === undefined) return true;
    const { facts, index } = param;
    const entering = calls.filter(
      (call) => call !== undefined && this.#program.functionsAt(call.callee).includes(facts),
    );
    // Which call leads there is not seen: what is written is believed.
    if (entering.length === 0) return true;
    return entering.some((call) => call!.args[index] !== undefined || call!.spreadAt !== undefined);
  }
}
