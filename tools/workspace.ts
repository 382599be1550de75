import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Root of the repository. */
export const root: string = resolve(import.meta.dirname, '..');

/** Packages that are built and published, each after those that it imports. */
export const publishedPackages = [
  'core',
  'guard',
  'check',
  'watch-ui',
  'watch',
  'castellan',
] as const;

/** Path of a development tool that is installed at the root. */
export function binary(name: string): string {
  const path = join(root, 'node_modules', '.bin', name);
  if (!existsSync(path)) throw new Error(`${name} is not installed: run npm ci first`);
  return path;
}
