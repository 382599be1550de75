import { fold } from '../folding.ts';
import { CharacterPairs } from './character-pairs.ts';

/** White space, and what apps strip, double or escape. */
const MOVABLE = /[\s\0-\x1f\x7f'"`;<>\\]+/g;
/** Of longer texts no skeleton is made: to look for thousands in them would cost too much. */
const MAX_SKELETON = 2_048;

/** What of an ASCII text stays in its order whatever apps do to white space and quotes in it. */
export function skeletonOf(text: string): string {
  return fold(text).replace(MOVABLE, '');
}

/** What tells quickly that a text holds no form of a value. */
export class TextSketch {
  readonly pairs: CharacterPairs;
  readonly length: number;
  readonly #folded: string;
  #skeleton: string | undefined;

  /** Only one text's sketch is valid at a time. */
  constructor(folded: string) {
    this.#folded = folded;
    this.length = folded.length;
    this.pairs = new CharacterPairs(folded);
  }

  get hasSkeleton(): boolean {
    return this.length <= MAX_SKELETON;
  }

  mayHoldSkeleton(skeleton: string): boolean {
    this.#skeleton ??= skeletonOf(this.#folded);
    return this.#skeleton.includes(skeleton);
  }
}
