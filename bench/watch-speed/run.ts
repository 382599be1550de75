// How fast watch shows a full store, takes events in, and what it takes while idle.
//   npm run -s source bench/watch-speed/run.ts -- [--events 1000000] [--deliveries 400] [--keep DIR] [--json]
// --keep fills DIR once and uses it again; it lies on a disk, not in memory, and other accounts may enter it.
// Ends in 1 when a call of a view takes longer than 300 ms at the median.
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
import { measureIngest } from './measure-ingest.ts';
import { measureViews } from './measure-views.ts';
import { memoryOf, startProcess } from './processes.ts';
import { maxMedianMs, report, type WatchSpeed } from './report.ts';

const { values: flags } = parseArgs({
  options: {
    events: { type: 'string', default: '1000000' },
    deliveries: { type: 'string', default: '400' },
    keep: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const idleMs = 15_000;
const machine = describeMachine(process.versions.node);
const home =
  flags.keep === undefined ? mkdtempSync(join(tmpdir(), 'castellan-speed-')) : resolve(flags.keep);
mkdirSync(home, { recursive: true });
chmodSync(home, 0o755);
try {
  const speed = await measure(await filled(home));
  const shown = flags.json
    ? JSON.stringify({ machine, ...speed }, null, 2)
    : `${machineLine(machine)}\n\n${report(speed)}`;
  process.stdout.write(`${shown}\n`);
  if (speed.calls.some(({ medianMs }) => medianMs > maxMedianMs)) process.exitCode = 1;
} finally {
  if (flags.keep === undefined) rmSync(home, { recursive: true, force: true });
}

async function filled(directory: string): Promise<Filled & { readonly events: number }> {
  const file = join(directory, 'filled.json');
  if (existsSync(file))
    return JSON.parse(readFileSync(file, 'utf8')) as Filled & { events: number };
  const events = Number(flags.events);
  const done = { ...(await fill(join(directory, 'data'), events)), events };
  writeFileSync(file, JSON.stringify(done), { mode: 0o600 });
  return done;
}

async function measure(store: Filled & { readonly events: number }): Promise<WatchSpeed> {
  const watch = await startProcess(join(home, 'data'));
  try {
    await pause(idleMs);
    const idle = memoryOf(watch);
    const calls = await measureViews(watch.url, store.apiToken);
    const ingest = await measureIngest(watch, store.ingestTokens, Number(flags.deliveries));
    return { events: store.events, fillSeconds: store.seconds, idle, calls, ingest };
  } finally {
    await watch.end();
  }
}
