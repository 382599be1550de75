import { setTimeout as pause } from 'node:timers/promises';
import type { AttackedRoute, AttackRecord, HoleKind } from '../analysis/attack/record.ts';
import type { AttackOptions } from './attack-options.ts';
import { inputPaths } from './build-request.ts';
import { landCanaries, type Landing } from './candidates.ts';
import { crawl } from './discover/crawl.ts';
import { addHar } from './discover/har.ts';
import { addOpenApi } from './discover/openapi.ts';
import { readDocument } from './discover/read-document.ts';
import { changesState, type Endpoint, Endpoints } from './endpoint.ts';
import { HoleList } from './hole-list.ts';
import { holeFilter } from './hole-filter.ts';
import { proveSlow } from './expressions/prove-slow.ts';
import { learnInputs } from './learn.ts';
import { sinkProofs } from './payloads/by-sink.ts';
import { Prober, RunEnds } from './prober.ts';
import { proveAddresses } from './prove-addresses.ts';
import { proveAnswers } from './prove-answers.ts';
import { proveConditions, provePollution } from './prove-objects.ts';
import { proveSinks } from './prove-sinks.ts';
import { proveStored } from './prove-stored.ts';
import { signInAll, trySessions } from './sessions/try-sessions.ts';
import { tryChanges } from './changes/try-changes.ts';
import { CallBack } from './wire/call-back.ts';
import { CanaryFile } from './wire/canary-file.ts';
import { Sender } from './wire/sender.ts';

const routesToldWithinMs = 300;

/** Attacks an app, and tells everything that was seen. */
export async function runAttack(options: AttackOptions): Promise<AttackRecord> {
  const run = new AttackRun(options);
  try {
    return await run.whole();
  } finally {
    await run.stop();
  }
}

class AttackRun {
  readonly #options: AttackOptions;
  readonly #started = Date.now();
  readonly #sender: Sender;
  readonly #prober: Prober;
  readonly #endpoints = new Endpoints();
  readonly #callBack = new CallBack();
  readonly #file: { readonly content: string; readonly made: CanaryFile };
  readonly #tried: Partial<Record<HoleKind, number>> = {};
  readonly #found: HoleList;
  #sessions: readonly Readonly<Record<string, string>>[] = [];
  #signIns = 0;
  #cookies: number | undefined;

  constructor(options: AttackOptions) {
    const { origin, address, requestsPerSecond, version, sensor, sessions, maxMs, signal } =
      options;
    this.#options = options;
    this.#found = new HoleList(options.kinds);
    this.#sender = new Sender({ origin, address, requestsPerSecond, version });
    const until = this.#started + maxMs;
    this.#prober = new Prober(this.#sender, sensor, sessions[0] ?? {}, until, signal);
    const content = this.#prober.canary();
    this.#file = { content, made: new CanaryFile(content) };
  }

  async whole(): Promise<AttackRecord> {
    await this.#callBack.start();
    let unfinished: string | undefined;
    try {
      this.#sessions = await signInAll(this.#prober, this.#options);
      await this.#discover();
      await this.#trySessions();
      const all = this.#endpoints.list();
      for (const [index, endpoint] of all.entries()) {
        this.#options.onStep?.(`${endpoint.method} ${endpoint.pattern}`, index + 1, all.length);
        await this.#attack(endpoint);
      }
      if (this.#options.mayChangeState && holeFilter(this.#options.kinds)('xss'))
        this.#found.keep(await proveStored(this.#endpoints, this.#prober));
      await this.#tryChanges();
      await this.#prober.mustAnswer();
    } catch (error) {
      if (!(error instanceof RunEnds)) throw error;
      unfinished = error.message;
    }
    return this.#record(unfinished);
  }

  async stop(): Promise<void> {
    this.#file.made.stop();
    await this.#callBack.stop();
  }

  async #discover(): Promise<void> {
    const { openApi, har, origin, sensor } = this.#options;
    this.#options.onStep?.('looking for routes', 0, 0);
    // Some apps register routes when they are first asked, and the sensor tells of them a moment later.
    await this.#prober.send({ method: 'GET', path: '/', headers: { accept: 'text/html' } });
    if (sensor !== undefined) await pause(routesToldWithinMs);
    if (sensor?.isHeard === false)
      throw new Error(
        'no guard reports to this run: start the app with castellan/guard, CASTELLAN_ENVIRONMENT=attack and CASTELLAN_SENSOR',
      );
    const told = sensor?.routes ?? [];
    const isTwin = (pattern: string): boolean =>
      told.some((one) => one.method === 'GET' && one.pattern === pattern);
    // Frameworks answer HEAD by the same code as GET: whatever it holds would be told twice.
    for (const { method, pattern } of told)
      if (method !== 'HEAD' || !isTwin(pattern)) this.#endpoints.at(method, pattern, 'app');
    if (openApi !== undefined) addOpenApi(this.#endpoints, await this.#documentOf(openApi));
    if (har !== undefined) addHar(this.#endpoints, har, origin);
    await crawl(this.#endpoints, this.#prober);
  }

  async #documentOf(openApi: NonNullable<AttackOptions['openApi']>): Promise<unknown> {
    if ('document' in openApi) return openApi.document;
    const { path } = openApi;
    const { answer } = await this.#prober.send({ method: 'GET', path, headers: {} });
    if (answer?.status !== 200)
      throw new Error(
        `the OpenAPI document at ${path} was answered ${answer?.status ?? 'not at all'}`,
      );
    return readDocument(answer.body);
  }

  /** The handbook's own three. */
  async #trySessions(): Promise<void> {
    const chosen = this.#endpoints.list().filter((one) => this.#isChosen(one));
    const came = await trySessions(this.#sessions, chosen, this.#prober, this.#options);
    Object.assign(this.#tried, came.tried);
    this.#signIns = came.signIns;
    this.#found.keep(came.holes);
  }

  /** Last of all: what the endpoints take is known by then. */
  async #tryChanges(): Promise<void> {
    const attacked = this.#endpoints.list().filter(({ skipped }) => skipped === undefined);
    const { holes, tried, cookies } = await tryChanges(attacked, this.#prober, this.#options);
    Object.assign(this.#tried, tried);
    this.#cookies = cookies;
    this.#found.keep(holes);
  }

  #isChosen({ pattern }: Endpoint): boolean {
    const { routes } = this.#options;
    return routes === undefined || routes.some((one) => pattern.startsWith(one));
  }

  async #attack(endpoint: Endpoint): Promise<void> {
    const reason = this.#reasonToSkip(endpoint);
    if (reason !== undefined) {
      endpoint.skipped = reason;
      return;
    }
    await learnInputs(endpoint, this.#prober);
    const wants = holeFilter(this.#options.kinds);
    const landing = await landCanaries(endpoint, this.#prober);
    this.#count(landing);
    const wanted = landing.candidates.filter(({ sighting }) => {
      const proof = sinkProofs[sighting.sink.kind];
      return proof !== undefined && wants(proof.kind);
    });
    const file = { path: this.#file.made.path, content: this.#file.content };
    this.#found.keep(await proveSinks(endpoint, wanted, this.#prober, { file }));
    for (const seen of landing.exchanges) await this.#attackInput(endpoint, seen, wants);
    if (wants('prototype-pollution')) {
      this.#more('prototype-pollution');
      this.#found.keep([await provePollution(endpoint, this.#prober)]);
    }
  }

  async #attackInput(
    endpoint: Endpoint,
    seen: Landing['exchanges'][number],
    wants: (kind: HoleKind) => boolean,
  ): Promise<void> {
    const { input } = seen;
    if (wants('ssrf') || wants('open-redirect')) {
      this.#more('ssrf');
      this.#more('open-redirect');
      this.#found.keep(await proveAddresses(endpoint, input, this.#prober, this.#callBack));
    }
    if (wants('xss') || wants('code-injection') || wants('header-injection')) {
      this.#more('xss');
      this.#more('header-injection');
      this.#found.keep(await proveAnswers(endpoint, seen, this.#prober));
    }
    // Text that is code already is slow to be read as such: the one hole is told.
    if (wants('slow-expression') && !this.#found.has(endpoint, input)) {
      const { hole, isTried } = await proveSlow(endpoint, seen, this.#prober);
      if (isTried) this.#more('slow-expression');
      this.#found.keep([hole]);
    }
    if (wants('nosql-injection') && !this.#found.has(endpoint, input)) {
      this.#more('nosql-injection');
      this.#found.keep([await proveConditions(endpoint, input, this.#prober)]);
    }
  }

  #reasonToSkip(endpoint: Endpoint): string | undefined {
    const { mayChangeState } = this.#options;
    if (!this.#isChosen(endpoint)) return 'it was left out by --route';
    if (changesState(endpoint) && !mayChangeState) return '--changes-state was not given';
    return undefined;
  }

  /** An input counts for every kind of call that the app makes when it is given a value there. */
  #count({ exchanges }: Landing): void {
    for (const { exchange } of exchanges) {
      const kinds = new Set(exchange.sightings.map(({ sink }) => sinkProofs[sink.kind]?.kind));
      for (const kind of kinds) if (kind !== undefined) this.#more(kind);
    }
  }

  #more(kind: HoleKind): void {
    this.#tried[kind] = (this.#tried[kind] ?? 0) + 1;
  }

  #record(unfinished: string | undefined): AttackRecord {
    const { origin, name, sensor, isInContinuousIntegration } = this.#options;
    const given = Math.min(2, this.#sessions.length) as 0 | 1 | 2;
    return {
      target: name ?? origin.origin,
      origin: origin.origin,
      hasSensor: sensor !== undefined,
      unseen: [...(sensor?.unseen ?? [])],
      isInContinuousIntegration,
      requests: this.#sender.sent,
      elapsedMs: Date.now() - this.#started,
      routes: this.#endpoints.list().map(routeOf),
      tried: this.#tried,
      sessions: {
        given,
        signIns: this.#signIns,
        ...(this.#cookies !== undefined && { cookies: this.#cookies }),
      },
      holes: this.#found.holes,
      ...(unfinished !== undefined && { unfinished }),
    };
  }
}

function routeOf(endpoint: Endpoint): AttackedRoute {
  const { method, pattern, from, skipped } = endpoint;
  return {
    method,
    route: pattern,
    from: [...from],
    inputs: inputPaths(endpoint),
    ...(skipped !== undefined && { skipped }),
  };
}
