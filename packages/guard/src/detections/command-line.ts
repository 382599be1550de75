import type { ProgramCall } from './sink-call.ts';

/** The text that the offsets of a verdict on a `ProgramCall` count in: program and arguments, one blank between. */
export function commandLine(call: ProgramCall): string {
  return call.args.length === 0 ? call.file : `${call.file} ${call.args.join(' ')}`;
}
