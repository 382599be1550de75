import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseFlags } from '../../parse-flags.ts';
import { UsageError } from '../../usage-error.ts';
import type { Command } from '../command.ts';
import { showReport } from './show-report.ts';

const COULD_NOT_LOOK = 3;

/** Tells what of an app guard protects, what not, and why. */
export const doctor: Command = {
  name: 'doctor',
  summary: 'Tell what guard protects here, what it does not, and why',
  usage: `[--json] [--all] [--run SECONDS] [FILE]
       castellan doctor --practices

  FILE           the file that starts the app, bundled or not
  --run SECONDS  start FILE under guard for that long and tell what was covered then
  --all          list libraries too that guard knows and that are not installed
  --practices    list instead which of the 41 practices are unknown here, and how to make them known
  --json         one JSON object instead of text

  Every library that guard knows is loaded in a process of its own, under guard, without a network.
  Ends in 0 when all that was found is protected, 1 when something is not, 2 when the command line
  makes no sense, 3 when something could not be looked at.`,
  examples: [
    'castellan doctor',
    'castellan doctor dist/server.js',
    'castellan doctor --run 10 app.js',
  ],
  run,
};

async function run(argv: readonly string[]): Promise<number> {
  const { file, rest } = takeFile(argv);
  const flags = parseFlags(rest, {
    json: { type: 'boolean', default: false },
    all: { type: 'boolean', default: false },
    run: { type: 'string' },
    practices: { type: 'boolean', default: false },
  });
  const folder = process.cwd();
  if (flags.practices) {
    if (flags.json || flags.all || flags.run !== undefined || file !== undefined)
      throw new UsageError('--practices goes alone');
    const { unknownPractices } = await import('./unknown-practices.ts');
    process.stdout.write(await unknownPractices(folder));
    return 0;
  }
  const entry = file === undefined ? undefined : entryAt(path.resolve(folder, file), file);
  const seconds = flags.run === undefined ? undefined : secondsIn(flags.run);
  if (seconds !== undefined && entry === undefined) {
    throw new UsageError(
      '--run needs the file that starts the app: castellan doctor --run 10 app.js',
    );
  }
  try {
    // Guard is loaded only when asked for: every other command would wait for it, the commit hook too.
    const { examine } = await import('./examine.ts');
    const report = await examine({
      folder,
      ...(entry !== undefined && { entry }),
      ...(seconds !== undefined && { seconds }),
      listsAll: flags.all,
      env: process.env,
    });
    const colours = process.stdout.isTTY && !process.env['NO_COLOR'];
    const text = flags.json ? `${JSON.stringify(report, null, 2)}\n` : showReport(report, colours);
    process.stdout.write(text);
    return report.exitCode;
  } catch (error) {
    process.stderr.write(`castellan: ${error instanceof Error ? error.message : String(error)}\n`);
    return COULD_NOT_LOOK;
  }
}

/** The first word that is neither a flag nor the number of `--run`. */
function takeFile(argv: readonly string[]): { file: string | undefined; rest: string[] } {
  const at = argv.findIndex((word, index) => !word.startsWith('-') && argv[index - 1] !== '--run');
  if (at < 0) return { file: undefined, rest: [...argv] };
  return { file: argv[at], rest: argv.toSpliced(at, 1) };
}

function entryAt(absolute: string, given: string): string {
  if (existsSync(absolute) && statSync(absolute).isFile()) return absolute;
  throw new UsageError(`there is no file ${given}`);
}

function secondsIn(text: string): number {
  const seconds = Number(text);
  if (/^\d{1,4}(\.\d+)?$/.test(text) && seconds > 0) return seconds;
  throw new UsageError(`--run takes seconds such as 10, not ${JSON.stringify(text)}`);
}
