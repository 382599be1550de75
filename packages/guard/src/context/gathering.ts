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

/** Where a value stood; its path is put together when somebody asks for it. */
export interface Place {
  readonly path: string;
}

/** An input, and what was learnt of it while it was gathered. */
export class GatheredInput {
  readonly value: string;
  /** Flags of `shape.ts`. */
  readonly shape: number;
  /** Empty unless guard put the value together, as an app would join a list. */
  readonly transformations: readonly Transformation[];
  /** True for values that come again with later requests, so that what is derived may be kept. */
  readonly isRecurring: boolean;
  readonly #place: Place | string;
  #input: Input | undefined;

  constructor(
    place: Place | string,
    value: string,
    shape: number,
    transformations: readonly Transformation[],
    isRecurring: boolean,
  ) {
    this.#place = place;
    this.value = value;
    this.shape = shape;
    this.transformations = transformations;
    this.isRecurring = isRecurring;
  }

  get input(): Input {
    const place = this.#place;
    this.#input ??= { path: typeof place === 'string' ? place : place.path, value: this.value };
    return this.#input;
  }
}

const asSent: readonly Transformation[] = [];
const joined: readonly Transformation[] = ['join'];

/** Collects a request's inputs within the limits. */
export class Gathering {
  /** Every value, words included, in the order read. */
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
  readonly #inputs: Input[] = [];
  #listed = 0;

  /** Every value as sent, words included, in the order read. */
  get inputs(): readonly Input[] {
    for (; this.#listed < this.gathered.length; this.#listed++) {
      const gathered = this.gathered[this.#listed] as GatheredInput;
      if (gathered.transformations === asSent) this.#inputs.push(gathered.input);
    }
    return this.#inputs;
  }

  /** Takes note of one more value seen; false once the walk has to end. */
  visit(): boolean {
    if (this.#visitsLeft-- > 0) return true;
    this.truncated = true;
    return false;
  }

  add(place: Place | string, value: string): void {
    this.#keep(place, value, asSent, false);
  }

  addHeader(path: string, value: string): void {
    this.#keep(path, value, asSent, true);
  }

  /** Adds what an app gets by joining a list. */
  addJoined(place: Place | string, value: string): void {
    this.#keep(place, value, joined, false);
  }

  #keep(
    place: Place | string,
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
    this.gathered.push(new GatheredInput(place, value, shape, transformations, isRecurring));
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
