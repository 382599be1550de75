import { existsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { UsageError } from '../../usage-error.ts';
import { commandLineFlags, type GuardFlags, nodeOptions } from './guard-flags.ts';

/** What is to be started, ready for the system. */
export interface Program {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** False for another program than Node, which may start Node itself. */
  readonly isNode: boolean;
}

/**
 * The program that `castellan run` is asked for: Node with all of `argv`, or, after a leading `--`,
 * any command. Throws `UsageError` when the line cannot have been meant so.
 */
export function programFor(
  argv: readonly string[],
  guard: GuardFlags,
  env: NodeJS.ProcessEnv,
  cwd: string,
): Program {
  const [first, ...others] = argv;
  if (first === undefined) throw new UsageError('run needs a file to start: castellan run app.js');
  const guarded = { ...env, NODE_OPTIONS: nodeOptions(guard, env['NODE_OPTIONS']) };
  if (first === '--') {
    const [file, ...args] = others;
    if (file === undefined)
      throw new UsageError('run -- needs a command: castellan run -- npm start');
    return { file, args, env: guarded, isNode: false };
  }
  if (!first.startsWith('-')) mustBeEntry(argv, cwd);
  const args = [...commandLineFlags(guard), ...argv];
  return { file: process.execPath, args, env: guarded, isNode: true };
}

/** Only the first word is looked at: whether a later one is a file or a flag's value, Node knows. */
function mustBeEntry([first = '', ...others]: readonly string[], cwd: string): void {
  if (isLoadable(path.resolve(cwd, first))) return;
  const rest = others.join(' ');
  if (first === 'node') {
    throw new UsageError(
      `Node is started by run itself; leave it out: castellan run ${rest}`.trim(),
    );
  }
  throw new UsageError(
    `there is no file ${first}; to run a command: ${`castellan run -- ${first} ${rest}`.trim()}`,
  );
}

/** Node finds `app` as `app.js` and a folder by its package.json or index.js. */
function isLoadable(file: string): boolean {
  if (existsSync(file) && statSync(file).isFile()) return true;
  try {
    createRequire(file).resolve(file);
    return true;
  } catch {
    return false;
  }
}
