import type { Contender } from './contenders.ts';
import type { Load } from './load/load.ts';
import type { LoadResult } from './load/loops.ts';
import type { Scenario } from './scenarios.ts';
import { ServerProcess, type StartOptions } from './server-process.ts';
import { median, quantile } from './statistics.ts';

export interface Plan extends StartOptions {
  readonly processes: number;
  readonly rounds: number;
  /** Length of one slice, in seconds of the unprotected app. */
  readonly sliceSeconds: number;
  readonly warmUpSeconds: number;
  /** Share of the requests that a scenario wants for its warm-up; less shows only that it works. */
  readonly warmUpShare: number;
}

/** What one contender cost in one scenario. */
export interface Cost {
  readonly contender: string;
  /** CPU seconds per 10,000 requests, by process and round. */
  readonly cpuPer10k: number[][];
  /** Requests per second when saturated, by slice. */
  readonly perSecond: number[];
  /** Milliseconds, median over rounds; absent where latency is not measured. */
  latencyMs?: { readonly p50: number; readonly p95: number; readonly p99: number };
  /** Bytes resident after all load, by process. */
  readonly residentBytes: number[];
  readonly statuses: Record<number, number>;
}

interface Lane {
  readonly contender: Contender;
  readonly index: number;
  readonly server: ServerProcess;
  readonly cost: Cost;
  readonly latencies: LoadResult['latenciesMs'][];
}

/** Offered load of the open loop, as a share of what the slowest contender can take. */
const OPEN_LOOP_SHARE = 0.4;

/** Measures one scenario for all contenders, slice by slice in turn. */
export async function measureScenario(
  scenario: Scenario,
  contenders: readonly Contender[],
  plan: Plan,
  load: Load,
): Promise<Cost[]> {
  const lanes = await startLanes(scenario, contenders, plan);
  try {
    const count = await warmUp(scenario, lanes, plan, load);
    for (let round = 0; round < plan.rounds; round += 1) {
      for (const lane of rotated(lanes, round)) await slice(scenario, lane, count, load);
    }
    if (scenario.withLatency === true) await measureLatency(scenario, lanes, plan, load);
    for (const { server, cost } of lanes) cost.residentBytes.push(server.residentBytes());
    return contenders.map((one) => lanes.find(({ contender }) => contender === one)!.cost);
  } finally {
    await Promise.all(lanes.map(({ server }) => server.stop()));
  }
}

async function startLanes(
  { app }: Scenario,
  contenders: readonly Contender[],
  plan: Plan,
): Promise<Lane[]> {
  const lanes: Lane[] = [];
  const costs = contenders.map(({ name }): Cost => {
    const cpuPer10k = Array.from({ length: plan.processes }, (): number[] => []);
    return { contender: name, cpuPer10k, perSecond: [], residentBytes: [], statuses: {} };
  });
  for (let index = 0; index < plan.processes; index += 1) {
    for (const [at, contender] of contenders.entries()) {
      const server = await ServerProcess.start(app, contender, plan);
      lanes.push({ contender, index, server, cost: costs[at] as Cost, latencies: [] });
    }
  }
  return lanes;
}

/** Warms every process alike and returns how many requests make one slice. */
async function warmUp(
  { name, warmUpRequests = 0 }: Scenario,
  lanes: readonly Lane[],
  plan: Plan,
  load: Load,
): Promise<number> {
  const first = lanes[0]!.server.ready.port;
  let probe = 16;
  let seconds = 0;
  for (; seconds < 0.3; probe *= 3) {
    ({ seconds } = await load.send({ scenario: name, port: first, count: probe }));
  }
  // The first process is warm by now, so this is near what it can do.
  const perSecond = probe / 3 / seconds;
  const count = Math.max(8, Math.round(perSecond * plan.sliceSeconds));
  const slices = Math.round(plan.warmUpSeconds / plan.sliceSeconds);
  const steps = Math.max(1, slices, Math.ceil((warmUpRequests * plan.warmUpShare) / count));
  for (let step = 0; step < steps; step += 1) {
    for (const { server } of lanes) {
      await load.send({ scenario: name, port: server.ready.port, count });
    }
  }
  return count;
}

async function slice(scenario: Scenario, lane: Lane, count: number, load: Load): Promise<void> {
  const { server, cost, index } = lane;
  const before = server.cpuSeconds();
  const result = await load.send({ scenario: scenario.name, port: server.ready.port, count });
  cost.cpuPer10k[index]?.push(((server.cpuSeconds() - before) / count) * 10_000);
  cost.perSecond.push(count / result.seconds);
  noteStatuses(scenario, lane, result);
}

async function measureLatency(
  scenario: Scenario,
  lanes: readonly Lane[],
  plan: Plan,
  load: Load,
): Promise<void> {
  const slowest = Math.min(...lanes.map(({ cost }) => median(cost.perSecond)));
  const perSecond = slowest * OPEN_LOOP_SHARE;
  const count = Math.round(perSecond * plan.sliceSeconds * 2);
  for (let round = 0; round < plan.rounds; round += 1) {
    for (const lane of rotated(lanes, round)) {
      const order = { scenario: scenario.name, port: lane.server.ready.port, count, perSecond };
      const result = await load.send(order);
      lane.latencies.push(result.latenciesMs);
      noteStatuses(scenario, lane, result);
    }
  }
  for (const { cost, contender } of lanes) {
    const all = lanes.filter((lane) => lane.contender === contender).flatMap((l) => l.latencies);
    const at = (share: number): number => median(all.map((one) => quantile(one, share)));
    cost.latencyMs = { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
  }
}

/** Counts answers; anything but success ends the run, except where an attack is to be refused. */
function noteStatuses(
  { name, isAttack }: Scenario,
  { contender, cost }: Lane,
  { statuses }: LoadResult,
): void {
  for (const [status, count] of Object.entries(statuses)) {
    const code = Number(status);
    cost.statuses[code] = (cost.statuses[code] ?? 0) + count;
    const isExpected = code >= 200 && code < 300;
    if (!isExpected && isAttack !== true) {
      throw new Error(`${name} under ${contender.name}: ${count} answers of status ${status}`);
    }
  }
}

/** Another one begins in every round, so that none always follows the same neighbour. */
function rotated<Item>(items: readonly Item[], by: number): Item[] {
  const at = by % items.length;
  return [...items.slice(at), ...items.slice(0, at)];
}
