import { type Contender, isUnprotected } from './contenders.ts';
import type { Load } from './load/load.ts';
import { ServerProcess, type StartOptions } from './server-process.ts';

/** Status with which each contender answers an attack; a protection that sleeps costs nothing. */
export async function attackStatuses(
  contenders: readonly Contender[],
  options: StartOptions,
  load: Load,
): Promise<Map<string, number>> {
  const answers = new Map<string, number>();
  for (const contender of contenders) {
    const server = await ServerProcess.start('express-pg.js', contender, options);
    try {
      const order = { scenario: 'attack', port: server.ready.port, count: 1 };
      const { statuses } = await load.send(order);
      answers.set(contender.name, Number(Object.keys(statuses)[0]));
    } finally {
      await server.stop();
    }
  }
  return answers;
}

/** Ends the run when guard does not block, or when something else does. */
export function requireAwake(answers: ReadonlyMap<string, number>): void {
  for (const [name, status] of answers) {
    const wanted = name === 'guard' ? 403 : 200;
    const isKnown = name === 'guard' || isUnprotected(name);
    if (isKnown && status !== wanted) {
      throw new Error(`${name} answered the attack with ${status}, not ${wanted}`);
    }
  }
}
