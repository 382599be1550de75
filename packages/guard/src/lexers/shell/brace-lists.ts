import { role } from './lexed.ts';

/** Finds `{a,b}` and `{1..9}`, which make several words of one in bash, `sh` on many systems. */
export class BraceLists {
  readonly #text: string;
  readonly #roles: Uint8Array;
  #openAt = -1;
  #lists = false;

  constructor(text: string, roles: Uint8Array) {
    this.#text = text;
    this.#roles = roles;
  }

  startWord(): void {
    this.#openAt = -1;
  }

  /** Takes an unquoted character; true when it ended a list, whose braces then are marked. */
  take(i: number): boolean {
    const c = this.#text[i];
    if (c === '{') {
      this.#openAt = i;
      this.#lists = false;
    } else if (this.#openAt >= 0) {
      if (c === ',' || (c === '.' && this.#text[i - 1] === '.')) this.#lists = true;
      else if (c === '}') {
        const openAt = this.#openAt;
        this.#openAt = -1;
        if (!this.#lists) return false;
        this.#roles[i] = this.#roles[openAt] = role.pattern;
        return true;
      }
    }
    return false;
  }
}
