// Lets sqlmap loose at every operation of the console's API, as its OpenAPI document describes them:
// query, path and body, by whoever may. `node -C castellan-source bench/console-attacks/sqlmap.ts --help`.
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs, promisify } from 'node:util';
import { describeMachine, machineLine } from '../cost/machine.ts';
import { CountingProxy } from './counting-proxy.ts';
import { samples } from './operation-samples.ts';
import {
  type Known,
  type Operation,
  requestOf,
  type Sample,
  type SampleRequest,
} from './sample-request.ts';
import { SeededConsole } from './seeded-console.ts';

const usage = `Usage: node -C castellan-source bench/console-attacks/sqlmap.ts [--level 1-5] [--risk 1-3] [--only NAME]

Starts watch with some data and runs sqlmap against each operation of its API. Ends with 0 only if sqlmap
found nothing to inject into, each sample was answered with 2xx, and no request made the server fail.

  --level N     sqlmap's level (default 3)
  --risk N      sqlmap's risk (default 2)
  --minutes N   the most that one operation may take (default 4)
  --at-once N   how many operations are attacked at once (default 2)
  --only NAME   only the operations whose name holds this
  --samples     sends each sample only, without sqlmap
`;

const { values } = parseArgs({
  options: {
    level: { type: 'string', default: '3' },
    risk: { type: 'string', default: '2' },
    minutes: { type: 'string', default: '4' },
    'at-once': { type: 'string', default: '2' },
    only: { type: 'string', default: '' },
    samples: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const run = promisify(execFile);

/** Why an operation is not attacked. */
const leftOut: Readonly<Record<string, string>> = {
  setUp: 'works once in a console, before there is anybody',
};

interface Target {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

interface Outcome {
  readonly name: string;
  /** Of the sample as it is. */
  readonly status: number;
  readonly injectable: boolean;
  readonly timedOut: boolean;
  readonly seconds: number;
}

if (values.help) process.stdout.write(usage);
else process.exitCode = await campaign();

async function campaign(): Promise<number> {
  console.log(machineLine(describeMachine(process.versions.node)));
  const seed = await SeededConsole.start('sqlmap-api');
  const proxy = await CountingProxy.start(seed.url, (body, operation) =>
    operation === 'ingest'
      ? body.replace(/"id":"[\da-f-]{36}"/, `"id":"${randomUUID()}"`)
      : seed.renewed(body),
  );
  const stopping = new AbortController();
  const forgiving = forgive(seed, stopping.signal);
  try {
    const known = await knownOf(seed);
    const { targets, without } = await targetsOf(seed.url);
    const outcomes: Outcome[] = [];
    const waiting = [...targets];
    const work = async (): Promise<void> => {
      for (let target = waiting.shift(); target !== undefined; target = waiting.shift()) {
        const outcome = await attack(target, seed, proxy, known);
        report(outcome, proxy);
        outcomes.push(outcome);
      }
    };
    await Promise.all(Array.from({ length: Number(values['at-once']) }, work));
    return conclude(outcomes, without, proxy, seed.failures());
  } finally {
    stopping.abort();
    await forgiving;
    proxy.close();
    await seed.stop();
  }
}

/** Keeps the brakes off for as long as it lasts. */
async function forgive(seed: SeededConsole, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await seed.forgive();
    await seed.makeRoom();
    await pause(100);
  }
}

/** Values by which queries find what is there. */
async function knownOf(seed: SeededConsole): Promise<Known> {
  return {
    app: seed.app,
    appId: seed.app,
    incident: await seed.incident(),
    environment: 'production',
    detection: 'sql-injection',
    address: '198.51.0.1',
    actor: '198.51.0.1',
    value: '198.51.0.1',
    user: 'u-1',
  };
}

async function targetsOf(
  url: string,
): Promise<{ readonly targets: readonly Target[]; readonly without: readonly string[] }> {
  const response = await fetch(`${url}/api/v1/openapi.json`);
  const { paths } = (await response.json()) as {
    paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  };
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      operation,
    })),
  );
  const wanted = all.filter(({ operation }) => operation.operationId.includes(values.only));
  const takes = ({ operation: { operationId, parameters, requestBody } }: Target): boolean =>
    parameters.length > 0 || requestBody !== undefined || operationId in samples;
  return {
    targets: wanted.filter((one) => takes(one) && !(one.operation.operationId in leftOut)),
    without: wanted.filter((one) => !takes(one)).map(({ operation }) => operation.operationId),
  };
}

async function attack(
  { operation, method, path: where }: Target,
  seed: SeededConsole,
  proxy: CountingProxy,
  known: Known,
): Promise<Outcome> {
  const name = operation.operationId;
  const started = performance.now();
  const make = async (): Promise<Sample> => (await samples[name]?.(seed)) ?? {};
  const first = await make();
  const plain = requestOf(where, operation, first, known, '');
  const status = await statusOf(seed, plain, method, first);
  const outcome = { name, status, injectable: false, timedOut: false, seconds: 0 };
  if (values.samples) return outcome;
  // Another one: the first may have used up what it was about.
  const second = await make();
  const request = requestOf(where, operation, second, known, '*');
  const folder = path.join(seed.home, 'output', name);
  const timedOut = await sqlmap(
    { url: proxy.urlOf(name) + request.path, method, headers: headersOf(seed, second, request) },
    request.body,
    folder,
  );
  const seconds = (performance.now() - started) / 1_000;
  return { ...outcome, injectable: await hasFound(folder), timedOut, seconds };
}

/** Tells whether it ran out of time. */
async function sqlmap(
  asked: { readonly url: string; readonly method: string; readonly headers: string },
  data: string | undefined,
  folder: string,
): Promise<boolean> {
  const options = {
    ...asked,
    ...(data !== undefined && { data }),
    'output-dir': folder,
    level: values.level,
    risk: values.risk,
    dbms: 'postgresql',
    'time-sec': '2',
    'ignore-code': '*',
    skip: 'Authorization,User-Agent,Referer,Host,Cookie,Origin',
  };
  const args = [
    '--batch',
    '--flush-session',
    '--disable-coloring',
    ...Object.entries(options).map(([option, value]) => `--${option}=${value}`),
  ];
  const timeout = Number(values.minutes) * 60_000;
  return run('sqlmap', args, { timeout, maxBuffer: 1e9 }).then(
    ({ stdout }) => {
      if (process.env['SQLMAP_LOG'] !== undefined) process.stderr.write(stdout);
      return false;
    },
    (cause: { killed?: boolean; code?: unknown; message: string }) => {
      if (cause.killed === true) return true;
      if (cause.code === 'ENOENT') {
        throw new Error('sqlmap is not installed: apt-get install sqlmap', { cause });
      }
      return false;
    },
  );
}

/** sqlmap writes a log of what it can inject into, and leaves it empty when that is nothing. */
async function hasFound(folder: string): Promise<boolean> {
  const files = await readdir(folder, { recursive: true }).catch(() => []);
  const logs = files.filter((file) => path.basename(file) === 'log');
  const texts = await Promise.all(logs.map((log) => readFile(path.join(folder, log), 'utf8')));
  return texts.some((text) => text.trim() !== '');
}

function headersIn(
  seed: SeededConsole,
  { headers }: Sample,
  { body }: SampleRequest,
): Record<string, string> {
  return {
    ...(headers ?? { authorization: `Bearer ${seed.ownerToken}` }),
    ...(body !== undefined && { 'content-type': 'application/json' }),
  };
}

async function statusOf(
  seed: SeededConsole,
  request: SampleRequest,
  method: string,
  sample: Sample,
): Promise<number> {
  await seed.forgive();
  const answer = await fetch(seed.url + request.path, {
    method,
    headers: headersIn(seed, sample, request),
    ...(request.body !== undefined && { body: request.body }),
  });
  const text = await answer.text();
  if (values.samples && !answer.ok) console.log(`  ${text.slice(0, 300)}\n  ${request.body}`);
  return answer.status;
}

function headersOf(seed: SeededConsole, sample: Sample, request: SampleRequest): string {
  return Object.entries(headersIn(seed, sample, request))
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
}

function report(
  { name, status, injectable, timedOut, seconds }: Outcome,
  proxy: CountingProxy,
): void {
  const words = injectable ? 'INJECTABLE' : 'nothing found';
  const { all, passed } = proxy.tallyOf(name);
  console.log(
    `${name.padEnd(28)} sample answered ${status}  ${String(all).padStart(5)} requests, ` +
      `${String(passed).padStart(5)} taken  ${words}${timedOut ? ', cut off' : ''}, ${seconds.toFixed(0)} s`,
  );
}

function conclude(
  outcomes: readonly Outcome[],
  without: readonly string[],
  proxy: CountingProxy,
  failures: string,
): number {
  const found = outcomes.filter(({ injectable }) => injectable);
  const refused = outcomes.filter(({ status }) => status < 200 || status > 299);
  const tallies = outcomes.map(({ name }) => proxy.tallyOf(name));
  const sum = (key: 'all' | 'passed'): number =>
    tallies.reduce((total, tally) => total + tally[key], 0);
  console.log(
    `${outcomes.length} operations at level ${values.level}, risk ${values.risk}, ${sum('all')} requests of which ` +
      `${sum('passed')} were taken: ${found.length} injectable; ${failures === '' ? 'no' : 'these'} failures of the server`,
  );
  console.log(`take nothing from the asker: ${without.join(', ')}`);
  for (const [name, why] of Object.entries(leftOut)) console.log(`left out: ${name}: ${why}`);
  if (refused.length > 0) {
    console.log(`samples refused: ${refused.map(({ name }) => name).join(', ')}`);
  }
  if (failures !== '') console.log(failures.slice(0, 4_000));
  return found.length === 0 && refused.length === 0 && failures === '' ? 0 : 1;
}
