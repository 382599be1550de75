import { checkConfiguration } from './check-configuration.ts';
import { CONFIGURATION_FILE, type Loaded } from './config/load.ts';
import { createPolicy } from './config/policy.ts';
import { openBindingBridge } from './hooks/binding-bridge.ts';
import { createHeartbeat } from './heartbeat.ts';
import { hookBuiltins } from './hooks/builtin.ts';
import { hookCommonJs } from './hooks/commonjs.ts';
import { hookEsModules } from './hooks/esm.ts';
import { showOriginalTexts } from './hooks/function-text.ts';
import { hookLazyBuiltins } from './hooks/lazy-builtin.ts';
import { registerPackageHook } from './hooks/package-registry.ts';
import { hookProcessEmit } from './hooks/process-emit.ts';
import { hideGuardFrames } from './hooks/stack-traces.ts';
import { listenForIdentities } from './identity/identity-handlers.ts';
import { detections } from './detections/registry.generated.ts';
import { startInventory } from './inventory/take-inventory.ts';
import { giveHeartbeats } from './reporters/heartbeats.ts';
import { startReporters } from './reporters/start-reporters.ts';
import { startSensor } from './sensor/start-sensor.ts';
import { builtinSinks, lazySinks, packageHooks } from './sinks/registry.generated.ts';
import { builtinSources, frameworkHooks, lazySources } from './sources/registry.generated.ts';
import { enforceDecisions } from './verdict/door.ts';
import { enforce } from './verdict/enforcement.ts';
import { keepBlocksFromEndingTheProcess } from './verdict/uncaught.ts';

const kStarted: unique symbol = Symbol.for('castellan.guard.started') as never;

/**
 * Starts guard in this process, once, however often and by whichever flag it is loaded. With a
 * malformed configuration it does not start at all, says so, and lets the app run unprotected;
 * with CASTELLAN_STRICT=1 the process ends instead.
 */
export function start(env: NodeJS.ProcessEnv = process.env): void {
  if (Reflect.has(globalThis, kStarted) || env['CASTELLAN'] === 'off') return;
  Reflect.defineProperty(globalThis, kStarted, { value: true });
  const loaded = checkConfiguration(env);
  if (!loaded.ok) return refuseToStart(loaded, env);
  const { configuration } = loaded;
  hideGuardFrames();
  showOriginalTexts();
  hookProcessEmit();
  const policy = createPolicy(configuration);
  const reporters = startReporters(configuration, enforceDecisions, () =>
    startInventory(
      configuration,
      policy,
      detections.map(({ meta }) => meta.id),
    ),
  );
  enforce({ configuration, policy, report: reporters.report });
  giveHeartbeats(reporters, createHeartbeat);
  keepBlocksFromEndingTheProcess();
  listenForIdentities();
  for (const hook of [...packageHooks, ...frameworkHooks]) registerPackageHook(hook);
  openBindingBridge();
  hookCommonJs();
  const canWatchImports = hookEsModules();
  hookBuiltins([...builtinSources, ...builtinSinks]);
  const lazy = [...lazySources, ...lazySinks];
  hookLazyBuiltins(lazy, canWatchImports);
  startSensor(configuration, env);
}

function refuseToStart(loaded: Extract<Loaded, { ok: false }>, env: NodeJS.ProcessEnv): void {
  const problems = loaded.problems.map(({ key, message }) => `  ${key} ${message}`).join('\n');
  // An unknown value was meant to be strict: it fails on the safe side.
  const isStrict = !['', '0', undefined].includes(env['CASTELLAN_STRICT']);
  const consequence = isStrict
    ? 'CASTELLAN_STRICT is set, so the process ends.'
    : 'Guard has NOT started: this app runs UNPROTECTED. Set CASTELLAN_STRICT=1 to end the process instead.';
  process.stderr.write(
    `castellan: ${CONFIGURATION_FILE} or the environment is not valid\n${problems}\n${consequence}\n`,
  );
  if (isStrict) process.exit(1);
}
