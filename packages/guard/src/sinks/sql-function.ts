import type { BlockedError } from '@castellan/core';
import type { SqlDialect } from '../detections/sink-call.ts';
import { type AnyFunction, replaceMethod } from '../hooks/wrap.ts';
import { keepingCallers } from '../hooks/callers.ts';
import { judgeStatement } from '../verdict/judge-statement.ts';
import { bindCallbacks } from './bind-callback.ts';
import { rejectedSoon } from './rejected-soon.ts';
import { sharedSettings } from './sql-settings/session-settings.ts';
import type { SinkPoint } from '../verdict/judged.ts';

/** How a refused call of a function fails: the way its callers expect errors from it. */
export type Failure = (
  self: unknown,
  args: unknown[],
  blocked: BlockedError,
  original: AnyFunction,
) => unknown;

/** One function of a driver that takes a statement's text. */
export interface SqlFunction {
  readonly point: SinkPoint;
  readonly dialect: SqlDialect;
  /** The statement in the call's arguments; undefined when there is none to judge. */
  readonly textOf: (args: unknown[], self: unknown) => unknown;
  readonly fail: Failure;
}

/** Puts guard in front of `holder[name]`. False when there is no such function. */
export function guardSql(holder: unknown, name: string, description: SqlFunction): boolean {
  if (holder === null || (typeof holder !== 'object' && typeof holder !== 'function')) return false;
  return replaceMethod(holder, name, (original) => wrap(original, description));
}

function wrap(original: AnyFunction, { point, dialect, textOf, fail }: SqlFunction): AnyFunction {
  const settings = sharedSettings(dialect);
  return function (this: unknown, ...args: unknown[]): unknown {
    const text = textOf(args, this);
    if (typeof text === 'string') {
      const blocked = judgeStatement(point, settings.callOf(text), args);
      if (blocked !== undefined) return fail(this, args, blocked, original);
      settings.learnFrom(text);
    }
    if (fail !== failByThrow) bindCallbacks(args);
    return keepingCallers(original, this, args);
  };
}

/** The text itself, or the property of a configuration object that holds it. */
export function textOrProperty(...names: string[]): (args: unknown[]) => unknown {
  return ([first]) => {
    if (typeof first !== 'object' || first === null) return first;
    const name = names.find((one) => typeof (first as Record<string, unknown>)[one] === 'string');
    return name === undefined ? undefined : (first as Record<string, unknown>)[name];
  };
}

/** Node style: the last function among the arguments gets the error, else a promise rejects. */
export const failByCallbackOrPromise: Failure = (_self, args, blocked) => {
  const callback = args.findLast((argument) => typeof argument === 'function');
  if (callback === undefined) return rejectedSoon(blocked);
  process.nextTick(callback, blocked);
  return undefined;
};

/** Synchronous functions, and those whose callers expect a throw. */
export const failByThrow: Failure = (_self, _args, blocked) => {
  throw blocked;
};

export const failByPromise: Failure = (_self, _args, blocked) => rejectedSoon(blocked);
