import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Order } from './generator.ts';
import type { LoadResult } from './loops.ts';

/** The runner's end of the generator: one order at a time. */
export class Load {
  readonly #child: ChildProcess = fork(join(import.meta.dirname, 'generator.ts'), { execArgv: [] });

  send(order: Order): Promise<LoadResult> {
    return new Promise((resolve, reject) => {
      const onExit = (): void => reject(new Error('the load generator ended'));
      this.#child.once('exit', onExit);
      this.#child.once('message', (result) => {
        this.#child.off('exit', onExit);
        resolve(result as LoadResult);
      });
      this.#child.send(order);
    });
  }

  stop(): void {
    this.#child.removeAllListeners('exit');
    this.#child.kill();
  }
}
