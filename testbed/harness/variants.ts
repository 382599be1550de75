import { globSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build } from 'esbuild';
import { testbedRoot } from './places.ts';

/** The forms in which teams ship one and the same app. */
export type Variant = 'esm' | 'cjs' | 'bundle';

/** Path of an app's file in one form, from the testbed's root. */
export function variantFile(app: string, variant: Variant): string {
  if (variant === 'esm') return `apps/${app}.js`;
  return variant === 'cjs' ? `.built/cjs/${app}.js` : `.built/bundle/${app}.cjs`;
}

/** Writes every app as CommonJS beside the ES modules that the sources are; those that `attack` starts are these only. */
export async function buildCommonJs(): Promise<void> {
  const outdir = join(testbedRoot, '.built/cjs');
  mkdirSync(outdir, { recursive: true });
  writeFileSync(join(outdir, 'package.json'), '{"type":"commonjs"}\n');
  await build({
    entryPoints: globSync('apps/**/*.js', { cwd: testbedRoot })
      .filter((file) => !file.startsWith(join('apps', 'attack')))
      .map((file) => relative('.', join(testbedRoot, file))),
    outbase: join(testbedRoot, 'apps'),
    outdir,
    ...common,
  });
}

/**
 * Writes one app and all its packages as a single minified file: nothing in there has a name left,
 * unless a package cannot work without the names of its functions.
 */
export async function buildBundle(app: string, keepNames = false): Promise<void> {
  await build({
    entryPoints: [join(testbedRoot, `apps/${app}.js`)],
    outfile: join(testbedRoot, variantFile(app, 'bundle')),
    bundle: true,
    minify: true,
    keepNames,
    // Optional drivers that nobody has installed here.
    external: ['pg-native', 'cloudflare:sockets', 'oracledb', 'pg-hstore'],
    ...common,
  });
}

const common = {
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  supported: { 'dynamic-import': true },
  logLevel: 'error',
} as const;
