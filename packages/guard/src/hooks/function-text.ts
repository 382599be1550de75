import { keepingCallers } from './callers.ts';
import { originalOf, replaceMethod } from './wrap.ts';

const nothing: readonly never[] = [];

/** Lets `Function.prototype.toString` give the text of what a wrapper stands for, as Node ships it. */
export function showOriginalTexts(): void {
  replaceMethod(
    Function.prototype,
    'toString',
    (toString) =>
      function (this: unknown): unknown {
        // Of a function it cannot fail. Apps ask by the thousand: one that is used as a key by mistake.
        return typeof this === 'function'
          ? Reflect.apply(toString, originalOf(this) ?? this, nothing)
          : keepingCallers(toString, this, nothing);
      },
  );
}
