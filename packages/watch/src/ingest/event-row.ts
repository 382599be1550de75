import { canonicalAddress, type Finding, parseAddress } from '@castellan/core';
import type { Gazetteer, Whereabouts } from '../gazetteer/gazetteer.ts';
import { storableJson, storableText } from '../store/storable.ts';
import type { IngestScope } from '../people/tokens.ts';

/** A finding on its way into the store. */
export interface EventRow {
  readonly id: string;
  readonly at: Date;
  /** The sender's clock is so far off that the time of arrival stands in its place. */
  readonly isMisdated: boolean;
  readonly route: string;
  readonly address: string | undefined;
  readonly userId: string | undefined;
  readonly whereabouts: Whereabouts;
  readonly finding: Finding;
  readonly json: string;
  /** Of `json`. */
  readonly bytes: number;
  /** As the finding says, as far as the store can count. */
  readonly count: number;
}

const maxCount = 2_147_483_647;
const dayMs = 86_400_000;
/** How far back a spool may reach, and how far ahead a clock may run. */
const oldestMs = 400 * dayMs;
const aheadMs = dayMs;

/** App and environment are those of the token: no app can speak for another one. */
export function eventRow(
  sent: Finding,
  { app, environment }: IngestScope,
  now: Date,
  gazetteer?: Gazetteer,
): EventRow {
  const finding = { ...sent, app, environment };
  const time = Date.parse(finding.time);
  const age = now.getTime() - time;
  const isMisdated = age > oldestMs || age < -aheadMs;
  const literal = finding.request?.address;
  const json = storableJson(finding);
  const parsed = literal === undefined ? undefined : parseAddress(literal);
  const address = parsed === undefined ? undefined : canonicalAddress(parsed);
  return {
    id: finding.id.toLowerCase(),
    at: isMisdated ? now : new Date(time),
    isMisdated,
    route: routeOf(finding),
    address,
    userId: userIdOf(finding),
    whereabouts: (address !== undefined && gazetteer?.of(address)) || {},
    finding,
    json,
    bytes: Buffer.byteLength(json),
    count: Math.min(finding.count, maxCount),
  };
}

/** Where no framework tells the pattern it stays empty: a scan's paths differ at every request. */
function routeOf({ request }: Finding): string {
  return request?.route === undefined ? '' : `${request.method} ${request.route}`;
}

function userIdOf({ request }: Finding): string | undefined {
  const id = request?.user?.id;
  return id === undefined || id === '' ? undefined : storableText(id);
}
