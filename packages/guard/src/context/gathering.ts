import type { Transformation } from '@castellan/core';
import type { Input } from './inputs.ts';
import { shapeOf, STRUCTURAL } from './shape.ts';

/** Bounds of what is read of one request; what lies beyond them is opaque. */
export const limits = {
  depth: 32,
  /** Inputs holding quotes, brackets, operators: counted apart, so that no others can crowd them out. */
  structuralInputs: 2_000,
  /** Other inputs holding a character that is not a letter, digit or underscore. */
  plainInputs: 2_000,
  words: 20_000,
  /** Values visited, strings or not. */
  visits: 250_000,
  /** UTF-16 code units of one string. */
  stringLength: 262_144,
  /** UTF-16 code units over all inputs. */
  totalLength: 1_048_576,
} as const;

/** An input, and what was learnt of it while it was gathered. */
export interface GatheredInput {
  readonly input: Input;
  /** Flags of `shape.ts`. */
  readonly shape: number;
  /** Empty unless guard put the value together, as an app would join a list. */
  readonly transformations: readonly Transformation[];
  /** True for values that come again with later requests, so that what is derived may be kept. */
  readonly isRecurring: boolean;
}

const asSent: readonly Transformation[] = [];
const joined: readonly Transformation[] = ['join'];

/** Collects a request's inputs within the limits. */
export class Gathering {
  /** Every value as sent, words included, in the order read. */
  readonly inputs: Input[] = [];
  readonly gathered: GatheredInput[] = [];
  /** True when a cap left text unread. */
  truncated = false;
  /** True when a cap left some of a file unread, which apps rarely put into calls. */
  filesUnread = false;
  #visitsLeft: number = limits.visits;
  #lengthLeft: number = limits.totalLength;
  #structuralLeft: number = limits.structuralInputs;
  #plainLeft: number = limits.plainInputs;
  #wordsLeft: number = limits.words;

  /** Takes note of one more value seen; false once the walk has to end. */
  visit(): boolean {
    if (this.#visitsLeft-- > 0) return true;
    this.truncated = true;
    return false;
  }

  add(path: string, value: string): void {
    this.#keep(path, value, asSent, false);
  }

  addHeader(path: string, value: string): void {
    this.#keep(path, value, asSent, true);
  }

  /** Adds what an app gets by joining a list. */
  addJoined(path: string, value: string): void {
    this.#keep(path, value, joined, false);
  }

  #keep(
    path: string,
    sent: string,
    transformations: readonly Transformation[],
    isRecurring: boolean,
  ): void {
    if (sent.length === 0) return;
    const value = this.#cut(sent);
    const shape = shapeOf(value);
    if (value.length === 0 || !this.#hasRoomFor(shape)) {
      this.truncated = true;
      return;
    }
    this.#lengthLeft -= value.length;
    const input = { path, value };
    if (transformations === asSent) this.inputs.push(input);
    this.gathered.push({ input, shape, transformations, isRecurring });
  }

  #cut(value: string): string {
    const room = Math.min(limits.stringLength, this.#lengthLeft);
    if (value.length <= room) return value;
    this.truncated = true;
    return value.slice(0, room);
  }

  #hasRoomFor(shape: number): boolean {
    if ((shape & STRUCTURAL) !== 0) return this.#structuralLeft-- > 0;
    if (shape !== 0) return this.#plainLeft-- > 0;
    return this.#wordsLeft-- > 0;
  }
}
