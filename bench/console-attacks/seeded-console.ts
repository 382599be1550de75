import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Incident, PageOf } from '@castellan/watch/api';
import { CasePostgres } from '@castellan/watch/case-postgres';
import { CaseProvider } from '@castellan/watch/cases';
import pg from 'pg';
import { caseHome } from '../../packages/testkit/src/console/signed-in.ts';
import { ApiClient } from '../../packages/testkit/src/watch/api-client.ts';
import {
  type Program,
  startWatchProgram,
  type ToldByWatch,
} from '../../packages/testkit/src/watch/programs.ts';
import { caseFinding, caseRequest } from '../../packages/watch/src/ingest/case-finding.ts';
import { hostileHeartbeats } from './hostile-heartbeats.ts';

export const password = 'correct horse battery';

/** Tables with a ceiling, and those whose every row gives a job something to do. */
const growing = ['vendors', 'channels', 'destinations', 'monitors'] as const;

/** A watch with an app that was attacked, and hands that make more of whatever an attack uses up. */
export class SeededConsole {
  readonly home: string;
  readonly url: string;
  /** Of Ada, the first owner. */
  readonly client: ApiClient;
  readonly database: pg.Client;
  readonly provider: CaseProvider;
  readonly #postgres: CasePostgres;
  readonly #watch: Program<ToldByWatch>;
  readonly #receiver: Server;
  #made = 0;
  /** Ids of what samples are about. */
  readonly #kept: string[] = [];
  /** With what the receiver refuses; it takes everything while this is not set. */
  receiverSays: string | undefined;
  app = '';
  ingestToken = '';
  ownerToken = '';

  private constructor(
    home: string,
    watch: Program<ToldByWatch>,
    parts: {
      postgres: CasePostgres;
      database: pg.Client;
      provider: CaseProvider;
      receiver: Server;
    },
  ) {
    this.home = home;
    this.url = watch.told.url;
    this.client = new ApiClient(this.url);
    this.database = parts.database;
    this.provider = parts.provider;
    this.#postgres = parts.postgres;
    this.#watch = watch;
    this.#receiver = parts.receiver;
  }

  /** `prepare` puts files into the data directory before watch starts. */
  static async start(
    name: string,
    prepare?: (data: string) => Promise<void>,
  ): Promise<SeededConsole> {
    const home = caseHome(name);
    await prepare?.(path.join(home, 'data'));
    const postgres = new CasePostgres(path.join(home, 'postgres'));
    await postgres.start();
    const watch = await startWatchProgram(path.join(home, 'data'), 0, {
      DATABASE_URL: postgres.url,
    });
    const database = new pg.Client(postgres.url);
    await database.connect();
    const provider = await CaseProvider.start([`${watch.told.url}/sign-in/provider`]);
    const receiver = createServer((request, response) => {
      request.resume().on('end', () => {
        if (made.receiverSays === undefined) response.writeHead(204).end();
        else response.writeHead(400).end(made.receiverSays);
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    const parts = { postgres, database, provider, receiver };
    const made = new SeededConsole(home, watch, parts);
    await made.#fill(watch.told.setUpUrl ?? '');
    return made;
  }

  /** What watch wrote of failures. */
  failures(): string {
    return this.#watch.stderr();
  }

  /** An address that takes whatever it is sent. */
  get receiver(): string {
    return `http://127.0.0.1:${(this.#receiver.address() as AddressInfo).port}/`;
  }

  /** A number that no other thing here has. */
  next(): number {
    this.#made += 1;
    return this.#made;
  }

  /** A word of which `renewed` makes another one in each request, for what must differ every time. */
  fresh(): string {
    return `fresh${this.next()}fresh`;
  }

  renewed(text: string): string {
    return text.replaceAll(/fresh\d+fresh/g, () => this.fresh());
  }

  /** What was made, as the API told. */
  async make(
    method: string,
    where: string,
    body?: unknown,
  ): Promise<{ id: string; token: string }> {
    const made = await this.client.call<{ id: string; token: string }>(
      method,
      `/api/v1/${where}`,
      body,
    );
    if (made?.id !== undefined) this.#kept.push(made.id);
    return made;
  }

  /** Puts a row into a table and gives its id: for what only time or an attack would make. */
  async row(table: string, values: Readonly<Record<string, unknown>>): Promise<string> {
    const id = randomUUID();
    const row: Readonly<Record<string, unknown>> = { id, ...values };
    const names = Object.keys(row);
    const places = names.map((_, index) => `$${index + 1}`);
    await this.database.query(
      `insert into ${table} (${names.join(', ')}) values (${places.join(', ')})`,
      Object.values(row),
    );
    return id;
  }

  /** A new incident, from an address of its own. */
  async incident(): Promise<string> {
    const number = this.next();
    const address = `198.51.${number >> 8}.${number & 255}`;
    const request = { ...caseRequest(address, `/route-${number}`), user: { id: 'u-1' } };
    await this.deliver([{ finding: caseFinding({ request }) }]);
    const { items } = await this.client.call<PageOf<Incident>>(
      'GET',
      `/api/v1/incidents?app=${this.app}&actor=${address}`,
    );
    const [first] = items;
    if (first === undefined) throw new Error('the finding made no incident');
    return first.id;
  }

  async deliver(messages: readonly object[]): Promise<void> {
    const answer = await fetch(`${this.url}/api/v1/ingest`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.ingestToken}` },
      body: messages.map((message) => JSON.stringify(message)).join('\n'),
    });
    const told = (await answer.json()) as { rejected?: number };
    if (told.rejected !== 0)
      throw new Error(`not taken: ${JSON.stringify(told)} ${this.failures().slice(-1_000)}`);
  }

  /** A new person who is signed in. */
  async person(role = 'viewer'): Promise<{ id: string; email: string; client: ApiClient }> {
    const email = `person-${this.next()}@example.com`;
    const { id } = await this.make('POST', 'people', { email, name: email, role, password });
    const client = new ApiClient(this.url);
    await this.forgive();
    await client.call('POST', '/api/v1/session', { email, password });
    return { id, email, client };
  }

  /** Forgets attempts and ends drills, so that a brake does not hide what is behind it. */
  async forgive(): Promise<void> {
    await this.database.query('delete from attempts');
    await this.endDrills();
  }

  /** Takes away what attacks have made, where there may be so much only. */
  async makeRoom(): Promise<void> {
    for (const table of growing) {
      // Not at once: what was made for a sample is kept only once its id has come back.
      await this.database.query(
        `delete from ${table} where id <> all($1) and created_at < now() - interval '20 seconds'`,
        [this.#kept],
      );
    }
  }

  async endDrills(): Promise<void> {
    await this.database.query(
      "update drills set ended_at = now(), outcome = 'told' where ended_at is null",
    );
  }

  async stop(): Promise<void> {
    await this.#watch.end('SIGTERM');
    await this.database.end();
    await this.provider.close();
    this.#receiver.close();
    await this.#postgres.stop();
    await rm(this.home, { recursive: true, force: true });
  }

  async #fill(setUpUrl: string): Promise<void> {
    await this.client.setUp(setUpUrl);
    this.app = (await this.make('POST', 'apps', { name: 'shop' })).id;
    const ingest = { app: this.app, environment: 'production', name: 'one' };
    this.ingestToken = (await this.make('POST', 'ingest-tokens', ingest)).token;
    const token = { name: 'owner', role: 'owner', days: 1 };
    this.ownerToken = (await this.make('POST', 'api-tokens', token)).token;
    const heartbeats = hostileHeartbeats('shop', 'production', ['express', 'lodash']);
    await this.deliver(heartbeats.map((heartbeat) => ({ heartbeat })));
    await this.incident();
    await this.#userIsThere();
  }

  /** A job makes users of what findings name. */
  async #userIsThere(): Promise<void> {
    const where = `/api/v1/users/u-1?app=${this.app}`;
    while (!(await this.client.raw('GET', where)).ok) await pause(200);
  }
}
