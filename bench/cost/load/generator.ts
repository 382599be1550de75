// The load generator's process: told over IPC what to send, so that its own work is charged to nobody else.
import { scenarios } from '../scenarios.ts';
import { closedLoop, type LoadResult, openLoop } from './loops.ts';

/** One slice to send; with a rate in an open loop, else in a closed one. */
export interface Order {
  readonly scenario: string;
  readonly port: number;
  readonly count: number;
  readonly perSecond?: number;
}

const requestsByScenario = new Map<string, readonly Buffer[]>();

function requestsOf(name: string): readonly Buffer[] {
  let requests = requestsByScenario.get(name);
  if (requests === undefined) {
    requests = scenarios.find((scenario) => scenario.name === name)?.requests() ?? [];
    requestsByScenario.set(name, requests);
  }
  return requests;
}

async function carryOut({ scenario, port, count, perSecond }: Order): Promise<LoadResult> {
  const requests = requestsOf(scenario);
  return perSecond === undefined
    ? closedLoop(port, requests, count)
    : openLoop(port, requests, perSecond, count);
}

process.on('message', (order: Order) => {
  void carryOut(order).then((result) => process.send?.(result));
});
