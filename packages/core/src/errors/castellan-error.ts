import { type ErrorCode, errorMessage, type ErrorValues } from './error-codes.ts';

const mark: unique symbol = Symbol.for('castellan.error') as never;

/** True when `value[symbol]` is true; false when reading it throws. */
export function hasMark(value: unknown, symbol: symbol): boolean {
  if (typeof value !== 'object' || value === null) return false;
  try {
    return (value as Record<symbol, unknown>)[symbol] === true;
  } catch {
    return false;
  }
}

/**
 * An error of ours, told apart by `code` (see `docs/errors.md`).
 * `instanceof` also recognises errors made by another installed copy of this package.
 */
export class CastellanError<Code extends ErrorCode = ErrorCode> extends Error {
  readonly code: Code;

  constructor(code: Code, values: ErrorValues<Code>, options?: ErrorOptions) {
    super(errorMessage(code, values), options);
    this.code = code;
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return hasMark(value, mark);
  }
}
Object.defineProperty(CastellanError.prototype, mark, { value: true });
Object.defineProperty(CastellanError.prototype, 'name', { value: 'CastellanError' });
