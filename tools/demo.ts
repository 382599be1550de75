import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readAttacks } from '../apps/shop/src/attacks/attacks.js';
import { type DemoOptions, readArguments, usage } from './demo/arguments.ts';
import { explain, readFindings } from './demo/explain.ts';
import { type RunningShop, startShop } from './demo/shop-process.ts';
import { classTable, totals } from './demo/table.ts';
import { terminalOf } from './demo/terminal.ts';
import { type Trial, tryClass } from './demo/trial.ts';

const terminal = terminalOf(process.stdout);
const { paint } = terminal;

interface Shops {
  readonly open: RunningShop;
  readonly guarded: RunningShop | undefined;
}

async function main(options: DemoOptions): Promise<number> {
  const say = (text: string): void => void (options.json || process.stdout.write(`${text}\n`));
  const folder = await mkdtemp(path.join(tmpdir(), 'castellan-demo-'));
  const findingsFile = path.join(folder, 'findings.ndjson');
  const running: RunningShop[] = [];
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => interrupted.abort());
  }
  try {
    const shops = await startShops(options, findingsFile, running, say);
    const trials = await tryAll(shops, say, interrupted.signal);
    if (interrupted.signal.aborted) return 130;
    say(`\n${totals(trials, terminal)}`);
    const wrong = trials.filter(({ ok }) => !ok).length;
    if (options.json) printJson(trials);
    else await explainOne(trials, findingsFile, say);
    if (!options.once) await stayOpen(shops, interrupted.signal, say);
    return wrong === 0 ? 0 : 1;
  } catch (error) {
    // Ctrl-C reaches the shops too; that they ended then is no fault to report.
    if (interrupted.signal.aborted) return 130;
    throw error;
  } finally {
    await Promise.all(running.map((shop) => shop.stop()));
    await rm(folder, { recursive: true, force: true });
  }
}

/** Starts the shops side by side; each one that came up is put on `running`, to be stopped at the end. */
async function startShops(
  { port, node, built, openOnly }: DemoOptions,
  findingsFile: string,
  running: RunningShop[],
  say: (text: string) => void,
): Promise<Shops> {
  say(paint('dim', openOnly ? 'Starting the shop…' : 'Starting the shop twice, open and guarded…'));
  const start = async (more: { port: number; findingsFile?: string }): Promise<RunningShop> => {
    const shop = await startShop({ node, built, ...more });
    running.push(shop);
    return shop;
  };
  const starting = [
    start({ port }),
    ...(openOnly ? [] : [start({ port: port && port + 1, findingsFile })]),
  ];
  const settled = await Promise.allSettled(starting);
  const failed = settled.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
  const [open, guarded] = await Promise.all(starting);
  if (!open) throw new Error('No shop was started.');
  return { open, guarded };
}

async function tryAll(
  { open, guarded }: Shops,
  say: (text: string) => void,
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
async function explainOne(
  trials: readonly Trial[],
  findingsFile: string,
  say: (text: string) => void,
): Promise<void> {
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

async function stayOpen(
  { open, guarded }: Shops,
  interrupted: AbortSignal,
  say: (text: string) => void,
): Promise<void> {
  say(`\n${paint('bold', 'Both stay open for you to try; Ctrl-C ends them.')}`);
  say(`  open      ${paint('cyan', open.address)}`);
  if (guarded) say(`  guarded   ${paint('cyan', guarded.address)}`);
  say(`  Every exploit as a command line: ${paint('cyan', `${open.address}/break-in`)}`);
  const ctrlC = new Promise<undefined>((resolve) => {
    if (interrupted.aborted) resolve(undefined);
    interrupted.addEventListener('abort', () => resolve(undefined));
  });
  const shops = [open, ...(guarded ? [guarded] : [])];
  const output = await Promise.race([ctrlC, ...shops.map((shop) => shop.ended)]);
  if (output !== undefined && !interrupted.aborted) throw new Error(`A shop ended.\n${output}`);
}

function printJson(trials: readonly Trial[]): void {
  process.stdout.write(
    `${JSON.stringify({ ok: trials.every(({ ok }) => ok), trials }, null, 2)}\n`,
  );
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
