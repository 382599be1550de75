import type { Command } from '../command.ts';
import { become } from './become.ts';
import { guardFlags } from './guard-flags.ts';
import { programFor } from './program.ts';

/** Starts an app under guard, its workers and child processes too. */
export const run: Command = {
  name: 'run',
  summary: 'Start an app under guard, with its workers and child processes',
  usage: `[Node's flags] FILE [arguments]
       castellan run -- COMMAND [arguments]

  FILE     what \`node\` would be given; everything after it is the app's
  COMMAND  any program: the Node processes that it starts run under guard, by NODE_OPTIONS alone

  Streams, signals and the exit code are the app's own. What stands in NODE_OPTIONS stays.
  A command that is not found ends in 127, one that cannot be started in 126.`,
  examples: [
    'castellan run app.js',
    'castellan run --enable-source-maps dist/server.js --port 3000',
    'castellan run -- npm start',
    'CASTELLAN_MODE=monitor castellan run app.js',
  ],
  run: runProgram,
};

async function runProgram(argv: readonly string[]): Promise<number> {
  const program = programFor(argv, guardFlags(), process.env, process.cwd());
  if (!program.isNode && process.env['CASTELLAN_LOG'] !== 'off') {
    process.stderr.write(
      `castellan: guard is in NODE_OPTIONS for every Node process that ${program.file} starts\n`,
    );
  }
  return become(program);
}
