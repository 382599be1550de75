import { type CipherSuite, cipherSuites } from '../../analysis/tls/cipher-suites.ts';
import { namedGroups } from '../../analysis/tls/named-groups.ts';
import type { DhPrime, ProtocolFacts } from '../../analysis/tls/server-facts.ts';
import { type HelloProtocol, type Offer, wireVersions } from './client-hello.ts';
import { enumerate, type Enumeration } from './enumerate.ts';
import type { Answer, Inquiry } from './inquiry.ts';

/** What was seen while a protocol's suites were asked for. */
export interface ProtocolSight {
  readonly facts: ProtocolFacts;
  /** The answer to the whole offer, with what its extensions say. */
  readonly first: Answer;
  readonly dhPrimes: readonly DhPrime[];
}

/** More than so many suites in one message are too much for some old servers. */
const shortOffer = 48;

/** Alerts by which a server says that it shares no suite or no version with us. */
const plainRefusals = new Set([40, 70, 71]);

/** Asks for all suites of a protocol, and in whose order they are chosen. */
export async function protocolSuites(
  inquiry: Inquiry,
  protocol: HelloProtocol,
): Promise<ProtocolSight> {
  const dhPrimes = new Map<number, number>();
  let hasKeyShare = false;
  const ask = async (suites: readonly number[]): Promise<Answer> => {
    const answer = await inquiry.ask({ ...offerOf(protocol, suites), hasKeyShare }, 'key exchange');
    if (answer.kind === 'hello' && answer.keyExchange && 'primeBits' in answer.keyExchange)
      dhPrimes.set(answer.hello.suite, answer.keyExchange.primeBits);
    return answer;
  };
  const choiceOf = (answer: Answer): number | undefined => chosenSuite(answer, protocol);
  const all = offeredSuites(protocol);
  let found = await enumerate(all, ask, choiceOf);
  if (found.chosen.length === 0 && !isPlainRefusal(found.first, protocol)) {
    hasKeyShare = protocol === 'TLSv1.3';
    found = await inPieces(all, ask, choiceOf);
  }
  const gap = found.gap ?? (await suddenEnd(found, ask, choiceOf));
  const order = await orderOf(found.chosen, ask, choiceOf);
  return {
    facts: {
      protocol,
      status: statusOf(found),
      suites: found.chosen,
      ...(order && { order }),
      ...(gap !== undefined && { gap }),
    },
    first: found.first,
    dhPrimes: [...dhPrimes].map(([suite, bits]) => ({ suite, bits })),
  };
}

/** The usual offer of a protocol. */
export function offerOf(protocol: HelloProtocol, suites: readonly number[]): Offer {
  const groups = namedGroups.filter(({ isTls13, isFiniteField }) =>
    protocol === 'TLSv1.3' ? true : !isTls13 && !isFiniteField,
  );
  return { protocol, suites, groups: groups.map(({ code }) => code) };
}

/** The suite that was agreed on for this protocol; undefined when it was refused or another one chosen. */
export function chosenSuite(answer: Answer, protocol: HelloProtocol): number | undefined {
  if (answer.kind !== 'hello' || answer.hello.version !== wireVersions[protocol]) return undefined;
  return answer.hello.suite;
}

function offeredSuites(protocol: HelloProtocol): number[] {
  const fits = ({ isTls12, isTls13 }: CipherSuite): boolean => {
    if (protocol === 'TLSv1.3') return isTls13;
    return !isTls13 && (protocol === 'TLSv1.2' || !isTls12);
  };
  // The strongest first: of a list too long for it a server sees the front, and a client's order counts.
  return [...cipherSuites.values()]
    .filter(fits)
    .sort((a, b) => weight(b) - weight(a) || a.code - b.code)
    .map(({ code }) => code);
}

function weight({ hasForwardSecrecy, isAead, bits, flaws, openssl }: CipherSuite): number {
  return (
    (flaws.length === 0 ? 2000 : 0) +
    (openssl === undefined ? 0 : 1000) +
    (hasForwardSecrecy ? 500 : 0) +
    (isAead ? 250 : 0) +
    Math.min(bits, 200)
  );
}

/** True when a smaller offer will be answered no better. */
function isPlainRefusal(answer: Answer, protocol: HelloProtocol): boolean {
  if (answer.kind === 'unreachable') return true;
  if (answer.kind === 'hello') return answer.hello.version !== wireVersions[protocol];
  return answer.kind === 'alert' && plainRefusals.has(answer.code);
}

/** Nothing came at all: asking again and again would only cost time. */
function isMute({ kind }: Answer): boolean {
  return kind === 'unreachable' || kind === 'silent';
}

async function inPieces(
  all: readonly number[],
  ask: (suites: readonly number[]) => Promise<Answer>,
  choiceOf: (answer: Answer) => number | undefined,
): Promise<Enumeration> {
  const front = await enumerate(all.slice(0, shortOffer), ask, choiceOf);
  if (isMute(front.first)) return front;
  const chosen = [...front.chosen];
  let { first, last, gap } = front;
  for (let at = shortOffer; at < all.length; at += shortOffer) {
    const next = await enumerate(all.slice(at, at + shortOffer), ask, choiceOf);
    if (chosen.length === 0 && next.chosen.length > 0) first = next.first;
    chosen.push(...next.chosen);
    gap ??= next.gap;
    last = next.last;
    if (isMute(next.first)) break;
  }
  return { chosen, first, last, ...(gap !== undefined && { gap }) };
}

/** A connection that ends without a word is a refusal only while the server still agrees to its best suite. */
async function suddenEnd(
  { chosen, last }: Enumeration,
  ask: (suites: readonly number[]) => Promise<Answer>,
  choiceOf: (answer: Answer) => number | undefined,
): Promise<string | undefined> {
  if (last.kind !== 'closed' || chosen.length === 0) return undefined;
  const again = await ask([chosen[0]!]);
  return choiceOf(again) === chosen[0] ? undefined : 'it stopped answering half-way';
}

async function orderOf(
  chosen: readonly number[],
  ask: (suites: readonly number[]) => Promise<Answer>,
  choiceOf: (answer: Answer) => number | undefined,
): Promise<'server' | 'client' | undefined> {
  if (chosen.length < 2) return undefined;
  const reversed = choiceOf(await ask(chosen.toReversed()));
  if (reversed === chosen[0]) return 'server';
  return reversed === chosen.at(-1) ? 'client' : undefined;
}

function statusOf({ chosen, first }: Enumeration): ProtocolFacts['status'] {
  if (chosen.length > 0) return 'offered';
  return first.kind === 'alert' || first.kind === 'hello' || first.kind === 'closed'
    ? 'refused'
    : 'unclear';
}
