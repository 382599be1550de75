// Lets sqlmap loose at the open shop and at the guarded one: it must get rows out of the first and
// none out of the second. `node bench/sqlmap/sqlmap.ts --help` tells the options.
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type RunningShop, startShop } from '../../tools/demo/shop-process.ts';

const usage = `Usage: node bench/sqlmap/sqlmap.ts [--minutes N] [--level 1-5] [--risk 1-3] [--json]

Runs sqlmap against the open and the guarded shop and counts the rows of the customers table that it
gets out. Ends with 0 only if it got some from the open shop and none from the guarded one.

  --minutes N   the most that one run may take (default 12)
  --level N     sqlmap's level (default 5)
  --risk N      sqlmap's risk (default 3)
  --json        print the result as JSON

Example: node bench/sqlmap/sqlmap.ts --level 5 --risk 3
`;

/** Where the shop is open to SQL injection, as sqlmap's arguments: query, path and JSON body. */
const targets: Readonly<Record<string, (address: string) => string[]>> = {
  'query string': (address) => ['-u', `${address}/search?q=lamp`, '-p', 'q'],
  'order by': (address) => ['-u', `${address}/?sort=id`, '-p', 'sort'],
  'path parameter': (address) => ['-u', `${address}/products/brass-lantern*`],
  cookie: (address) => ['-u', `${address}/orders`, '--cookie', 'customer=2*'],
  header: (address) => ['-u', `${address}/api/loyalty`, '--headers', 'X-Loyalty-Card: GOLD-1*'],
  'JSON body': (address) => [
    '-u',
    `${address}/login`,
    '--headers',
    'Content-Type: application/json',
    '--data',
    '{"email":"a@b.example*","password":"x"}',
    '--ignore-code',
    '401',
  ],
};

/** What one run of sqlmap came to. */
export interface Run {
  readonly target: string;
  readonly shop: 'open' | 'guarded';
  /** Rows of the customers table that were written to disk. */
  readonly rows: number;
  /** Requests that were not answered with 200. */
  readonly refused: number;
  readonly seconds: number;
  readonly timedOut: boolean;
}

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '12' },
    level: { type: 'string', default: '5' },
    risk: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  process.stdout.write(usage);
} else {
  const runs = await runAll();
  report(runs);
  const leaked = runs.some(({ shop, rows }) => shop === 'guarded' && rows > 0);
  const breached = runs.some(({ shop, rows }) => shop === 'open' && rows > 0);
  process.exitCode = breached && !leaked ? 0 : 1;
}

async function runAll(): Promise<Run[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'castellan-sqlmap-'));
  const shop = { port: 0, node: process.execPath, built: false };
  const open = await startShop(shop);
  const guard = { findingsFile: path.join(folder, 'findings.ndjson') };
  const guarded = await startShop({ ...shop, guard });
  const runs: Run[] = [];
  try {
    for (const [target, argumentsFor] of Object.entries(targets)) {
      // Both at once: one waits for the other's database while it thinks.
      runs.push(
        ...(await Promise.all([
          run(target, 'open', open, argumentsFor, folder),
          run(target, 'guarded', guarded, argumentsFor, folder),
        ])),
      );
    }
  } finally {
    await Promise.all([open.stop(), guarded.stop()]);
    await rm(folder, { recursive: true, force: true });
  }
  return runs;
}

async function run(
  target: string,
  name: Run['shop'],
  shop: RunningShop,
  argumentsFor: (address: string) => string[],
  folder: string,
): Promise<Run> {
  const started = performance.now();
  const output = path.join(folder, `${target} ${name}`.replaceAll(' ', '-'));
  process.stderr.write(`sqlmap: ${target}, ${name} shop\n`);
  const child = spawn(
    'sqlmap',
    [
      ...argumentsFor(shop.address),
      '--batch',
      '--flush-session',
      '--disable-coloring',
      '--output-dir',
      output,
      '--level',
      values.level,
      '--risk',
      values.risk,
      '--dump',
      '-D',
      'public',
      '-T',
      'customers',
      '--threads',
      '4',
      '--time-sec',
      '2',
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], timeout: Number(values.minutes) * 60_000 },
  );
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      log = (log + chunk.toString('utf8')).slice(-200_000);
    });
  }
  const timedOut = await new Promise<boolean>((resolve, reject) => {
    child.once('error', (cause) =>
      reject(
        new Error('sqlmap could not be started; install it (apt-get install sqlmap)', { cause }),
      ),
    );
    child.once('exit', (_code, signal) => resolve(signal !== null));
  });
  if (process.env['SQLMAP_LOG'] !== undefined) process.stderr.write(log);
  const refused = [...log.matchAll(/ - (\d+) times/g)].reduce(
    (sum, [, times]) => sum + Number(times),
    0,
  );
  return {
    target,
    shop: name,
    rows: await dumpedRows(output),
    refused,
    seconds: Math.round((performance.now() - started) / 1000),
    timedOut,
  };
}

/** Rows in the CSV files that sqlmap writes for a dumped table, headers not counted. */
async function dumpedRows(output: string): Promise<number> {
  const files = await readdir(output, { recursive: true }).catch(() => [] as string[]);
  let rows = 0;
  for (const file of files.filter((name) => name.endsWith('.csv') && name.includes('dump'))) {
    const lines = (await readFile(path.join(output, file), 'utf8')).trim().split('\n');
    rows += Math.max(0, lines.length - 1);
  }
  return rows;
}

function report(runs: readonly Run[]): void {
  if (values.json) {
    process.stdout.write(`${JSON.stringify(runs, undefined, 2)}\n`);
    return;
  }
  for (const { target, shop, rows, seconds, refused, timedOut } of runs) {
    const end = timedOut ? ', stopped by the time limit' : '';
    process.stdout.write(
      `${target.padEnd(15)} ${shop.padEnd(8)} ${rows} rows out, ${refused} requests not answered with 200, ${seconds} s${end}\n`,
    );
  }
}
