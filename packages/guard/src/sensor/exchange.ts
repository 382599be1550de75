import { attackHeader } from '@castellan/core';

/** Which request of an attack run a request is. */
export interface Exchange {
  readonly number: number;
  /** True when the run wants to know what the app reads. */
  readonly learns: boolean;
}

const form = /^([0-9a-z]+)-([0-9]{1,9})(-learn)?$/;

/** What the header of an attack run says, where it is one of a run that `knows` holds for. */
export function exchangeIn(
  rawHeaders: readonly string[],
  knows: (tag: string) => boolean,
): Exchange | undefined {
  for (let at = 0; at < rawHeaders.length; at += 2) {
    if (rawHeaders[at]!.toLowerCase() !== attackHeader) continue;
    const [, tag, number, learn] = form.exec(rawHeaders[at + 1] ?? '') ?? [];
    if (tag === undefined || !knows(tag)) return undefined;
    return { number: Number(number), learns: learn !== undefined };
  }
  return undefined;
}
