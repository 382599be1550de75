import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A file of the run's own, outside of the app: an app that reads it reads where it should not. */
export class CanaryFile {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'castellan-canary-'));
  readonly path: string;
  readonly #remove = (): void => rmSync(this.#folder, { recursive: true, force: true });

  constructor(canary: string) {
    this.path = path.join(this.#folder, 'canary.txt');
    writeFileSync(this.path, `${canary}\n`);
    process.on('exit', this.#remove);
  }

  stop(): void {
    process.off('exit', this.#remove);
    this.#remove();
  }
}
