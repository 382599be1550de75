import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { majorOf } from './nodes.ts';
import { testbedRoot } from './places.ts';
import type { Variant } from './variants.ts';

/** A tracing product, started by `apps/apm`. */
export interface Tracing {
  readonly name: string;
  readonly file: string;
  readonly variants: readonly Variant[];
}

export const tracings: readonly Tracing[] = [
  { name: 'OpenTelemetry', file: 'otel.js', variants: ['esm', 'cjs'] },
  { name: 'Sentry', file: 'sentry.js', variants: ['esm', 'cjs'] },
  { name: 'dd-trace', file: 'datadog.mjs', variants: ['esm', 'cjs'] },
];

/** In which order tracing and guard start: Node's flags; without `guard` those of the app alone. */
export interface Order {
  readonly name: string;
  flags(tracing: string, guard?: string): string[];
}

const tracingFirst: Order = {
  name: 'tracing first',
  flags: (tracing, guard) => [...load('--import', tracing), ...load('--import', guard)],
};
const otherOrders: readonly Order[] = [
  {
    name: 'guard first',
    flags: (tracing, guard) => [...load('--import', guard), ...load('--import', tracing)],
  },
  {
    name: 'guard by -r',
    flags: (tracing, guard) => [
      ...load('-r', guard && fileURLToPath(guard)),
      ...load('--import', tracing),
    ],
  },
];
/** How the app is started without guard. */
export const bareOrder: Order = tracingFirst;

/**
 * True of the Node.js that runs the tests: on the others only the usual is tried, for time's sake.
 * `CASTELLAN_THOROUGH=1` tries everything on all of them.
 */
export function isThorough(major: number): boolean {
  return process.env['CASTELLAN_THOROUGH'] === '1' || major === majorOf(process.execPath);
}

/** On Node.js 20 guard does not see into ES modules: what it protects there is CommonJS. */
export function variantsOn({ variants }: Tracing, major: number): readonly Variant[] {
  if (isThorough(major)) return variants;
  const usual: Variant = major <= 20 ? 'cjs' : 'esm';
  return variants.filter((variant) => variant === usual);
}

export function ordersOn(major: number): readonly Order[] {
  return isThorough(major) ? [tracingFirst, ...otherOrders] : [tracingFirst];
}

/** What starts a tracing product, as `--import` takes it. */
export function startOf({ file }: Tracing): string {
  return pathToFileURL(join(testbedRoot, `apps/apm/${file}`)).href;
}

function load(flag: string, file: string | undefined): string[] {
  return file === undefined ? [] : [flag, file];
}
