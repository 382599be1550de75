import type { Gathering } from '../gathering.ts';
import type { RawBodyView } from '../request-material.ts';

export class RawBodyReader {
  readonly #gathering: Gathering;
  constructor(gathering: Gathering) {
    this.#gathering = gathering;
  }
  read(_raw: RawBodyView): void {
    void this.#gathering;
  }
}
