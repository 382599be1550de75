import type { DnsAnswer } from './facts.ts';

/** The records, none where there are none; `undefined` where no answer came. */
export function recordsOf<Value>(answer: DnsAnswer<Value>): readonly Value[] | undefined {
  if (answer.status === 'failed') return undefined;
  return answer.status === 'found' ? answer.records : [];
}

/** Why no answer came, as the need of a rule. */
export function untold(what: string, answer: DnsAnswer<unknown>): string {
  const reason = answer.status === 'failed' ? answer.reason : answer.status;
  return `${what} could not be asked for (${reason}): try another resolver with --resolver`;
}
