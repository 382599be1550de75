import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type AttackRequest, readAttacks } from '../apps/shop/src/attacks/attacks.js';
import { addressTable, walkThrough } from './demo/addresses.ts';
import { type DemoOptions, readArguments, usage } from './demo/arguments.ts';
import { type Arrivals, arrivalLine, awaitArrivals } from './demo/arrivals.ts';
import type { Child } from './demo/child.ts';
import { type RunningConsole, startConsole } from './demo/console.ts';
import { explain, readFindings } from './demo/explain.ts';
import { type RunningShop, type ShopOptions, startShop } from './demo/shop-process.ts';
import { classTable, totals } from './demo/table.ts';
import { terminalOf } from './demo/terminal.ts';
import { type Trial, tryClass } from './demo/trial.ts';

const INTERRUPTED = 130;
const FINDINGS = 'findings.ndjson';
/** Its command line is nearly short enough for one line of a terminal. */
const TO_TRY = 'orders-cookie';

type Stoppable = Pick<Child<unknown>, 'stop'>;

const terminal = terminalOf(process.stdout);
const { paint } = terminal;

type Say = (text: string) => void;

interface Running {
  readonly open: RunningShop;
  readonly guarded: RunningShop | undefined;
  readonly console: RunningConsole | undefined;
}

async function main(options: DemoOptions): Promise<number> {
  const say: Say = (text) => void (options.json || process.stdout.write(`${text}\n`));
  const folder = await mkdtemp(path.join(tmpdir(), 'castellan-demo-'));
  // Run by root, PostgreSQL works under another account, which must be able to pass through.
  if (process.getuid?.() === 0) await chmod(folder, 0o711);
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    // Not once: npm passes on what the terminal has sent already, and the end takes a moment.
    process.on(signal, () => interrupted.abort());
  }
  const started: Stoppable[] = [];
  try {
    const running = await startAll(options, folder, started, say);
    return await show(running, options, path.join(folder, FINDINGS), interrupted.signal, say);
  } catch (error) {
    // Ctrl-C reaches the shops too; that they ended then is no fault to report.
    if (interrupted.signal.aborted) return INTERRUPTED;
    throw error;
  } finally {
    await stopAll(started);
    await rm(folder, { recursive: true, force: true });
  }
}

/** Fires everything, says what came of it, and stays open unless told not to. */
async function show(
  running: Running,
  options: DemoOptions,
  findingsFile: string,
  interrupted: AbortSignal,
  say: Say,
): Promise<number> {
  const trials = await tryAll(running, say, interrupted);
  if (interrupted.aborted) return INTERRUPTED;
  say(`\n${totals(trials, terminal)}`);
  const { console } = running;
  const arrivals = console && (await awaitArrivals(console, findingsFile, trials, interrupted));
  if (interrupted.aborted) return INTERRUPTED;
  if (arrivals) say(arrivalLine(arrivals, terminal));
  if (options.json) printJson(trials, arrivals);
  else await explainOne(trials, findingsFile, say);
  if (!options.once) await stayOpen(running, interrupted, say);
  return isAsItShouldBe(trials, arrivals) ? 0 : 1;
}

/** Starts shops and console side by side; each that came up is put on `started`, to be stopped at the end. */
async function startAll(
  { port, node, built, openOnly }: DemoOptions,
  folder: string,
  started: Stoppable[],
  say: Say,
): Promise<Running> {
  say(
    paint(
      'dim',
      openOnly ? 'Starting the shop…' : 'Starting the shop, open and guarded, and the console…',
    ),
  );
  const keep = <Kept extends Stoppable>(one: Kept): Kept => {
    started.push(one);
    return one;
  };
  const consoleStarting = async (): Promise<RunningConsole | undefined> => {
    const directory = path.join(folder, 'watch');
    const found = await startConsole({ directory, port: port && port + 2, built });
    if (!('missing' in found)) return keep(found);
    say(paint('yellow', `No console this time: ${found.missing}`));
    return undefined;
  };
  const shop = async (more: Pick<ShopOptions, 'port' | 'guard'>): Promise<RunningShop> =>
    keep(await startShop({ node, built, ...more }));
  const console = openOnly ? undefined : consoleStarting();
  const guarded = console?.then((found) => {
    const guard = { findingsFile: path.join(folder, FINDINGS), reporting: found?.reporting };
    return shop({ port: port && port + 1, guard });
  });
  const open = shop({ port });
  const settled = await Promise.allSettled([open, guarded, console]);
  const failed = settled.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
  return { open: await open, guarded: await guarded, console: await console };
}

/** The shops first: what guard still has to tell, it tells while there is somebody to hear it. */
async function stopAll(started: readonly Stoppable[]): Promise<void> {
  const isConsole = (one: Stoppable): boolean => 'reporting' in one;
  for (const part of [(one: Stoppable) => !isConsole(one), isConsole]) {
    await Promise.all(started.filter(part).map((one) => one.stop()));
  }
}

async function tryAll(
  { open, guarded }: Running,
  say: Say,
  stopped: AbortSignal,
): Promise<Trial[]> {
  const forOpen = await readAttacks(open.adminPort);
  const forGuarded = guarded ? await readAttacks(guarded.adminPort) : [];
  const origins = { open: open.address, ...(guarded && { guarded: guarded.address }) };
  const trials: Trial[] = [];
  for (const [index, attackClass] of forOpen.entries()) {
    const ofClass: Trial[] = [];
    for await (const trial of tryClass(origins, attackClass, forGuarded[index])) {
      if (stopped.aborted) return trials;
      ofClass.push(trial);
    }
    say(`\n${classTable(`${attackClass.title} (CWE-${attackClass.cwe})`, ofClass, terminal)}`);
    trials.push(...ofClass);
  }
  return trials;
}

/** Prints the first block in full; guard writes its findings a moment after the answer. */
async function explainOne(trials: readonly Trial[], findingsFile: string, say: Say): Promise<void> {
  const blocked = new Set(trials.flatMap(({ guarded }) => guarded?.findingId ?? []));
  if (blocked.size === 0) return;
  const until = Date.now() + 5_000;
  do {
    const findings = (await readFindings(findingsFile)).filter(({ id }) => blocked.has(id));
    const finding = findings.find(({ detection }) => detection === 'sql-injection') ?? findings[0];
    if (finding) return say(`\n${await explain(finding, terminal)}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  } while (Date.now() < until);
  say(`\nGuard wrote no finding to ${findingsFile}.`);
}

async function stayOpen(running: Running, interrupted: AbortSignal, say: Say): Promise<void> {
  const { open, guarded, console } = running;
  const addresses = { open: open.address, guarded: guarded?.address, console };
  say(`\n${paint('bold', 'Everything stays open for you to try; Ctrl-C ends it.')}`);
  say(addressTable(addresses, terminal));
  if (guarded && console) {
    say(`\n${walkThrough(guarded.address, await exploitToTry(guarded.adminPort), terminal)}`);
  }
  const ctrlC = new Promise<undefined>((resolve) => {
    if (interrupted.aborted) resolve(undefined);
    interrupted.addEventListener('abort', () => resolve(undefined));
  });
  const parts = [open, guarded, console].flatMap((part) => part ?? []);
  const output = await Promise.race([ctrlC, ...parts.map((part) => part.ended)]);
  if (output !== undefined && !interrupted.aborted) throw new Error(`A part ended.\n${output}`);
}

async function exploitToTry(adminPort: number): Promise<AttackRequest> {
  const exploits = (await readAttacks(adminPort)).flatMap((attackClass) => attackClass.exploits);
  const found = exploits.find(({ id }) => id === TO_TRY);
  if (found === undefined) throw new Error(`The shop has no exploit ${TO_TRY}.`);
  return found.request;
}

function isAsItShouldBe(trials: readonly Trial[], arrivals: Arrivals | undefined): boolean {
  return trials.every(({ ok }) => ok) && arrivals?.isWhole !== false;
}

function printJson(trials: readonly Trial[], arrivals: Arrivals | undefined): void {
  const ok = isAsItShouldBe(trials, arrivals);
  const result = { ok, trials, ...(arrivals && { console: arrivals }) };
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
}

try {
  const options = readArguments(process.argv.slice(2));
  if (options) process.exitCode = await main(options);
  else process.stdout.write(usage);
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(
    `${message}\n${error instanceof TypeError ? '\nnpm run demo -- --help explains.\n' : ''}`,
  );
  process.exitCode = error instanceof TypeError ? 2 : 1;
}
