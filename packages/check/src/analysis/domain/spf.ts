import type { DnsAnswer } from './facts.ts';

/** The most questions to the DNS that a receiver asks for one record (RFC 7208, 4.6.4). */
export const mostLookups = 10;

interface Term {
  readonly qualifier: '+' | '-' | '~' | '?';
  /** `include`, `all`, `redirect`… */
  readonly name: string;
  readonly value: string;
}

/** One SPF record, read (RFC 7208). */
export interface SpfRecord {
  readonly terms: readonly Term[];
  /** Words that are no term. */
  readonly malformed: readonly string[];
}

const mechanisms = new Set(['all', 'include', 'a', 'mx', 'ptr', 'ip4', 'ip6', 'exists']);
const asking = new Set(['include', 'a', 'mx', 'ptr', 'exists', 'redirect']);

export function isSpf(text: string): boolean {
  return /^v=spf1(\s|$)/i.test(text);
}

export function spfRecord(text: string): SpfRecord {
  const terms: Term[] = [];
  const malformed: string[] = [];
  for (const word of text.trim().split(/\s+/).slice(1)) {
    const modifier = /^([a-z][\w.-]*)=(.*)$/i.exec(word);
    const mechanism = /^([+\-~?])?([a-z0-9]+)(?:[:/](.*))?$/i.exec(word);
    const name = (modifier?.[1] ?? mechanism?.[2] ?? '').toLowerCase();
    if (modifier) terms.push({ qualifier: '+', name, value: modifier[2]! });
    else if (mechanism && mechanisms.has(name))
      terms.push({
        qualifier: (mechanism[1] ?? '+') as Term['qualifier'],
        name,
        value: mechanism[3] ?? '',
      });
    else malformed.push(word);
  }
  return { terms, malformed };
}

/** Names whose records a receiver reads too; those that depend on the sender (macros) are left out. */
export function spfNames({ terms }: SpfRecord): string[] {
  return terms
    .filter(
      ({ name, value }) => (name === 'include' || name === 'redirect') && !value.includes('%'),
    )
    .map(({ value }) => value.toLowerCase().replace(/\.$/, ''))
    .filter((name) => name !== '');
}

/** What a walk through a record and all that it leads to finds. */
export interface SpfWalk {
  readonly lookups: number;
  /** Names that are led to and hold no record: receivers give up there. */
  readonly empty: readonly string[];
  /** Names of which no answer came. */
  readonly untold: readonly string[];
  readonly isCircular: boolean;
}

/** Counts the questions of a record and of those that it leads to. */
export function walkSpf(
  name: string,
  senders: Readonly<Record<string, DnsAnswer<string>>>,
): SpfWalk {
  const empty: string[] = [];
  const untold: string[] = [];
  let lookups = 0;
  let isCircular = false;
  const visit = (at: string, above: readonly string[]): void => {
    if (above.includes(at)) {
      isCircular = true;
      return;
    }
    const answer = Object.hasOwn(senders, at) ? senders[at]! : undefined;
    if (answer === undefined || answer.status === 'failed') {
      untold.push(at);
      return;
    }
    const text = answer.status === 'found' ? answer.records.find(isSpf) : undefined;
    if (text === undefined) {
      empty.push(at);
      return;
    }
    const record = spfRecord(text);
    lookups += record.terms.filter((term) => asking.has(term.name)).length;
    // Past the limit receivers read no further, and so do we.
    if (lookups > mostLookups * 2) return;
    for (const next of spfNames(record)) visit(next, [...above, at]);
  };
  visit(name, []);
  return { lookups, empty: [...new Set(empty)], untold: [...new Set(untold)], isCircular };
}
