import { MARKS, NON_ASCII } from '../shape.ts';

const KEY = MARKS | NON_ASCII;

/**
 * Groups by the punctuation marks that their members hold, so that one test tells of a whole group
 * whether it can stand in a text: what thousands of values cost a text depends on how many kinds of
 * them there are.
 */
export class ByMarks<Group> {
  readonly groups: Group[] = [];
  readonly #byMarks = new Map<number, Group>();
  readonly #Group: new (marks: number) => Group;

  constructor(Group: new (marks: number) => Group) {
    this.#Group = Group;
  }

  /** The group of what has this shape; its marks tell apart ASCII and what is beyond it, too. */
  of(shape: number): Group {
    const marks = shape & KEY;
    let group = this.#byMarks.get(marks);
    if (group === undefined) {
      group = new this.#Group(marks);
      this.#byMarks.set(marks, group);
      this.groups.push(group);
    }
    return group;
  }
}
