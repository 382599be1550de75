import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from './connection.ts';

/** What a slice of traffic came to. */
export interface LoadResult {
  readonly seconds: number;
  /** Answers by status; 0 is a connection that ended. */
  readonly statuses: Readonly<Record<number, number>>;
  /** Milliseconds from when a request was due to its whole answer, ascending; open loop only. */
  readonly latenciesMs: readonly number[];
}

const CONNECTIONS = 8;
const OPEN_CONNECTIONS = 64;

/** Sends `count` requests, the next on each connection as soon as the last is answered. */
export async function closedLoop(
  port: number,
  requests: readonly Buffer[],
  count: number,
): Promise<LoadResult> {
  const statuses: Record<number, number> = {};
  let next = 0;
  const started = performance.now();
  const work = async (): Promise<void> => {
    const connection = new Connection(port);
    while (next < count) {
      const request = requests[next % requests.length] as Buffer;
      next += 1;
      const status = await connection.send(request);
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, work));
  return { seconds: (performance.now() - started) / 1000, statuses, latenciesMs: [] };
}

/**
 * Sends requests at random times at a mean rate (Poisson arrivals), whether earlier ones were
 * answered or not, so that waiting counts (no coordinated omission).
 */
export async function openLoop(
  port: number,
  requests: readonly Buffer[],
  perSecond: number,
  count: number,
): Promise<LoadResult> {
  const statuses: Record<number, number> = {};
  const latenciesMs: number[] = [];
  const idle = Array.from({ length: OPEN_CONNECTIONS }, () => new Connection(port));
  const waiting: ((connection: Connection) => void)[] = [];
  const inFlight: Promise<void>[] = [];
  const fire = async (request: Buffer, dueAt: number): Promise<void> => {
    const connection = idle.pop() ?? (await new Promise<Connection>((take) => waiting.push(take)));
    const status = await connection.send(request);
    latenciesMs.push(performance.now() - dueAt);
    statuses[status] = (statuses[status] ?? 0) + 1;
    const taker = waiting.shift();
    if (taker === undefined) idle.push(connection);
    else taker(connection);
  };
  const started = performance.now();
  let dueAt = started;
  for (let index = 0; index < count; index += 1) {
    dueAt += (-Math.log(1 - Math.random()) * 1000) / perSecond;
    const wait = dueAt - performance.now();
    if (wait > 0.5) await sleep(wait);
    inFlight.push(fire(requests[index % requests.length] as Buffer, dueAt));
  }
  await Promise.all(inFlight);
  for (const connection of idle) connection.close();
  const seconds = (performance.now() - started) / 1000;
  return { seconds, statuses, latenciesMs: latenciesMs.toSorted((a, b) => a - b) };
}
