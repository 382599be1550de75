import { isMainThread } from 'node:worker_threads';

/** How guard came into this process: by a flag, by NODE_OPTIONS, with its parent, or by the app's code. */
export function startMode(
  execArgv: readonly string[] = process.execArgv,
  nodeOptions: string = process.env['NODE_OPTIONS'] ?? '',
): string {
  if (!isMainThread) return 'worker';
  const isOurs = (text: string): boolean => /castellan|guard/.test(text);
  const flagged = (flags: RegExp): boolean =>
    execArgv.some(
      (argument, at) =>
        flags.test(argument) && (isOurs(argument) || isOurs(execArgv[at + 1] ?? '')),
    );
  if (flagged(/^--import\b/)) return 'import';
  if (flagged(/^(?:-r$|--require\b)/)) return 'require';
  return isOurs(nodeOptions) ? 'node-options' : 'code';
}
