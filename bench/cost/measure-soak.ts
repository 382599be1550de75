import type { Contender } from './contenders.ts';
import type { Load } from './load/load.ts';
import { ServerProcess, type StartOptions } from './server-process.ts';
import { slope } from './statistics.ts';

/** Memory over time under traffic that never stops. */
export interface SoakCost {
  readonly contender: string;
  readonly minutes: number[];
  /** Bytes in use on the heap right after a collection. */
  readonly heapBytes: number[];
  readonly residentBytes: number[];
  /** Growth over the second half, in bytes a minute. */
  heapPerMinute: number;
  residentPerMinute: number;
}

/** Every kind of traffic that fills a cache or keeps a request alive. */
const TRAFFIC: readonly (readonly [scenario: string, count: number])[] = [
  ['express-pg', 1_500],
  ['bulk-fresh', 20],
  ['attack', 100],
  ['outbound', 200],
  ['files', 200],
  ['hostile-keys', 4],
];

export async function soak(
  contenders: readonly Contender[],
  options: StartOptions,
  minutes: number,
  load: Load,
): Promise<SoakCost[]> {
  const flags = ['--expose-gc', ...(options.flags ?? [])];
  const lanes = await Promise.all(
    contenders.map(async (contender) => ({
      server: await ServerProcess.start('express-pg.js', contender, { ...options, flags }),
      cost: emptyCost(contender.name),
    })),
  );
  const started = performance.now();
  const elapsed = (): number => (performance.now() - started) / 60_000;
  while (elapsed() < minutes) {
    for (const { server, cost } of lanes) {
      for (const [scenario, count] of TRAFFIC) {
        await load.send({ scenario, port: server.ready.port, count });
      }
      const memory = await server.memory();
      cost.minutes.push(elapsed());
      cost.heapBytes.push(memory.heapUsed + memory.external);
      cost.residentBytes.push(server.residentBytes());
    }
  }
  await Promise.all(lanes.map(({ server }) => server.stop()));
  return lanes.map(({ cost }) => withSlopes(cost));
}

function emptyCost(contender: string): SoakCost {
  const none = { minutes: [], heapBytes: [], residentBytes: [] };
  return { contender, ...none, heapPerMinute: 0, residentPerMinute: 0 };
}

function withSlopes(cost: SoakCost): SoakCost {
  const half = Math.floor(cost.minutes.length / 2);
  const minutes = cost.minutes.slice(half);
  const heapPerMinute = slope(minutes, cost.heapBytes.slice(half));
  return {
    ...cost,
    heapPerMinute,
    residentPerMinute: slope(minutes, cost.residentBytes.slice(half)),
  };
}
