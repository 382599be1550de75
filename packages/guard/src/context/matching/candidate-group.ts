import type { Candidate } from './candidate.ts';

/** Candidates that hold the same marks, and how far each index of theirs has got. */
export class CandidateGroup {
  readonly marks: number;
  readonly items: Candidate[] = [];
  readonly plain: Filing = new Filing();
  readonly doubled: Filing = new Filing();
  readonly backslashed: Filing = new Filing();
  /** To look for a common piece costs nearly as much as to file a value. */
  readonly parts: Filing = new Filing(4);

  constructor(marks: number) {
    this.marks = marks;
  }
}

/** Files each candidate of a growing list once, and at first only when a text may hold it. */
class Filing {
  #next = 0;
  #waiting: Candidate[] = [];
  #waitsLeft: number;

  /** @param waits texts for which a candidate is held back: then the index may as well know it. */
  constructor(waits = 32) {
    this.#waitsLeft = waits;
  }

  update(
    items: readonly Candidate[],
    mayStand: (candidate: Candidate) => boolean,
    file: (candidate: Candidate) => void,
  ): void {
    const isEnough = this.#waitsLeft === 0;
    const keep = (candidate: Candidate): boolean => {
      if (!isEnough && !mayStand(candidate)) return true;
      file(candidate);
      return false;
    };
    if (this.#waiting.length > 0) {
      if (!isEnough) this.#waitsLeft--;
      this.#waiting = this.#waiting.filter(keep);
    }
    for (; this.#next < items.length; this.#next++) {
      const candidate = items[this.#next] as Candidate;
      if (keep(candidate)) this.#waiting.push(candidate);
    }
  }
}
