import { existsSync, readFileSync } from 'node:fs';
import {
  changesState,
  parseLoginFile,
  readDocument,
  type AttackRecord,
  type Hole,
  replayAll,
  type ReplayFile,
  runAttack,
} from '@castellan/check';
import { UsageError } from '../../usage-error.ts';
import { version } from '../../version.ts';
import { deliver } from '../check/deliver.ts';
import { outputsOf } from '../check/output-flags.ts';
import { Progress } from '../check/progress.ts';
import { destinationOf, exitCodeOf, sendReport } from '../check/send-report.ts';
import type { Command } from '../command.ts';
import { dataElsewhere, environmentOfApp } from './data-elsewhere.ts';
import { Interruption, interruptedCode } from './interruption.ts';
import { type AttackFlags, attackFlags, kindsIn, numberIn, sessionOf } from './options.ts';
import { keepHoles } from './keep-holes.ts';
import { replayKept, replaysIn } from './replay-kept.ts';
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
    'castellan attack --replay .castellan/attack -- node app.js',
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
  const files = flags.replay && replaysIn(flags.replay);
  mindData(flags, command, files);
  const interruption = new Interruption();
  try {
    if (files !== undefined)
      return await withTarget({ ...options, mode: 'monitor' }, (target) =>
        replayKept(files, { ...how, ...target }),
      );
    const record = await attackWith(options, how, interruption);
    const report = await reportOf(record, how.kinds);
    deliver(report, outputs);
    tellOfEnd(record);
    tellOfReplays(keepHoles(record, flags.out, reachedBy(options)), flags.out);
    if (interruption.signal.aborted) return interruptedCode;
    return exitCodeOf(report, await sendReport(report, destination), flags['require-sent']);
  } finally {
    interruption.stop();
  }
}

/** Changes are for data that nobody needs: what the app's settings say of another machine's is not. */
function mindData(
  flags: AttackFlags,
  command: readonly string[],
  replays: readonly ReplayFile[] = [],
): void {
  if (command.length === 0 || flags['data-elsewhere']) return;
  const [first] = dataElsewhere(environmentOfApp());
  if (first === undefined) return;
  const what = `${first.name} leads the app to data at ${first.host}, which is not this machine`;
  const sent = replays.flatMap(({ hole }) => hole.requests);
  if (flags['changes-state'] || sent.some(changesState))
    throw new UsageError(
      `${what}: it would be changed. Give the app data of its own, or say by --data-elsewhere that nobody needs what is there`,
    );
  process.stderr.write(`castellan: ${what}; only GET, HEAD and OPTIONS are sent\n`);
}

async function attackWith(
  options: Omit<TargetOptions, 'mode'>,
  how: Plan,
  interruption: Interruption,
): Promise<AttackRecord> {
  const progress = new Progress(process.stderr, 0);
  progress.show('starting the app');
  const { signal } = interruption;
  const record = await withTarget({ ...options, mode: 'monitor' }, async (target) => {
    progress.end();
    tellOfStart(target.origin, how, options);
    interruption.runs();
    return runAttack({
      ...how,
      ...target,
      signal,
      onStep: (what, done, all) => progress.show(all > 0 ? `${done}/${all} ${what}` : what),
    }).finally(() => progress.end());
  });
  if (!options.flags.guarded || record.holes.length === 0 || signal.aborted) return record;
  progress.show('the same holes with guard in block mode');
  const replayed = await withTarget({ ...options, mode: 'block' }, (target) =>
    replayAll(record.holes, { ...how, ...target, signal }),
  );
  progress.end();
  if (signal.aborted) return record;
  const holes = record.holes.map((hole, index): Hole => ({
    ...hole,
    guard: replayed[index]?.isStopped === true ? 'stops' : 'lets pass',
  }));
  return { ...record, holes };
}

/** What is going to happen, for whoever watches, and for the log of a build. */
function tellOfStart(
  { origin }: URL,
  { requestsPerSecond, maxMs, mayChangeState }: Plan,
  { command }: Omit<TargetOptions, 'mode'>,
): void {
  const whose = command.length > 0 ? 'which this run started' : 'which runs already';
  const what = mayChangeState ? 'requests that change things too' : 'GET, HEAD and OPTIONS alone';
  const most = `${requestsPerSecond} a second for ${maxMs / 60_000} minutes at most`;
  process.stderr.write(`castellan: attacking ${origin}, ${whose}: ${what}, ${most}\n`);
}

function tellOfEnd({ requests, elapsedMs, routes, unfinished }: AttackRecord): void {
  const attacked = routes.filter(({ skipped }) => skipped === undefined).length;
  const seconds = (elapsedMs / 1_000).toFixed(0);
  process.stderr.write(
    `castellan: ${requests} requests in ${seconds} s; ${attacked} of ${routes.length} routes were to be attacked\n`,
  );
  if (unfinished !== undefined) process.stderr.write(`castellan: not whole: ${unfinished}\n`);
}

/** The arguments by which a test reaches the app. */
function reachedBy({ flags, url, command }: Omit<TargetOptions, 'mode'>): readonly string[] {
  const told = url === undefined ? [] : ['--url', url.href];
  const sensor = flags.sensor === undefined ? [] : ['--sensor', flags.sensor];
  const login = flags.login === undefined ? [] : ['--login', flags.login];
  return [...told, ...sensor, ...login, ...(command.length > 0 ? ['--', ...command] : [])];
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
