import type { Finding } from '@castellan/core';

interface Seen {
  samples: number;
  latest: Finding | undefined;
  /** Findings that `latest` stands for. */
  count: number;
}

/**
 * Folds findings that are alike: within one window the first few pass as they are, the rest become
 * one finding at the window's end that carries their count. The sum of all counts is kept.
 */
export class Repeats {
  readonly #samples: number;
  readonly #capacity: number;
  readonly #seen: Map<string, Seen> = new Map();

  /** `samples` pass singly per fingerprint; more than `capacity` fingerprints a window pass unfolded. */
  constructor(samples: number, capacity: number) {
    this.#samples = samples;
    this.#capacity = capacity;
  }

  /** True when the finding was folded into its like; false when it is to be delivered as it is. */
  fold(finding: Finding): boolean {
    const key = fingerprint(finding);
    const seen = this.#seen.get(key);
    if (seen === undefined) {
      if (this.#seen.size < this.#capacity) {
        this.#seen.set(key, { samples: 1, latest: undefined, count: 0 });
      }
      return false;
    }
    if (seen.samples < this.#samples) {
      seen.samples++;
      return false;
    }
    seen.latest = finding;
    seen.count += finding.count;
    return true;
  }

  /** Ends the window: the latest of each folded kind, standing for all of them. */
  take(): Finding[] {
    const folded: Finding[] = [];
    for (const { latest, count } of this.#seen.values()) {
      if (latest !== undefined) folded.push({ ...latest, count });
    }
    this.#seen.clear();
    return folded;
  }
}

/** What makes two findings the same event to people: attack, place in the app, and who. */
function fingerprint(finding: Finding): string {
  const { detection, disposition, request, sink, location, drill } = finding;
  const place =
    location === undefined
      ? `${sink.library}.${sink.api}`
      : `${location.file}:${location.line}:${location.column}`;
  // A path without a route pattern differs at every request of a scan, so the place alone counts.
  return `${detection}\n${disposition}\n${request?.method}\n${request?.route}\n${place}\n${request?.address}\n${drill ?? ''}`;
}
