// How fast watch shows a full store, takes events in, and what it takes while idle: see `--help`.
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { describeMachine, machineLine } from '../cost/machine.ts';
import { fill, type Filled } from './fill.ts';
import { fillBeside } from './fill-beside.ts';
import { findSubjects } from './find-subjects.ts';
import { measureIngest } from './measure-ingest.ts';
import { firstScriptKb, measurePages } from './measure-pages.ts';
import { measureViews } from './measure-views.ts';
import { memoryOf, startProcess } from './processes.ts';
import { overBudget, report, type WatchSpeed } from './report.ts';

const usage = `Usage: npm run -s source bench/watch-speed/run.ts -- [option]...

Fills a store, then measures each call of the API, each page in Chromium, ingest, and memory while idle. The
pages must have been built (npm run build). Ends with 0 when all is within its budget, with 1 when anything is
over it.

  --events N       how many events the store holds (default 1000000)
  --deliveries N   how many deliveries the ingest takes (default 200)
  --keep DIR       fill DIR once and use it again; it lies on a disk, not in memory, and other accounts may enter it
  --json           the figures as JSON
`;

const { values: flags } = parseArgs({
  options: {
    events: { type: 'string', default: '1000000' },
    deliveries: { type: 'string', default: '200' },
    keep: { type: 'string' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const idleMs = 15_000;

if (flags.help) process.stdout.write(usage);
else await run(counted('events', flags.events), counted('deliveries', flags.deliveries));

async function run(events: number, deliveries: number): Promise<void> {
  const machine = describeMachine(process.versions.node);
  const home =
    flags.keep === undefined
      ? mkdtempSync(join(tmpdir(), 'castellan-speed-'))
      : resolve(flags.keep);
  mkdirSync(home, { recursive: true });
  chmodSync(home, 0o755);
  try {
    const speed = await measure(home, await filled(home, events), deliveries);
    const shown = flags.json
      ? JSON.stringify({ machine, ...speed }, null, 2)
      : `${machineLine(machine)}\n\n${report(speed)}`;
    process.stdout.write(`${shown}\n`);
    if (overBudget(speed).length > 0) process.exitCode = 1;
  } finally {
    if (flags.keep === undefined) rmSync(home, { recursive: true, force: true });
  }
}

function counted(flag: string, text: string): number {
  const count = Number(text);
  if (!Number.isSafeInteger(count) || count < 1)
    throw new Error(`--${flag} takes a whole number from 1 on, not ${text}`);
  return count;
}

type Full = Filled & { readonly events: number };

async function filled(directory: string, events: number): Promise<Full> {
  const file = join(directory, 'filled.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Full;
  tell(`${events} events`);
  const done = { ...(await fill(join(directory, 'data'), events)), events };
  writeFileSync(file, JSON.stringify(done), { mode: 0o600 });
  return done;
}

async function measure(home: string, store: Full, deliveries: number): Promise<WatchSpeed> {
  const { events, seconds: fillSeconds, apiToken, ingestTokens } = store;
  await furnish(home, store);
  const watch = await startProcess(join(home, 'data'));
  try {
    tell('idle');
    await pause(idleMs);
    const idle = memoryOf(watch);
    const headers = { authorization: `Bearer ${apiToken}` };
    const subjects = await findSubjects(async (path) =>
      (await fetch(`${watch.url}/api/v1/${path}`, { headers })).text(),
    );
    tell('calls');
    const calls = await measureViews(watch.url, apiToken, subjects);
    tell('pages');
    const pages = await measurePages(watch.url, subjects);
    tell('ingest');
    const ingest = await measureIngest(watch, ingestTokens, deliveries);
    return { events, fillSeconds, idle, calls, pages, scriptKb: firstScriptKb(), ingest };
  } finally {
    await watch.end();
  }
}

/** What a store holds beside events is put there once, by a watch that then ends: idle is measured without it. */
async function furnish(home: string, { ingestTokens }: Filled): Promise<void> {
  const file = join(home, 'furnished');
  if (existsSync(file)) return;
  tell('inventories, findings, work');
  const watch = await startProcess(join(home, 'data'));
  try {
    await fillBeside(watch, ingestTokens);
    writeFileSync(file, '');
  } finally {
    await watch.end();
  }
}

/** Progress, where nobody who reads the report's text sees it. */
function tell(step: string): void {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${step}\n`);
}
