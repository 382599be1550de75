import type { PackageHook } from '../../hooks/package-hook.ts';

/**
 * Express keeps body, parameters and route on Node's own request, where `propertiesView` reads them;
 * loading it only tells that it is there and keeps its habits.
 */
const express: PackageHook = {
  library: 'express',
  versions: '>=4.16.0 <6.0.0',
  files: [
    {
      path: 'lib/application.js',
      apply: (exports) => typeof (exports as { handle?: unknown }).handle === 'function',
    },
  ],
};

export const hooks: readonly PackageHook[] = [express];
