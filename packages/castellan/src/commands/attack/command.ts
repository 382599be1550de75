import { existsSync, readFileSync } from 'node:fs';
import {
  parseLoginFile,
  readDocument,
  type AttackRecord,
  type Hole,
  replayAll,
  runAttack,
} from '@castellan/check';
import { UsageError } from '../../usage-error.ts';
import { version } from '../../version.ts';
import { deliver } from '../check/deliver.ts';
import { outputsOf } from '../check/output-flags.ts';
import { Progress } from '../check/progress.ts';
import { destinationOf, exitCodeOf, sendReport } from '../check/send-report.ts';
import type { Command } from '../command.ts';
import { type AttackFlags, attackFlags, kindsIn, numberIn, sessionOf } from './options.ts';
import { keepHoles } from './keep-holes.ts';
import { replayIn, replayOne } from './replay-one.ts';
import { reportOf } from './report.ts';
import { type TargetOptions, withTarget } from './target.ts';
import { usage } from './usage.ts';

const mostRequestsPerSecond = 1_000;
const notWhole = 3;
const mostMinutes = 24 * 60;

/** Attacks the team's own app, with guard in it as the sensor. */
export const attack: Command = {
  name: 'attack',
  summary: 'Attack your own app, with guard in it as a sensor, and prove its holes',
  usage,
  examples: [
    'castellan attack -- node app.js',
    'castellan attack --changes-state --guarded -- npm start',
    'castellan attack --url http://127.0.0.1:3000 --sensor .castellan/sensor.json',
    'castellan attack --openapi openapi.json -- node app.js',
    'castellan attack --only sql-injection --route /api -- node app.js',
  ],
  run,
};

async function run(argv: readonly string[]): Promise<number> {
  try {
    return await runWhole(argv);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    // An app that does not start, or does not let its users in, is neither clean nor proven to be open.
    process.stderr.write(`castellan: ${error instanceof Error ? error.message : String(error)}\n`);
    return notWhole;
  }
}

async function runWhole(argv: readonly string[]): Promise<number> {
  const at = argv.indexOf('--');
  const flags = attackFlags(at < 0 ? argv : argv.slice(0, at));
  const command = at < 0 ? [] : argv.slice(at + 1);
  const url = urlOf(flags.url);
  if (command.length === 0 && url === undefined)
    throw new UsageError('what is to be attacked? castellan attack -- node app.js, or --url');
  if (flags.guarded && command.length === 0)
    throw new UsageError(
      '--guarded starts the app once more: castellan attack --guarded -- node app.js',
    );
  const destination = destinationOf(flags['send-to'], flags['require-sent']);
  const outputs = outputsOf(flags);
  const how = plan(flags);
  const options = { flags, url, command };
  if (flags.replay !== undefined) {
    const file = replayIn(flags.replay);
    return withTarget({ ...options, mode: 'monitor' }, (target) =>
      replayOne(file, { ...how, ...target }),
    );
  }
  const progress = new Progress(process.stderr, 0);
  progress.show('starting');
  const record = await attackWith(options, how, progress);
  progress.end();
  const report = await reportOf(record, how.kinds);
  deliver(report, outputs);
  tellOfReplays(keepHoles(record, flags.out, reachedBy(options)), flags.out);
  return exitCodeOf(report, await sendReport(report, destination), flags['require-sent']);
}

async function attackWith(
  options: Omit<TargetOptions, 'mode'>,
  how: Plan,
  progress: Progress,
): Promise<AttackRecord> {
  const record = await withTarget({ ...options, mode: 'monitor' }, (target) =>
    runAttack({
      ...how,
      ...target,
      onStep: (what, done, all) => progress.show(all > 0 ? `${done}/${all} ${what}` : what),
    }),
  );
  if (!options.flags.guarded || record.holes.length === 0) return record;
  progress.show('the same holes with guard in block mode');
  const replayed = await withTarget({ ...options, mode: 'block' }, (target) =>
    replayAll(record.holes, { ...how, ...target }),
  );
  const holes = record.holes.map((hole, index): Hole => ({
    ...hole,
    guard: replayed[index]?.isStopped === true ? 'stops' : 'lets pass',
  }));
  return { ...record, holes };
}

/** The arguments by which a test reaches the app. */
function reachedBy({ flags, url, command }: Omit<TargetOptions, 'mode'>): readonly string[] {
  const told = url === undefined ? [] : ['--url', url.href];
  const sensor = flags.sensor === undefined ? [] : ['--sensor', flags.sensor];
  return [...told, ...sensor, ...(command.length > 0 ? ['--', ...command] : [])];
}

function tellOfReplays(count: number, folder: string): void {
  if (count > 0)
    process.stderr.write(
      `castellan: ${count} replays, and a test that fails while they work, are in ${folder}\n`,
    );
}

type Plan = ReturnType<typeof plan>;

/** What the flags say of how to attack. */
function plan(flags: AttackFlags) {
  const first = sessionOf(flags.header, flags.cookie);
  const second = sessionOf(flags['other-header'], flags['other-cookie']);
  if (second !== undefined && first === undefined)
    throw new UsageError('--other-cookie and --other-header go with --cookie or --header');
  if (flags.login !== undefined && first !== undefined)
    throw new UsageError('--login signs in by itself: --cookie and --header do not go with it');
  const kinds = kindsIn(flags.only);
  return {
    version: version(),
    requestsPerSecond: numberIn('rate', flags.rate, mostRequestsPerSecond),
    maxMs: numberIn('max-minutes', flags['max-minutes'], mostMinutes) * 60_000,
    mayChangeState: flags['changes-state'],
    sessions: [first, second].filter((one) => one !== undefined),
    isInContinuousIntegration: !['', '0', 'false', undefined].includes(process.env['CI']),
    ...(kinds && { kinds }),
    ...(flags.route && { routes: flags.route }),
    ...(flags.login !== undefined && { login: parsed(flags.login, '--login', parseLoginFile) }),
    ...(flags.openapi !== undefined && { openApi: openApiAt(flags.openapi) }),
    ...(flags.har !== undefined && { har: parsed(flags.har, '--har', JSON.parse) }),
  };
}

/** A file, or a path of the app: of an address only the path counts, since the app may be started anew. */
function openApiAt(place: string): { document: unknown } | { path: string } {
  if (/^https?:\/\//i.test(place)) {
    const { pathname, search } = urlOf(place)!;
    return { path: pathname + search };
  }
  if (place.startsWith('/') && !existsSync(place)) return { path: place };
  return { document: parsed(place, '--openapi', readDocument) };
}

function parsed<Value>(file: string, flag: string, parse: (text: string) => Value): Value {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`${flag} ${file}: ${(error as Error).message}`);
  }
}

function urlOf(text: string | undefined): URL | undefined {
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username + url.password !== '')
    throw new UsageError(
      `--url takes an address such as http://127.0.0.1:3000, not ${JSON.stringify(text)}`,
    );
  return url;
}
