import { canariesIn, type Sighting } from '@castellan/core';
import type { Endpoint, Input } from './endpoint.ts';
import type { Exchange, Prober } from './prober.ts';

/** A value that reached a sink as part of its text. */
export interface Candidate {
  readonly input: Input;
  readonly sighting: Sighting;
  /** The canary, as it stood there. */
  readonly seen: string;
}

/** What giving canaries to an endpoint's inputs led to. */
export interface Landing {
  readonly candidates: readonly Candidate[];
  /** The exchange in which each input had its canary, for what the answer shows of it. */
  readonly exchanges: readonly {
    readonly input: Input;
    readonly canary: string;
    readonly exchange: Exchange;
  }[];
}

/**
 * Gives each input a canary of its own, the others their samples, and says where it came to light: as
 * it is, in a list where the app wants one, and in base64 where the app decodes it first.
 */
export async function landCanaries(endpoint: Endpoint, prober: Prober): Promise<Landing> {
  const candidates: Candidate[] = [];
  const exchanges: { input: Input; canary: string; exchange: Exchange }[] = [];
  for (const input of endpoint.inputs.values()) {
    for (const form of formsOf(input)) {
      const tried = { ...input, ...form };
      const canary = prober.canary();
      const values = new Map<Input, unknown>([[input, as(tried, canary)]]);
      const exchange = await prober.try(endpoint, values);
      if (form === plain) exchanges.push({ input, canary, exchange });
      if (!prober.hasSensor) break;
      const found = landed(exchange, canary, input);
      const isBound = exchange.sightings.some((one) => one.bound.includes(canary));
      if (found.length === 0 && !isBound) {
        // Where no call was made at all, no other form of the value will be in one.
        if (exchange.sightings.length === 0 && form !== plain) break;
        continue;
      }
      if (form.isList !== undefined) input.isList = form.isList;
      if (form.isBase64 !== undefined) input.isBase64 = form.isBase64;
      candidates.push(...found);
      // Files that are served are looked up by the path as it came, before the app reads it its own way.
      if (isBound || found.some(({ sighting }) => sighting.location !== undefined)) break;
    }
  }
  return { candidates, exchanges };
}

const plain: Partial<Input> = {};

/** In which forms a value is tried, until one of them is seen at a sink. */
function formsOf({ carrier, isList }: Input): readonly Partial<Input>[] {
  const lists = carrier === 'body' && isList !== true ? [{ isList: true }] : [];
  const codes = carrier === 'file' || isList === true ? [] : [{ isBase64: true }];
  return [plain, ...lists, ...codes];
}

function as({ isList, isBase64 }: Input, canary: string): unknown {
  const coded = isBase64 === true ? Buffer.from(canary).toString('base64url') : canary;
  return isList === true ? [coded] : coded;
}

function landed({ sightings }: Exchange, canary: string, input: Input): Candidate[] {
  const byPlace = new Map<string, Candidate>();
  for (const sighting of sightings) {
    if (!canariesIn(sighting.text).includes(canary)) continue;
    const at = sighting.text.toLowerCase().indexOf(canary);
    const seen = sighting.text.slice(at, at + canary.length);
    const { kind } = sighting.sink;
    const key =
      kind === 'path' ? kind : `${kind} ${sighting.location?.line} ${sighting.location?.file}`;
    if (!byPlace.has(key)) byPlace.set(key, { input, sighting, seen });
  }
  return [...byPlace.values()];
}
