import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';

const BUNDLE = 'guard.cjs';
/** What apps call; it reaches the guard that runs by the registry of symbols, and is a module of its own. */
const IDENTIFY = join('identity', 'identify.js');

/**
 * Puts all of guard's built modules into one CommonJS file, readable as it is. Node loads it in less
 * than half of the time that some 250 ES modules take, and `require('node:http')` spares what
 * `import` of it costs: Node 24 then loads all of its undici for one export.
 */
export async function bundleGuard(dist: string): Promise<void> {
  await build({
    stdin: {
      // Captured originals come first, before anything that hooks.
      contents: `import './hooks/originals.js';
        export * from './index.js';
        export { start } from './start.js';`,
      resolveDir: dist,
    },
    outfile: join(dist, BUNDLE),
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    format: 'cjs',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
    define: { 'import.meta.url': '__bundleUrl' },
    // Strict, as modules are; each that asks where it is stands one folder deep, as before.
    banner: {
      js: '"use strict"; const __bundleUrl = require("node:url").pathToFileURL(__dirname + "/bundle/guard.cjs").href;',
    },
  });
  importBuiltinsDirectly(join(dist, BUNDLE));
  removeModules(dist);
  writeEntries(dist);
}

/** How esbuild writes `import fs from 'node:fs'`. */
const DEFAULT_IMPORT = /__toESM\((require\("node:[a-z_/]+"\)), 1\)/g;

/** Lets names be read through a prototype where esbuild copies every export of a builtin. */
function importBuiltinsDirectly(file: string): void {
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replaceAll(DEFAULT_IMPORT, '{ __proto__: $1, default: $1 }'));
}

/** Declarations stay as they are: types are read one by one. */
function removeModules(dist: string): void {
  for (const file of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
    if (/\.js(?:\.map)?$/.test(file) && file !== IDENTIFY) rmSync(join(dist, file));
  }
}

/** Compiles the one file, for both entry points; not by `require`, whose cache apps can see. */
const LOADER = `const builtin = process.getBuiltinModule;
const filename = builtin('node:url').fileURLToPath(new URL('./${BUNDLE}', import.meta.url));
const whole = new (builtin('node:module'))(filename);
whole.filename = filename;
whole._compile(builtin('node:fs').readFileSync(filename, 'utf8'), filename);
export const guard = whole.exports;
`;

/** The package's entry points, each a thin ES module over the one file. */
function writeEntries(dist: string): void {
  const bundle = createRequire(import.meta.url)(join(dist, BUNDLE)) as object;
  const names = Object.keys(bundle).filter((name) => name !== 'start');
  const load = `import { guard } from './whole.js';\n`;
  writeFileSync(join(dist, 'whole.js'), LOADER);
  writeFileSync(join(dist, 'index.js'), `${load}export const { ${names.join(', ')} } = guard;\n`);
  const identify = `export { identify, stepUpDone, stepUpRequired } from './identity/identify.js';\n`;
  writeFileSync(join(dist, 'register.js'), `${load}${identify}guard.start();\n`);
}
