import { fileURLToPath } from 'node:url';
import { type Child, startChild } from './child.ts';
import type { Reporting } from './console.ts';

const shopFolder = fileURLToPath(new URL('../../apps/shop/', import.meta.url));
const STOP_WITHIN_MS = 3_000;

export interface ShopOptions {
  /** What guard is told; a shop without it runs unprotected. */
  readonly guard?: GuardSettings;
  /** 0 for any free port. */
  readonly port: number;
  /** The Node.js that runs the shop. */
  readonly node: string;
  /** True to run the built packages instead of the sources. */
  readonly built: boolean;
}

interface GuardSettings {
  /** Where guard writes its findings. */
  readonly findingsFile: string;
  /** The console that guard reports to. */
  readonly reporting?: Reporting | undefined;
}

export interface RunningShop extends Omit<Child<unknown>, 'told'> {
  readonly address: string;
  readonly adminPort: number;
}

/** Starts the shop as a child process; rejects with its output when it does not come up. */
export async function startShop({ guard, port, node, built }: ShopOptions): Promise<RunningShop> {
  const source = built ? [] : ['-C', 'castellan-source'];
  const { told, ...child } = await startChild<{ address: string; adminPort: number }>({
    name: `The ${guard ? 'guarded' : 'open'} shop`,
    node,
    // The shop tells guard who signed in: with and without guard it needs our package.
    args: [...source, ...(guard ? ['--import', 'castellan/guard'] : []), 'src/server.js'],
    cwd: shopFolder,
    env: {
      NODE_ENV: 'production',
      PORT: String(port),
      SHOP_LABEL: guard ? 'guarded' : 'unprotected',
      ...(guard && guardVariables(guard)),
    },
    stopWithinMs: STOP_WITHIN_MS,
  });
  return { ...told, ...child };
}

function guardVariables({ findingsFile, reporting }: GuardSettings): Record<string, string> {
  return {
    CASTELLAN_FINDINGS_FILE: findingsFile,
    // The demo stands where a proxy would, so what it says of who asks is believed: without that
    // everyone would be this machine itself, which nobody can block by accident.
    CASTELLAN_TRUSTED_PROXIES: '127.0.0.1',
    ...(reporting && {
      CASTELLAN_WATCH_URL: reporting.url,
      CASTELLAN_TOKEN: reporting.token,
      CASTELLAN_SPOOL_DIRECTORY: `${findingsFile}.spool`,
    }),
  };
}
