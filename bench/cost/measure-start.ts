import type { Contender } from './contenders.ts';
import { ServerProcess, type StartOptions } from './server-process.ts';
import { median } from './statistics.ts';

/** From the start of the process until the app listens. */
export interface StartCost {
  readonly contender: string;
  /** CPU milliseconds, by start. */
  readonly cpuMs: number[];
  readonly wallMs: number[];
}

/** Starts the app again and again, contenders in turn. */
export async function measureStart(
  app: string,
  contenders: readonly Contender[],
  options: StartOptions,
  times: number,
): Promise<StartCost[]> {
  const costs = contenders.map(({ name }): StartCost => ({
    contender: name,
    cpuMs: [],
    wallMs: [],
  }));
  for (let time = 0; time < times; time += 1) {
    for (const [index, contender] of contenders.entries()) {
      const server = await ServerProcess.start(app, contender, options);
      const { cpu, wallMs } = server.ready;
      costs[index]?.cpuMs.push((cpu.user + cpu.system) / 1000);
      costs[index]?.wallMs.push(wallMs);
      await server.stop();
    }
  }
  return costs;
}

/** Median CPU milliseconds on top of the first contender's. */
export function addedStartMs(costs: readonly StartCost[], name: string): number {
  const of = (contender: string | undefined): number =>
    median(costs.find((cost) => cost.contender === contender)?.cpuMs ?? []);
  return of(name) - of(costs[0]?.contender);
}
