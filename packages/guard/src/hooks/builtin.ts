import { reportCoverage } from './coverage.ts';
import { inOwnContext } from './own-context.ts';
import { nodeModule } from './originals.ts';

/** One of Node's own modules, wrapped in place at start. */
export interface BuiltinHook {
  /** `node:` name, as in core's sink table. */
  readonly library: string;
  /** Replaces the functions. Returns false when one that guard knows is missing. */
  readonly install: () => boolean;
  /** Proves that the hooks fire, by calls that guard must refuse. */
  readonly selfCheck: () => boolean;
}

/**
 * Installs hooks, shows the changes to ES module importers, and then proves that each fires. Failure
 * leaves the app as it is and is reported.
 */
export function hookBuiltins(hooks: readonly BuiltinHook[]): void {
  const installed = hooks.filter(isInstalled);
  try {
    // Once for all: it looks at every export of every builtin that there is.
    nodeModule.syncBuiltinESMExports();
  } catch (error) {
    for (const hook of installed) report(hook, `importers do not see the hook: ${String(error)}`);
  }
  for (const hook of installed) prove(hook);
}

function isInstalled(hook: BuiltinHook): boolean {
  try {
    if (hook.install()) return true;
    report(hook, 'a function that guard knows is missing');
  } catch (error) {
    report(hook, `the hook failed: ${String(error)}`);
  }
  return false;
}

function prove(hook: BuiltinHook): void {
  try {
    const fires = inOwnContext(hook.selfCheck);
    report(hook, fires ? undefined : 'the start-up self-check did not reach the hook');
  } catch (error) {
    report(hook, `the hook failed: ${String(error)}`);
  }
}

/** Without a cause the library is protected. */
function report({ library }: BuiltinHook, cause: string | undefined): void {
  const base = { library, version: process.versions.node, layer: 'builtin' } as const;
  if (cause === undefined) reportCoverage({ ...base, status: 'protected' });
  else reportCoverage({ ...base, status: 'unprotected', cause });
}
