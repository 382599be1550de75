import { fileURLToPath } from 'node:url';

/**
 * How Node is told to load guard. Both flags are needed, on the command line and in NODE_OPTIONS:
 * `new Worker(code, { eval: true })` runs only what `-r` names, `Worker` with `execArgv: []` only what
 * NODE_OPTIONS names, `Worker` with `env: {}` only what stood on the command line, and programs that
 * the app starts see nothing but NODE_OPTIONS. Loading guard twice is loading it once.
 */
export interface GuardFlags {
  /** Path of guard's start file, for `-r`. */
  readonly path: string;
  /** URL of the same file, for `--import`, which takes no Windows path. */
  readonly url: string;
}

/** The flags for the guard that this command line was installed with. */
export function guardFlags(): GuardFlags {
  const url = import.meta.resolve('@castellan/guard/register');
  return { path: fileURLToPath(url), url };
}

/** Flags for Node's command line. */
export function commandLineFlags({ path, url }: GuardFlags): string[] {
  return ['-r', path, '--import', url];
}

/** NODE_OPTIONS with guard before what was there, so that guard meets Node as it was shipped. */
export function nodeOptions({ path, url }: GuardFlags, existing: string | undefined): string {
  const ours = `-r ${quoted(path)} --import ${quoted(url)}`;
  if (existing === undefined || existing.trim() === '') return ours;
  return existing.includes(ours) ? existing : `${ours} ${existing}`;
}

/** Node splits NODE_OPTIONS at spaces outside of double quotes; within them `\` escapes the next sign. */
function quoted(text: string): string {
  return /[\s"\\]/.test(text) ? `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"` : text;
}
