import type { Finding } from '@castellan/core';
import { parseFinding } from '@castellan/core/wire';

const maxRemembered = 10_000;

/** Reads findings from lines; passes over lines that hold none and findings that it has seen. */
export class FindingReader {
  readonly #seen: Set<string> = new Set();
  readonly #sinceMs: number;
  /** Lines that hold no finding of a version we know. */
  unreadable = 0;

  constructor(sinceMs: number) {
    this.#sinceMs = sinceMs;
  }

  read(line: string): Finding | undefined {
    const finding = this.#parse(line);
    if (finding === undefined || this.#seen.has(finding.id)) return undefined;
    if (this.#seen.size >= maxRemembered) this.#seen.clear();
    this.#seen.add(finding.id);
    return Date.parse(finding.time) >= this.#sinceMs ? finding : undefined;
  }

  #parse(line: string): Finding | undefined {
    try {
      return parseFinding(JSON.parse(line));
    } catch {
      this.unreadable++;
      return undefined;
    }
  }
}
