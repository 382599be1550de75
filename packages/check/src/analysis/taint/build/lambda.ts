import type { NodeId } from '../flow-graph.ts';
import { classNames } from '../models/sources.ts';
import type { Builder } from './builder.ts';

/** An exported `handler` is called by the cloud with an event that holds the request. */
export function lambdaEvent(
  builder: Builder,
  handler: NodeId,
  at: { start: number; end: number },
): void {
  builder.invoke(handler, [builder.api(classNames.lambdaEvent, at)], at);
}
