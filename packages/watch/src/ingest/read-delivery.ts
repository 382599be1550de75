import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { deliveryLimits } from '@castellan/core';
import { type Message, parseMessage } from '@castellan/core/wire';
import type { Gazetteer } from '../gazetteer/gazetteer.ts';
import type { IngestScope } from '../people/tokens.ts';
import { eventRow } from './event-row.ts';
import type { Delivery } from './store-delivery.ts';

/** Why a delivery as a whole cannot be read; sending it again is of no use. */
export class UnreadableDelivery extends Error {
  override readonly name = 'UnreadableDelivery';
  readonly isTooLarge: boolean;

  constructor(message: string, isTooLarge = false) {
    super(message);
    this.isTooLarge = isTooLarge;
  }
}

/** Compressed, a delivery of the greatest size is far below this. */
export const maxSentBytes = 2_097_152;
const maxReasons = 5;
const inflate = promisify(gunzip);

export interface ReadDelivery extends Delivery {
  readonly rejected: number;
  /** Why, for the first few. */
  readonly reasons: readonly string[];
}

/**
 * Reads the lines of a delivery. A line that is no message is counted and left out, so that one bad
 * line never holds up the good ones behind it.
 */
export async function readDelivery(
  body: Buffer,
  isGzip: boolean,
  scope: IngestScope,
  gazetteer?: Gazetteer,
  now: Date = new Date(),
): Promise<ReadDelivery> {
  const text = (isGzip ? await unpack(body) : body).toString('utf8');
  if (Buffer.byteLength(text) > deliveryLimits.bytes) throw tooLarge();
  const lines = text.split('\n').filter((line) => line !== '');
  if (lines.length > deliveryLimits.lines) throw tooLarge();
  const messages: Message[] = [];
  const reasons: string[] = [];
  let rejected = 0;
  for (const line of lines) {
    try {
      messages.push(parseMessage(line));
    } catch (error) {
      rejected += 1;
      if (reasons.length < maxReasons) reasons.push((error as Error).message.slice(0, 300));
    }
  }
  const rows = messages.flatMap((one) =>
    'finding' in one ? [eventRow(one.finding, scope, now, gazetteer)] : [],
  );
  const heartbeats = messages.flatMap((one) => ('heartbeat' in one ? [one.heartbeat] : []));
  return { rows, heartbeats, rejected, reasons };
}

async function unpack(body: Buffer): Promise<Buffer> {
  try {
    return await inflate(body, { maxOutputLength: deliveryLimits.bytes });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
    throw new UnreadableDelivery('The body is not valid gzip.');
  }
}

function tooLarge(): UnreadableDelivery {
  const { lines, bytes } = deliveryLimits;
  return new UnreadableDelivery(
    `A delivery holds at most ${lines} lines and ${bytes} bytes before compression; send less at once.`,
    true,
  );
}
