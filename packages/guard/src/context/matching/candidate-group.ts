import type { Candidate } from './candidate.ts';

/** Candidates that hold the same marks, and how far each index of theirs has got. */
export class CandidateGroup {
  readonly marks: number;
  readonly items: Candidate[] = [];
  readonly plain: Filing = new Filing();
  readonly doubled: Filing = new Filing();
  readonly backslashed: Filing = new Filing();
  readonly parts: Filing = new Filing();

  constructor(marks: number) {
    this.marks = marks;
  }
}

/** Texts for which a candidate is held back; whom so many sent away, the index may as well know. */
const MAX_WAITS = 32;

/** Files each candidate of a growing list once, and at first only when a text may hold it. */
class Filing {
  #next = 0;
  #waiting: Candidate[] = [];
  #waits = 0;

  update(
    items: readonly Candidate[],
    mayStand: (candidate: Candidate) => boolean,
    file: (candidate: Candidate) => void,
  ): void {
    const isEnough = this.#waits > MAX_WAITS;
    const keep = (candidate: Candidate): boolean => {
      if (!isEnough && !mayStand(candidate)) return true;
      file(candidate);
      return false;
    };
    if (this.#waiting.length > 0) {
      this.#waits++;
      this.#waiting = this.#waiting.filter(keep);
    }
    for (; this.#next < items.length; this.#next++) {
      const candidate = items[this.#next] as Candidate;
      if (keep(candidate)) this.#waiting.push(candidate);
    }
  }
}
