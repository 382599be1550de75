import type { Builder, Ending, Environment } from './builder.ts';

/** One way that control may go: what it does, and how it ends. */
export interface Branch {
  readonly environment: Environment;
  readonly ending: Ending;
}

/** Runs one way of several from the same start, and gives back how it leaves things. */
export function branch(builder: Builder, start: Environment, run: () => Ending): Branch {
  builder.environment = new Map(start);
  const ending = run();
  return { environment: builder.environment, ending };
}

/** What holds after either way: values are joined, what was checked on one way alone is forgotten. */
export function join(
  builder: Builder,
  ways: readonly Branch[],
  at: { start: number; end: number },
): Ending {
  const open = ways.filter(({ ending }) => ending === 'goes on');
  const first = open[0];
  if (first === undefined) {
    builder.environment = ways[0]?.environment ?? builder.environment;
    return ways.some(({ ending }) => ending === 'jumps') ? 'jumps' : 'leaves';
  }
  const joined: Environment = new Map();
  for (const [key, node] of first.environment) {
    const nodes = new Set([node]);
    let isEverywhere = true;
    for (const { environment } of open) {
      const other = environment.get(key);
      if (other === undefined) isEverywhere = false;
      else nodes.add(other);
    }
    if (!isEverywhere) continue;
    if (nodes.size === 1) joined.set(key, node);
    else {
      const meeting = builder.node(at);
      for (const one of nodes) builder.graph.flow(one, meeting);
      joined.set(key, meeting);
    }
  }
  builder.environment = joined;
  return 'goes on';
}

/** Carries what tracked variables hold back to the head of the innermost loop. */
export function backToLoop(builder: Builder): void {
  const loop = builder.loops.at(-1);
  if (loop === undefined) return;
  for (const [key, head] of loop) {
    const now = builder.environment.get(key);
    if (now !== undefined) builder.graph.flow(now, head);
  }
}
