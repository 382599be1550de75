import { sql } from 'kysely';
import pg from 'pg';
import { prepared } from '../store/prepared.ts';
import type { Store } from '../store/schema.ts';

/** What changed, told to every server and every open page. Small: whoever cares reads the store. */
export type Notice =
  | {
      readonly type: 'incident';
      readonly id: string;
      readonly appId: string;
      readonly isNew: boolean;
    }
  | { readonly type: 'heartbeat'; readonly appId: string; readonly environment: string }
  | { readonly type: 'decision'; readonly policyVersion: number }
  /** Something was told on a channel, or could not be. */
  | { readonly type: 'delivery'; readonly channelId: string }
  /** An item of work changed, or a report of check came in. */
  | { readonly type: 'work'; readonly id: string }
  /** Users of an app were seen, and their risk was reckoned. */
  | { readonly type: 'users'; readonly appId: string }
  /** A monitor looked. */
  | { readonly type: 'monitor'; readonly id: string }
  /** A destination was sent something, or could not be. */
  | { readonly type: 'forward'; readonly id: string }
  /** A drill went on. */
  | { readonly type: 'drill'; readonly id: string; readonly appId: string }
  /** A playbook fired. */
  | { readonly type: 'playbook'; readonly id: string };

const channel = 'castellan';
const retryMs = 1_000;

/** PostgreSQL takes less than 8,000 bytes at once. */
const maxBytes = 7_000;

/**
 * Tells once the transaction commits; nothing when it does not. PostgreSQL, NOTIFY. Many notices are
 * told as lines of a few texts: each text is a row for every server that listens.
 */
export async function notify(store: Store, notices: readonly Notice[]): Promise<void> {
  if (notices.length === 0) return;
  await sql`${prepared} select pg_notify(${channel}, text) from unnest(${inTexts(notices)}::text[]) as text`.execute(
    store,
  );
}

function inTexts(notices: readonly Notice[]): string[] {
  const texts: string[] = [];
  let room = 0;
  for (const notice of notices) {
    const line = JSON.stringify(notice);
    room -= Buffer.byteLength(line) + 1;
    if (room < 0) {
      texts.push(line);
      room = maxBytes - Buffer.byteLength(line);
    } else texts.push(`${texts.pop() ?? ''}\n${line}`);
  }
  return texts;
}

/** Hears the notices of all servers on one connection, which it makes anew when it breaks. */
export class Notices {
  readonly #connection: pg.ClientConfig;
  readonly #listeners = new Set<(notice: Notice | 'gap') => void>();
  #client: pg.Client | undefined;
  #isClosed = false;

  constructor(connection: pg.ClientConfig) {
    this.#connection = connection;
  }

  /** Resolves once it listens. */
  async start(): Promise<void> {
    const client = new pg.Client({
      ...this.#connection,
      application_name: 'castellan watch notices',
    });
    client.on('error', () => undefined);
    client.once('end', () => this.#again());
    client.on('notification', ({ payload = '' }) => {
      for (const line of payload.split('\n')) this.#tell(JSON.parse(line) as Notice);
    });
    this.#client = client;
    await client.connect();
    await client.query(`listen ${channel}`);
  }

  /** Calls `listener` for each notice, and with `gap` when some may have been missed; returns how to stop. */
  subscribe(listener: (notice: Notice | 'gap') => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#client?.end().catch(() => undefined);
  }

  #tell(notice: Notice | 'gap'): void {
    for (const listener of this.#listeners) listener(notice);
  }

  #again(): void {
    if (this.#isClosed) return;
    setTimeout(() => {
      if (this.#isClosed) return;
      this.start().then(
        () => this.#tell('gap'),
        () => undefined,
      );
    }, retryMs).unref();
  }
}
