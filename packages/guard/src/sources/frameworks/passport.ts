import { currentRequest } from '../../context/request-context.ts';
import type { PackageHook } from '../../hooks/package-hook.ts';
import { type AnyFunction, replaceMethod } from '../../hooks/wrap.ts';
import { userOfAccount } from '../../identity/user-of.ts';
import { door, turnAwayUser } from '../../verdict/door.ts';

interface Authenticator {
  prototype?: object;
}

/**
 * Passport is where an account becomes known: out of the session, or at sign-in. Whom a decision
 * refuses is answered there, and Passport is never told to go on.
 */
const passport: PackageHook = {
  library: 'passport',
  versions: '>=0.4.0 <0.8.0',
  files: [
    {
      path: 'lib/authenticator.js',
      apply: (exports) =>
        replaceMethod(
          (exports as Authenticator).prototype ?? {},
          'deserializeUser',
          (original) =>
            function (this: unknown, ...args: unknown[]): unknown {
              // With a function it registers one.
              const isAsked = typeof args[0] !== 'function' && door.users !== 0;
              return Reflect.apply(original, this, isAsked ? args.map(unlessRefused) : args);
            },
        ),
    },
    {
      path: 'lib/http/request.js',
      apply: (exports) =>
        ['logIn', 'login'].every((name) => replaceMethod(exports as object, name, signIn)),
    },
  ],
};

function unlessRefused(argument: unknown): unknown {
  if (typeof argument !== 'function') return argument;
  return (error: unknown, account: unknown): unknown =>
    !error && isTurnedAway(account)
      ? undefined
      : Reflect.apply(argument, undefined, [error, account]);
}

function signIn(original: AnyFunction): AnyFunction {
  return function (this: unknown, ...args: unknown[]): unknown {
    if (door.users !== 0 && isTurnedAway(args[0])) return undefined;
    return Reflect.apply(original, this, args);
  };
}

function isTurnedAway(account: unknown): boolean {
  const context = currentRequest();
  const user = userOfAccount(account);
  return context !== undefined && user !== undefined && turnAwayUser(context, user);
}

export const hooks: readonly PackageHook[] = [passport];
