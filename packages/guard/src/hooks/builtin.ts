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
 * Installs one hook, shows the change to ES module importers, and proves that it fires. Failure
 * leaves the app as it is and is reported.
 */
export function hookBuiltin({ library, install, selfCheck }: BuiltinHook): void {
  const base = { library, version: process.versions.node, layer: 'builtin' } as const;
  const unprotected = (cause: string): void =>
    reportCoverage({ ...base, status: 'unprotected', cause });
  try {
    const isInstalled = install();
    nodeModule.syncBuiltinESMExports();
    if (!isInstalled) unprotected('a function that guard knows is missing');
    else if (inOwnContext(selfCheck)) reportCoverage({ ...base, status: 'protected' });
    else unprotected('the start-up self-check did not reach the hook');
  } catch (error) {
    unprotected(`the hook failed: ${String(error)}`);
  }
}
