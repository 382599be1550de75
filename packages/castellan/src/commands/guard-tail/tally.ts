import type { Finding } from '@castellan/core';

/** Counts findings by what was done about them, repeats included. */
export class Tally {
  #blocked = 0;
  #seen = 0;
  #weaknesses = 0;

  add({ outcome, disposition, count }: Finding): void {
    if (outcome === 'weakness') this.#weaknesses += count;
    else if (disposition === 'blocked') this.#blocked += count;
    else this.#seen += count;
  }

  /** One line, such as `3 attacks blocked, 1 attack not blocked, 2 weaknesses`. */
  toString(): string {
    const attacks = (count: number): string => `${count} ${count === 1 ? 'attack' : 'attacks'}`;
    const weaknesses = `${this.#weaknesses} ${this.#weaknesses === 1 ? 'weakness' : 'weaknesses'}`;
    return `${attacks(this.#blocked)} blocked, ${attacks(this.#seen)} not blocked, ${weaknesses}`;
  }
}
