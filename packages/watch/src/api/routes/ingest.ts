import { policyVersionHeader } from '@castellan/core';
import * as z from 'zod';
import { decisionsFor } from '../../decisions/decisions.ts';
import { maxSentBytes, readDelivery, UnreadableDelivery } from '../../ingest/read-delivery.ts';
import { storeDelivery } from '../../ingest/store-delivery.ts';
import type { IngestScope } from '../../people/tokens.ts';
import type { Store } from '../../store/schema.ts';
import { ApiError } from '../http/api-error.ts';
import type { ConsoleContext } from '../http/console-context.ts';
import { readBody } from '../http/read-body.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { wireDecision } from '../schemas/decision.ts';
import type { Context } from 'hono';

const busySeconds = 2;

const decisions = {
  policyVersion: z.number(),
  decisions: z
    .array(wireDecision)
    .optional()
    .describe(`Absent when the header ${policyVersionHeader} names this version.`),
};

/** Core's `IngestAnswer`, and why lines were rejected, for the first few. */
const answer = z.object({
  accepted: z.number(),
  duplicates: z.number(),
  rejected: z.number(),
  reasons: z.array(z.string()),
  inventoryWanted: z
    .boolean()
    .optional()
    .describe(
      'There is no list of packages of the digest that was told: the next heartbeat may bring it.',
    ),
  ...decisions,
});

export const ingestRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/api/v1/ingest',
    operation: 'ingest',
    summary:
      'Takes a delivery of findings and heartbeats: NDJSON, gzip or plain. Answers once it is durable',
    access: 'ingest',
    result: answer,
    async handle({ c, console, asker }) {
      const { gate, meters } = console;
      if (!gate.hasRoom()) {
        meters.countIngest({ refused: 1 });
        throw new ApiError('busy', 'Too many deliveries wait.', busySeconds);
      }
      const body = await readBody(c, maxSentBytes);
      const waitSeconds = gate.charge(asker.tokenId, body.length);
      if (waitSeconds > 0) {
        meters.countIngest({ refused: 1 });
        throw new ApiError('too_many', 'This token delivers more than it may.', waitSeconds);
      }
      return gate.pass(() => take(c, console, asker, body));
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/policy',
    operation: 'getPolicy',
    summary: 'The decisions in force for the app whose token asks',
    access: 'ingest',
    result: z.object(decisions),
    handle: ({ c, console: { store }, asker }) => inForceFor(c, store, asker),
  }),
];

async function take(
  c: Context,
  { store, partitions, meters, gazetteer }: ConsoleContext,
  scope: IngestScope,
  body: Buffer,
): Promise<z.output<typeof answer>> {
  try {
    const isGzip = /^gzip$/i.test(c.req.header('content-encoding') ?? '');
    const delivery = await readDelivery(body, isGzip, scope, gazetteer);
    const { accepted, duplicates, inventoryWanted } = await storeDelivery(
      store,
      partitions,
      scope,
      delivery,
    );
    const inForce = await decisionsFor(store, scope.appId, versionOf(c));
    const { rejected, reasons } = delivery;
    meters.countIngest({ accepted, duplicates, rejected });
    return {
      accepted,
      duplicates,
      rejected,
      reasons: [...reasons],
      ...(inventoryWanted && { inventoryWanted }),
      ...(inForce as object),
    } as never;
  } catch (error) {
    if (!(error instanceof UnreadableDelivery)) throw error;
    throw new ApiError(error.isTooLarge ? 'too_large' : 'bad_request', error.message);
  }
}

async function inForceFor(
  c: Context,
  store: Store,
  { appId }: IngestScope,
): Promise<{ policyVersion: number; decisions?: z.output<typeof wireDecision>[] }> {
  const { policyVersion, decisions } = await decisionsFor(store, appId, versionOf(c));
  return { policyVersion, ...(decisions && { decisions: [...decisions] }) };
}

function versionOf(c: Context): number | undefined {
  const text = c.req.header(policyVersionHeader) ?? '';
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
