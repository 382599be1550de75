import { currentRequest } from '../../context/request-context.ts';
import type { PackageHook } from '../../hooks/package-hook.ts';
import { type AnyFunction, replaceMethod } from '../../hooks/wrap.ts';
import { door, turnAwayUser } from '../../verdict/door.ts';

/** A session that has been loaded may say who signed in: the app is not asked to go on with whom a decision refuses. */
const expressSession: PackageHook = {
  library: 'express-session',
  versions: '>=1.15.0 <2.0.0',
  files: [
    {
      path: 'index.js',
      apply(exports, _library, replace) {
        const holder = { session: exports };
        const isReplaced = replaceMethod(
          holder,
          'session',
          (original) =>
            function (this: unknown, ...args: unknown[]): unknown {
              return guarded(Reflect.apply(original, this, args) as AnyFunction);
            },
        );
        if (isReplaced) replace(holder.session as object);
        return isReplaced;
      },
    },
  ],
};

function guarded(middleware: AnyFunction): AnyFunction {
  const holder = { middleware };
  replaceMethod(
    holder,
    'middleware',
    (original) =>
      function (this: unknown, req: unknown, res: unknown, next: AnyFunction): unknown {
        return Reflect.apply(original, this, [
          req,
          res,
          door.users === 0 ? next : unlessRefused(next),
        ]);
      },
  );
  return holder.middleware;
}

function unlessRefused(next: AnyFunction): AnyFunction {
  return (...args: unknown[]): unknown => {
    const context = currentRequest();
    if (args.length === 0 && context !== undefined && turnAwayUser(context)) return undefined;
    return next(...args);
  };
}

export const hooks: readonly PackageHook[] = [expressSession];
