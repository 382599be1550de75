import type { Decorator, Node } from 'oxc-parser';
import type { FunctionFacts } from '../flow-graph.ts';
import { classNames, nestDecorators } from '../models/sources.ts';
import type { Builder } from './builder.ts';

/** Parameters that convention alone says are a request and its response. */
const conventions: readonly (readonly [
  first: RegExp,
  second: RegExp,
  classes: readonly [string, string],
])[] = [
  [/^_?(?:req|request)$/, /^_?(?:res|response)$/, [classNames.request, classNames.response]],
  [
    /^_?(?:req|request)$/,
    /^_?(?:reply|rep)$/,
    [classNames.fastifyRequest, classNames.fastifyReply],
  ],
  [/^ctx$/, /^next$/, [classNames.koaContext, classNames.none]],
];

/** Gives parameters what their names or decorators promise, for handlers whose registration is not seen. */
export function givenNames(
  builder: Builder,
  facts: FunctionFacts,
  node: { readonly params: readonly Node[] },
): void {
  const shift =
    facts.paramNames.length >= 3 && /^_?(?:e|err|error)$/.test(facts.paramNames[0] ?? '') ? 1 : 0;
  const [first = '', second = ''] = facts.paramNames.slice(shift);
  for (const [isFirst, isSecond, classes] of conventions) {
    if (!isFirst.test(first) || !isSecond.test(second)) continue;
    for (const [index, name] of classes.entries()) {
      const param = facts.params[shift + index];
      if (param !== undefined && name !== '') builder.give(param, builder.things.api(name));
    }
    break;
  }
  for (const [index, param] of node.params.entries()) {
    const decorators = 'decorators' in param ? (param.decorators as readonly Decorator[]) : [];
    for (const { expression } of decorators ?? []) {
      const called = expression.type === 'CallExpression' ? expression : undefined;
      const name = called?.callee.type === 'Identifier' ? called.callee.name : '';
      const given = Object.hasOwn(nestDecorators, name) ? nestDecorators[name] : undefined;
      const target = facts.params[index];
      if (given === undefined || target === undefined) continue;
      // A pipe that parses (`ParseIntPipe`) makes it harmless.
      const pipes = called?.arguments.slice(1) ?? [];
      const isParsed = pipes.some(
        (pipe) =>
          pipe.type === 'Identifier' &&
          /^Parse(?:Int|Float|Bool|UUID|Enum|Date)Pipe$/.test(pipe.name),
      );
      if (!isParsed) builder.give(target, builder.things.api(given(called?.arguments.length ?? 0)));
    }
  }
}
