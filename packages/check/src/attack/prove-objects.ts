import type { Hole } from '../analysis/attack/record.ts';
import { type Endpoint, type Input, inputPath } from './endpoint.ts';
import { holeOf } from './hole.ts';
import type { Exchange, Prober } from './prober.ts';

/**
 * A condition in place of a value, where the app hands objects on to a document store: `$ne` must be
 * answered otherwise than a value that fits nothing, and `$eq` and an object that means nothing must not.
 */
export async function proveConditions(
  endpoint: Endpoint,
  input: Input,
  prober: Prober,
): Promise<Hole | undefined> {
  if (!takesObjects(endpoint, input)) return undefined;
  const canary = prober.canary();
  const ask = (value: unknown): Promise<Exchange> =>
    prober.try(endpoint, new Map([[input, value]]));
  const unequal = await ask({ $ne: canary });
  const status = unequal.answer?.status ?? 0;
  if (status === 0 || status >= 400) return undefined;
  const plain = await ask(canary);
  if (isAlike(plain, unequal, canary)) return undefined;
  const equal = await ask({ $eq: canary });
  if (!isAlike(equal, plain, canary)) return undefined;
  // Twice the same: what changes by itself shows nothing.
  const again = await ask({ $ne: canary });
  if (!isAlike(again, unequal, canary)) return undefined;
  return holeOf(endpoint, input, {
    kind: 'nosql-injection',
    reason: `${inputPath(input)} may be a condition: $ne finds what the value itself does not`,
    confidence: 'certain',
    evidence: `${plain.answer?.status} for a word, ${status} for {"$ne": …}`,
    oracle: { by: 'difference' },
    exchanges: [unequal, plain],
  });
}

function takesObjects({ bodyForm }: Endpoint, { carrier, isList, isBase64 }: Input): boolean {
  if (isList === true || isBase64 === true) return false;
  return carrier === 'query' || (carrier === 'body' && bodyForm !== 'multipart');
}

/** The same status and the same text, but for what was sent and for what differs each time. */
function isAlike(a: Exchange, b: Exchange, canary: string): boolean {
  if (a.answer === undefined || b.answer === undefined) return a.answer === b.answer;
  const shape = (text: string): string =>
    text
      .replaceAll(canary, '')
      .replaceAll(/\{&quot;\$\w+&quot;:&quot;&quot;\}|\{"\$\w+":""\}|\[object Object\]/g, '');
  return a.answer.status === b.answer.status && shape(a.answer.body) === shape(b.answer.body);
}

const ways: readonly (readonly string[])[] = [['__proto__'], ['constructor', 'prototype']];

/** Objects that would change all others, in a body or query as a whole. */
export async function provePollution(
  endpoint: Endpoint,
  prober: Prober,
): Promise<Hole | undefined> {
  if (!prober.hasSensor) return undefined;
  const carriers = new Set([...endpoint.inputs.values()].map(({ carrier }) => carrier));
  for (const carrier of ['body', 'query'] as const) {
    const takes =
      carrier === 'body'
        ? endpoint.bodyForm === 'json' || endpoint.bodyForm === 'form'
        : carriers.has('query');
    if (!takes) continue;
    for (const [first, ...rest] of [...ways, ...nested(endpoint, carrier)]) {
      const name = prober.canary();
      const value = rest.reduceRight<unknown>((inner, key) => own(key, inner), { [name]: '1' });
      const input: Input = { carrier, name: first! };
      const tried = {
        ...endpoint,
        inputs: new Map([...endpoint.inputs, [inputPath(input), input]]),
      };
      const exchange = await prober.try(tried, new Map([[input, value]]));
      if (exchange.over?.polluted.includes(name) !== true) continue;
      return holeOf(endpoint, input, {
        kind: 'prototype-pollution',
        reason: `${[carrier, first, ...rest].join('.')} changes every object of the app`,
        confidence: 'certain',
        evidence: `Object.prototype.${name} was there after the request`,
        oracle: { by: 'pollution', name },
        exchanges: [exchange],
      });
    }
  }
  return undefined;
}

/** The same below what the app reads: a field that is merged into another object. */
function nested({ inputs }: Endpoint, carrier: 'body' | 'query'): readonly (readonly string[])[] {
  return [...inputs.values()]
    .filter((one) => one.carrier === carrier && !one.name.includes('.'))
    .flatMap(({ name }) => ways.map((way) => [name, ...way]));
}

/** `{ __proto__: inner }` as a property of its own. */
function own(key: string, inner: unknown): object {
  return Object.defineProperty({}, key, { value: inner, enumerable: true });
}
