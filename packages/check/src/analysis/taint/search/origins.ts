import type { NodeId } from '../flow-graph.ts';
import type { Root, Route, SinkPoint } from './roots.ts';

/**
 * How a table that a request filled got to where a part of it is read. That it may be there is known of
 * the objects, which do not tell callers apart; the search does, and says by which way.
 */
export class Origins {
  readonly #readOf: ReadonlyMap<NodeId, NodeId>;
  readonly #ways = new Map<NodeId, Route[]>();

  constructor(readOf: ReadonlyMap<NodeId, NodeId>) {
    this.#readOf = readOf;
  }

  /** What the search has to look out for, beside the sinks. */
  points(): SinkPoint[] {
    return [...new Set(this.#readOf.values())].map((node) => ({
      node,
      label: 'input',
      harm: undefined,
      title: arrival,
      isTyped: true,
      file: 0,
      start: 0,
      symbol: undefined,
    }));
  }

  /** Takes the ways to tables out of what was found; the rest begins where the request came in. */
  complete(routes: readonly Route[]): Route[] {
    for (const route of routes) {
      if (route.sink.title !== arrival || this.#readOf.has(route.root.node)) continue;
      const known = this.#ways.get(route.sink.node);
      if (known) known.push(route);
      else this.#ways.set(route.sink.node, [route]);
    }
    return routes.filter(({ sink }) => sink.title !== arrival).map((route) => this.#whole(route));
  }

  #whole(route: Route): Route {
    const table = this.#readOf.get(route.root.node);
    if (table === undefined) return route;
    const ways = this.#ways.get(table)?.filter(({ root }) => isOf(route.root, root)) ?? [];
    const [shortest] = ways.toSorted((a, b) => a.nodes.length - b.nodes.length);
    if (shortest === undefined) return { ...route, isFromAfar: true };
    return { ...route, nodes: [...shortest.nodes, ...route.nodes] };
  }
}

const arrival = '%table';

/** `request body: id` is a part of `request body`. */
function isOf(part: Root, table: Root): boolean {
  return part.title === table.title || part.title.startsWith(`${table.title}: `);
}
