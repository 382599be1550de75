import { canariesIn, canaryPattern, type Sighting } from '@castellan/core';
import type { Hole } from '../../analysis/attack/record.ts';
import type { Exchange } from '../prober.ts';
import { isAccepted, isSameAnswer } from '../sessions/asker.ts';
import type { Answer } from '../wire/sender.ts';

/** The same change, asked for by the app's own page, by another site, and by nobody in particular. */
export interface ThreeWays {
  readonly own: Exchange;
  readonly across: Exchange;
  readonly nobody: Exchange;
  /** From another site and without any of its values; absent where it takes none. */
  readonly empty?: Exchange;
}

/** What shows that the other site's request was carried out. */
export interface CarriedOut {
  readonly confidence: Hole['confidence'];
  readonly evidence: string;
}

/** True where the sensor saw an exchange change something. */
export function changesSomething(exchange: Exchange): boolean {
  return changesOf(exchange).length > 0;
}

/** True where the app does for somebody signed in what it does for nobody else. */
export function takesSession({ own, nobody }: Pick<ThreeWays, 'own' | 'nobody'>): boolean {
  return own.answer !== undefined && !isAlike(own, nobody);
}

/**
 * Whether the other site's request did what the user's own does. Where the sensor saw that one write, the
 * same must be written again with the other's values, whatever is answered. Else the answers must say it.
 */
export function carriedOut(ways: ThreeWays): CarriedOut | undefined {
  const { own, across, nobody } = ways;
  if (!isAccepted(own.answer) || !isAccepted(across.answer)) return undefined;
  const before = new Set(changesOf(nobody).map(shapeOf));
  const written = changesOf(own).filter((one) => !before.has(shapeOf(one)));
  const [first] = written;
  if (first === undefined) return own.request.method === 'GET' ? undefined : saidToBeDone(ways);
  const again = changesOf(across);
  const isAgain = written.every((one) =>
    again.some(
      (other) =>
        shapeOf(other) === shapeOf(one) && (!holdsOwn(one, own) || holdsOwn(other, across)),
    ),
  );
  return isAgain ? { confidence: 'certain', evidence: first.text } : undefined;
}

function saidToBeDone({ own, across, nobody, empty }: ThreeWays): CarriedOut | undefined {
  const { answer } = across;
  if (answer === undefined || answer.status >= 300 || refuses(answer)) return undefined;
  if (!isAlike(own, across)) return undefined;
  const given = canariesOf(across);
  const shown = given.find((one) => answer.body.toLowerCase().includes(one));
  if (shown !== undefined && nobody.answer?.body.toLowerCase().includes(shown) !== true)
    return { confidence: 'certain', evidence: `the answer shows the value of the other site's` };
  // What is answered alike to a request without any values does not show that they were taken.
  if (empty !== undefined && isAlike(empty, across)) return undefined;
  return {
    confidence: 'likely',
    evidence: `${answer.status} to the app's own page and to another site's, ${nobody.answer?.status} to nobody`,
  };
}

/** Some apps refuse with the status of what went well. */
function refuses({ body, headers }: Answer): boolean {
  return /csrf|xsrf|cross.?site|forbidden|denied|unauthori[sz]ed|not allowed|expired|invalid|error/i.test(
    body + (headers.location ?? ''),
  );
}

/** The same answer but for what was sent, and for numbers that count up. */
function isAlike(a: Exchange, b: Exchange): boolean {
  return isSameAnswer(unmarked(a), unmarked(b));
}

function unmarked(exchange: Exchange): Answer | undefined {
  const { answer } = exchange;
  const own = new Set(canariesOf(exchange));
  const body = answer?.body
    .replaceAll(canaryPattern, (one) =>
      own.has(one.toLowerCase()) ? '' : one.replaceAll(/\d/g, ''),
    )
    .replaceAll(/\d+/g, '0');
  return answer && { ...answer, body: body ?? '' };
}

function canariesOf({ request: { path, body = '' } }: Exchange): readonly string[] {
  return canariesIn(`${path} ${body}`);
}

const writes = /^\s*(?:insert|update|delete|replace|merge)\b/i;
/** Where libraries keep sessions: written at every request, whoever sent it. */
const ofSessions = /^\s*(?:insert\s+into|update|delete\s+from|replace\s+into)\s+\S*sess/i;

/** Calls by which an exchange changed something. By GET only those that put or take what was sent. */
function changesOf(exchange: Exchange): readonly Sighting[] {
  const { sightings, request } = exchange;
  return sightings.filter((one) => {
    const { sink, text, operation } = one;
    if (sink.kind === 'path') return operation === 'write' || operation === 'delete';
    if (sink.kind !== 'sql' || !writes.test(text) || ofSessions.test(text)) return false;
    return request.method !== 'GET' || (putsOrTakes(one) && holdsOwn(one, exchange));
  });
}

const assignment = /([\w"`.[\]]+)\s*=\s*(?:[$?:@]|'?zq[0-9a-z]{8}qz)/gi;
/** Columns of what is written down of who looks at what: counters and times. */
const bookkeeping =
  /(?:_at|_on|At|date|time|views?|counts?|counter|hits|seen|read|last_\w+|last[A-Z]\w+)$/;

/** By GET rows of a log, counters and times are no changes. */
function putsOrTakes({ text }: Sighting): boolean {
  if (/^\s*delete\b/i.test(text)) return true;
  const [, assigned = ''] = text.split(/\bset\b/i).map((part) => part.split(/\bwhere\b/i)[0]!);
  const columns = [...assigned.matchAll(assignment)].map(([, name = '']) => name);
  return columns.some((name) => !bookkeeping.test(name.replaceAll(/["`[\]]/g, '')));
}

function holdsOwn({ text, bound }: Sighting, exchange: Exchange): boolean {
  const held = new Set([...canariesIn(text), ...bound]);
  return canariesOf(exchange).some((one) => held.has(one));
}

function shapeOf({ sink, text, location }: Sighting): string {
  const shape = text.replaceAll(canaryPattern, '').replaceAll(/\d+/g, '0');
  return [sink.kind, location?.file, location?.line, shape].join(' ');
}
