import type { Node } from 'oxc-parser';
import type { NodeId } from '../flow-graph.ts';
import { classNames } from '../models/sources.ts';
import type { Builder } from './builder.ts';

/** Names of the one parameter that AWS's documents and people use. */
const eventName = /^_?(?:event|evt|e|request|req|input|payload|message)$|Event$/;
/** Fields of events that come over HTTP or from queues. */
const eventFields = new Set(
  'body headers queryStringParameters pathParameters multiValueHeaders requestContext httpMethod rawPath rawQueryString Records detail'.split(
    ' ',
  ),
);

/**
 * An exported `handler` is called by the cloud with an event that holds the request. Command lines and
 * other platforms have handlers too: theirs take something else.
 */
export function lambdaEvent(
  builder: Builder,
  handler: NodeId,
  made: Node | undefined,
  at: { start: number; end: number },
): void {
  const params = made === undefined ? undefined : paramsOf(made);
  if (params !== undefined && !takesEvent(params)) return;
  builder.invoke(handler, [builder.api(classNames.lambdaEvent, at)], at);
}

/** Undefined where the function is not written out here. */
function paramsOf(made: Node): readonly Node[] | undefined {
  return made.type === 'ArrowFunctionExpression' || made.type === 'FunctionExpression'
    ? made.params
    : undefined;
}

function takesEvent([first]: readonly Node[]): boolean {
  if (first?.type === 'Identifier') return eventName.test(first.name);
  return (
    first?.type === 'ObjectPattern' &&
    first.properties.some(
      (one) =>
        one.type === 'Property' && one.key.type === 'Identifier' && eventFields.has(one.key.name),
    )
  );
}
