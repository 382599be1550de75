// Lets sqlmap loose at every operation of the console's API, as its OpenAPI document describes them:
// query, path and body, as an owner. `node -C castellan-source bench/console-attacks/sqlmap.ts --help`.
import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import type { Incident, PageOf } from '@castellan/watch/api';
import { caseFinding } from '../../packages/watch/src/ingest/case-finding.ts';
import { ApiClient } from '../../packages/testkit/src/watch/api-client.ts';
import { startWatchProgram } from '../../packages/testkit/src/watch/programs.ts';
import { describeMachine, machineLine } from '../cost/machine.ts';
import { type Known, type Operation, sampleOf } from './sample-request.ts';

const usage = `Usage: node -C castellan-source bench/console-attacks/sqlmap.ts [--level 1-5] [--risk 1-3] [--only NAME]

Starts watch with some data and runs sqlmap against each operation of its API, with a token of an owner.
Ends with 0 only if sqlmap found nothing to inject into and no request made the server fail.

  --level N     sqlmap's level (default 3)
  --risk N      sqlmap's risk (default 2)
  --minutes N   the most that one operation may take (default 4)
  --only NAME   only the operations whose name holds this
`;

const { values } = parseArgs({
  options: {
    level: { type: 'string', default: '3' },
    risk: { type: 'string', default: '2' },
    minutes: { type: 'string', default: '4' },
    only: { type: 'string', default: '' },
    help: { type: 'boolean', default: false },
  },
});
const run = promisify(execFile);

/** Streams never end, and what ends the session would end the run. */
const leftOut = new Set(['stream', 'signOut', 'ingest', 'setUp']);

interface Target {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

interface Outcome {
  readonly name: string;
  readonly status: number;
  readonly injectable: boolean;
  readonly timedOut: boolean;
  readonly seconds: number;
}

if (values.help) process.stdout.write(usage);
else process.exitCode = await campaign();

async function campaign(): Promise<number> {
  console.log(machineLine(describeMachine(process.versions.node)));
  const home = await mkdtemp(path.join(tmpdir(), 'castellan-sqlmap-api-'));
  await chmod(home, 0o755);
  const watch = await startWatchProgram(path.join(home, 'data'));
  try {
    const { url, setUpUrl = '' } = watch.told;
    const client = new ApiClient(url);
    await client.setUp(setUpUrl);
    const { token, known } = await fill(client, url);
    const outcomes: Outcome[] = [];
    for (const target of await targetsOf(url)) {
      const outcome = await attack(target, url, token, known, path.join(home, 'output'));
      report(outcome);
      outcomes.push(outcome);
    }
    const failures = watch.stderr();
    const found = outcomes.filter(({ injectable }) => injectable);
    console.log(
      `${outcomes.length} operations at level ${values.level}, risk ${values.risk}: ` +
        `${found.length} injectable; ${failures === '' ? 'no' : 'these'} failures of the server`,
    );
    if (failures !== '') console.log(failures.slice(0, 4_000));
    return found.length === 0 && failures === '' ? 0 : 1;
  } finally {
    await watch.end('SIGTERM');
    await rm(home, { recursive: true, force: true });
  }
}

/** An app with an incident, an owner's token, and values by which queries find that incident. */
async function fill(client: ApiClient, url: string): Promise<{ token: string; known: Known }> {
  const { id: app } = await client.call<{ id: string }>('POST', '/api/v1/apps', { name: 'shop' });
  const ingest = await client.call<{ token: string }>('POST', '/api/v1/ingest-tokens', {
    app,
    environment: 'production',
    name: 'one',
  });
  await fetch(`${url}/api/v1/ingest`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ingest.token}` },
    body: JSON.stringify({ finding: caseFinding() }),
  });
  const { token } = await client.call<{ token: string }>('POST', '/api/v1/api-tokens', {
    name: 'sqlmap',
    role: 'owner',
    days: 1,
  });
  const { items } = await client.call<PageOf<Incident>>('GET', '/api/v1/incidents');
  const [incident] = items;
  if (incident === undefined) throw new Error('the finding made no incident');
  const hourMs = 3_600_000;
  const at = Date.parse(incident.firstSeen);
  const known = {
    app,
    appId: app,
    incident: incident.id,
    environment: incident.environment,
    detection: incident.detection,
    address: incident.actor,
    actor: incident.actor,
    value: incident.actor,
    from: new Date(at - hourMs).toISOString(),
    until: new Date(at + hourMs).toISOString(),
  };
  return { token, known };
}

async function targetsOf(url: string): Promise<readonly Target[]> {
  const response = await fetch(`${url}/api/v1/openapi.json`);
  const { paths } = (await response.json()) as {
    paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) => {
      const { operationId: name } = operation;
      const takes = operation.parameters.length > 0 || operation.requestBody !== undefined;
      const isWanted = takes && !leftOut.has(name) && name.includes(values.only);
      return isWanted ? [{ method: method.toUpperCase(), path, operation }] : [];
    }),
  );
}

async function attack(
  target: Target,
  url: string,
  token: string,
  known: Known,
  output: string,
): Promise<Outcome> {
  const { operation, method } = target;
  const name = operation.operationId;
  const started = performance.now();
  const status = await statusOf(requestOf(target, url, known, ''), method, token);
  const request = requestOf(target, url, known, '*');
  const folder = path.join(output, name);
  const options = {
    url: request.url,
    method,
    headers: headersOf(token, request.body),
    ...(request.body !== undefined && { data: request.body }),
    'output-dir': folder,
    level: values.level,
    risk: values.risk,
    dbms: 'postgresql',
    'time-sec': '2',
    threads: '2',
    'ignore-code': '*',
    skip: 'Authorization,User-Agent,Referer,Host',
  };
  const args = [
    '--batch',
    '--flush-session',
    '--disable-coloring',
    ...Object.entries(options).map(([option, value]) => `--${option}=${value}`),
  ];
  const timeout = Number(values.minutes) * 60_000;
  const timedOut = await run('sqlmap', args, { timeout, maxBuffer: 1e9 }).then(
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
  const injectable = await hasFound(folder);
  return { name, status, injectable, timedOut, seconds: (performance.now() - started) / 1_000 };
}

/** sqlmap writes a log of what it can inject into, and leaves it empty when that is nothing. */
async function hasFound(folder: string): Promise<boolean> {
  const files = await readdir(folder, { recursive: true }).catch(() => []);
  const logs = files.filter((file) => path.basename(file) === 'log');
  const texts = await Promise.all(logs.map((log) => readFile(path.join(folder, log), 'utf8')));
  return texts.some((text) => text.trim() !== '');
}

interface SampleRequest {
  readonly url: string;
  readonly body: string | undefined;
}

function requestOf(target: Target, url: string, known: Known, mark: string): SampleRequest {
  const { parameters, requestBody } = target.operation;
  const valueOf = ({ name, schema }: Operation['parameters'][number]): string => {
    const value = sampleOf(schema, name, known, '');
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return `${encodeURIComponent(text)}${mark}`;
  };
  const path = parameters
    .filter((one) => one.in === 'path')
    .reduce((text, one) => text.replace(`{${one.name}}`, valueOf(one)), target.path);
  const query = parameters
    // A cursor is made by the server; a made-up one is refused before anything is asked.
    .filter((one) => one.in === 'query' && one.name !== 'cursor')
    .map((one) => `${one.name}=${valueOf(one)}`)
    .join('&');
  const schema = requestBody?.content['application/json']?.schema;
  const body = schema && JSON.stringify(sampleOf(schema, '', known, mark));
  return { url: `${url}${path}${query === '' ? '' : `?${query}`}`, body };
}

async function statusOf(request: SampleRequest, method: string, token: string): Promise<number> {
  const { status } = await fetch(request.url, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(request.body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(request.body !== undefined && { body: request.body }),
  });
  return status;
}

function headersOf(token: string, body: string | undefined): string {
  const type = body === undefined ? '' : '\nContent-Type: application/json';
  return `Authorization: Bearer ${token}${type}`;
}

function report({ name, status, injectable, timedOut, seconds }: Outcome): void {
  const words = injectable ? 'INJECTABLE' : 'nothing found';
  const cut = timedOut ? ', cut off' : '';
  console.log(
    `${name.padEnd(28)} sample answered ${status}  ${words}${cut}, ${seconds.toFixed(0)} s`,
  );
}
