import type { Program } from './program.ts';
import { runAsChild } from './run-as-child.ts';

/**
 * Runs the program in place of this process where the system can, so that process id, signals and
 * terminal are the app's own; else as a child that stands for it. Resolves to the exit code.
 */
export async function become(program: Program): Promise<number> {
  // Node sets its signals anew when it starts; another program would inherit those of this one.
  // A channel to the parent, as of `fork`, would not outlive the change.
  if (program.isNode && process.channel === undefined && process.execve !== undefined) {
    process.execve(program.file, [program.file, ...program.args], program.env);
  }
  return runAsChild(program);
}
