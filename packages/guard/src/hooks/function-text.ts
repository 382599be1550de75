import { keepingCallers } from './callers.ts';
import { originalOf, replaceMethod } from './wrap.ts';

/** Lets `Function.prototype.toString` give the text of what a wrapper stands for, as Node ships it. */
export function showOriginalTexts(): void {
  replaceMethod(
    Function.prototype,
    'toString',
    (toString) =>
      function (this: unknown): unknown {
        return keepingCallers(toString, originalOf(this) ?? this, []);
      },
  );
}
