// Where guard's CPU goes: self time by file and function of one profiled server under one scenario.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { guardContender } from './contenders.ts';
import { Load } from './load/load.ts';
import { nodePath } from './options.ts';
import { startShopPostgres } from './postgres.ts';
import { ServerProcess } from './server-process.ts';
import { startUpstream } from './upstream.ts';

const usage =
  'node bench/cost/profile.ts SCENARIO [NODE] [SECONDS]\n  e.g. node bench/cost/profile.ts express-pg 20 6';

interface Frame {
  readonly functionName: string;
  readonly url: string;
}

interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: Frame;
    readonly children?: readonly number[];
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

async function profiled(scenario: string, node: string, seconds: number): Promise<CpuProfile> {
  const directory = mkdtempSync(join(tmpdir(), 'castellan-profile-'));
  const database = await startShopPostgres();
  const upstream = await startUpstream();
  const load = new Load();
  try {
    const profiles = join(directory, 'profiles');
    const flags = ['--cpu-prof', '--cpu-prof-dir', profiles, '--cpu-prof-interval', '200'];
    const env = { DATABASE_URL: database.url, UPSTREAM_URL: upstream.url };
    const app = scenario.endsWith('-hello') ? `${scenario}.js` : 'express-pg.js';
    const server = await ServerProcess.start(app, guardContender(directory), { node, env, flags });
    const { port } = server.ready;
    const until = scenario === 'start' ? 0 : performance.now() + seconds * 1000;
    while (performance.now() < until) {
      await load.send({ scenario, port, count: 200 });
    }
    await server.end();
    const [file = ''] = readdirSync(profiles);
    return JSON.parse(readFileSync(join(profiles, file), 'utf8')) as CpuProfile;
  } finally {
    load.stop();
    upstream.server.close();
    await database.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

/**
 * Self time in microseconds by key, idle time left out, greatest first. What V8's own functions
 * took (`Map.set`, `toLowerCase`…) counts for the function that called them.
 */
function selfTime(
  { nodes, samples, timeDeltas }: CpuProfile,
  keyOf: (frame: Frame) => string | undefined,
): [string, number][] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  for (const { id, children } of nodes) {
    for (const child of children ?? []) {
      if (byId.get(child)?.callFrame.url !== '') continue;
      if (/@castellan/.test(byId.get(id)?.callFrame.url ?? '')) {
        frames.set(child, byId.get(id)!.callFrame);
      }
    }
  }
  const times = new Map<string, number>();
  for (const [index, id] of samples.entries()) {
    const frame = frames.get(id);
    const key = frame && keyOf(frame);
    if (key !== undefined) times.set(key, (times.get(key) ?? 0) + (timeDeltas[index] ?? 0));
  }
  return [...times].toSorted((a, b) => b[1] - a[1]);
}

function group({ functionName, url }: Frame): string | undefined {
  if (functionName === '(idle)') return undefined;
  if (url === '') return functionName.startsWith('(') ? functionName : '(native)';
  const ours = /@castellan\/(.*)$/.exec(url)?.[1];
  if (ours !== undefined) return ours.split('/').slice(0, 3).join('/');
  if (url.startsWith('node:')) return 'node';
  return /node_modules\/([^/]+)/.exec(url)?.[1] ?? 'app';
}

function print(title: string, rows: [string, number][], total: number, limit: number): void {
  console.log(`\n${title}`);
  for (const [key, time] of rows.slice(0, limit)) {
    console.log(
      `${((time / total) * 100).toFixed(2).padStart(7)} %  ${(time / 1000).toFixed(0).padStart(6)} ms  ${key}`,
    );
  }
}

const [scenario, node = '24', seconds = '6'] = process.argv.slice(2);
if (scenario === undefined || scenario.startsWith('-')) console.log(usage);
else {
  const profile = await profiled(scenario, nodePath(node), Number(seconds));
  const groups = selfTime(profile, group);
  const total = groups.reduce((sum, [, time]) => sum + time, 0);
  print('By part', groups, total, 30);
  const functions = selfTime(profile, ({ functionName, url }) => {
    const file = /@castellan\/[^/]*\/dist\/(.*)$/.exec(url)?.[1];
    return file === undefined ? undefined : `${functionName || '(anonymous)'} ${file}`;
  });
  print('Guard, by function', functions, total, 40);
}
