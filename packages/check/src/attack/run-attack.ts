import { setTimeout as pause } from 'node:timers/promises';
import type { AttackedRoute, AttackRecord, Hole, HoleKind } from '../analysis/attack/record.ts';
import { inputPaths } from './build-request.ts';
import { landCanaries, type Landing } from './candidates.ts';
import { crawl } from './discover/crawl.ts';
import { addHar } from './discover/har.ts';
import { addOpenApi } from './discover/openapi.ts';
import { readDocument } from './discover/read-document.ts';
import { changesState, type Endpoint, Endpoints, type Input } from './endpoint.ts';
import { holeFilter } from './hole-filter.ts';
import { learnInputs } from './learn.ts';
import { sinkProofs } from './payloads/by-sink.ts';
import { Prober, TimeIsUp } from './prober.ts';
import { proveAddresses } from './prove-addresses.ts';
import { proveAnswers } from './prove-answers.ts';
import { proveConditions, provePollution } from './prove-objects.ts';
import { proveSinks } from './prove-sinks.ts';
import { proveStored } from './prove-stored.ts';
import { compareUsers } from './sessions/isolation.ts';
import { identityIn, type LoginFile } from './sessions/login-file.ts';
import { headersOf, signIn } from './sessions/sign-in.ts';
import { judgeTokens } from './sessions/tokens.ts';
import { askAsNobody } from './sessions/unauthenticated.ts';
import { CallBack } from './wire/call-back.ts';
import { CanaryFile } from './wire/canary-file.ts';
import { Sender } from './wire/sender.ts';
import type { SensorServer } from './wire/sensor-server.ts';

const routesToldWithinMs = 300;

/** What a run may do, and with what. */
export interface AttackOptions {
  readonly origin: URL;
  /** The address behind the origin, judged to be the operator's own. */
  readonly address: string;
  readonly version: string;
  readonly sensor?: SensorServer;
  readonly requestsPerSecond: number;
  readonly maxMs: number;
  /** Without it nothing but GET, HEAD and OPTIONS is sent. */
  readonly mayChangeState: boolean;
  /** Headers of the first session, and of another user's. */
  readonly sessions: readonly Readonly<Record<string, string>>[];
  /** Kinds of holes to look for; all when left out. */
  readonly kinds?: readonly HoleKind[];
  /** Routes to attack, by their beginnings; all when left out. */
  readonly routes?: readonly string[];
  /** How users sign in: takes the place of `sessions`. */
  readonly login?: LoginFile;
  /** An OpenAPI document, or the path at which the app gives it. */
  readonly openApi?: { readonly document: unknown } | { readonly path: string };
  readonly har?: unknown;
  readonly isInContinuousIntegration: boolean;
  readonly onStep?: (what: string, done: number, all: number) => void;
}

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
  readonly #holes: Hole[] = [];
  #sessions: readonly Readonly<Record<string, string>>[] = [];
  #signIns = 0;

  constructor(options: AttackOptions) {
    const { origin, address, requestsPerSecond, version, sensor, sessions, maxMs } = options;
    this.#options = options;
    this.#sender = new Sender({ origin, address, requestsPerSecond, version });
    this.#prober = new Prober(this.#sender, sensor, sessions[0] ?? {}, this.#started + maxMs);
    const content = this.#prober.canary();
    this.#file = { content, made: new CanaryFile(content) };
  }

  async whole(): Promise<AttackRecord> {
    await this.#callBack.start();
    let unfinished: string | undefined;
    try {
      await this.#signIn();
      await this.#discover();
      await this.#trySessions();
      const all = this.#endpoints.list();
      for (const [index, endpoint] of all.entries()) {
        this.#options.onStep?.(`${endpoint.method} ${endpoint.pattern}`, index + 1, all.length);
        await this.#attack(endpoint);
      }
      if (this.#options.mayChangeState && holeFilter(this.#options.kinds)('xss'))
        this.#keep(await proveStored(this.#endpoints, this.#prober));
    } catch (error) {
      if (!(error instanceof TimeIsUp)) throw error;
      unfinished = `the time of ${Math.round(this.#options.maxMs / 60_000)} minutes was over before every route was attacked`;
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
    for (const { method, pattern } of sensor?.routes ?? [])
      this.#endpoints.at(method, pattern, 'app');
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

  async #signIn(): Promise<void> {
    const { login, sessions } = this.#options;
    this.#sessions = sessions;
    if (login === undefined) return;
    this.#options.onStep?.('signing in', 0, 0);
    const users = [login.first, login.second].filter((one) => one !== undefined);
    const signedIn: Readonly<Record<string, string>>[] = [];
    for (const user of users) signedIn.push(headersOf(await signIn(user, login, this.#prober)));
    this.#sessions = signedIn;
    this.#prober.beAs(signedIn[0] ?? {});
  }

  /** The handbook's own three: isolation of accounts, tokens, and what is open to everybody. */
  async #trySessions(): Promise<void> {
    const { login, mayChangeState, kinds } = this.#options;
    const wants = holeFilter(kinds);
    const [first, second] = this.#sessions;
    if (first === undefined) return;
    const endpoints = this.#endpoints.list().filter((one) => this.#isChosen(one));
    if (second !== undefined && wants('isolation')) {
      this.#options.onStep?.('comparing two users', 0, 0);
      const { holes, tried } = await compareUsers(endpoints, this.#prober, [first, second]);
      this.#tried.isolation = tried;
      this.#keep(holes);
    }
    if (wants('unauthenticated')) {
      this.#options.onStep?.('asking as nobody', 0, 0);
      const known = { session: first, identity: identityIn(login), mayChangeState };
      const { holes, tried } = await askAsNobody(endpoints, this.#prober, known);
      this.#tried.unauthenticated = tried;
      this.#keep(holes);
    }
    if (login !== undefined && wants('tokens')) {
      this.#options.onStep?.('comparing tokens', 0, 0);
      const { holes, tried, signIns } = await judgeTokens(login, endpoints, this.#prober);
      this.#tried.tokens = tried;
      this.#signIns = signIns;
      this.#keep(holes);
    }
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
    this.#keep(await proveSinks(endpoint, wanted, this.#prober, { file }));
    for (const seen of landing.exchanges) await this.#attackInput(endpoint, seen, wants);
    if (wants('prototype-pollution')) {
      this.#more('prototype-pollution');
      this.#keep([await provePollution(endpoint, this.#prober)]);
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
      this.#keep(await proveAddresses(endpoint, input, this.#prober, this.#callBack));
    }
    if (wants('xss') || wants('code-injection') || wants('header-injection')) {
      this.#more('xss');
      this.#more('header-injection');
      this.#keep(await proveAnswers(endpoint, seen, this.#prober));
    }
    if (wants('nosql-injection') && !this.#hasHole(endpoint, input)) {
      this.#more('nosql-injection');
      this.#keep([await proveConditions(endpoint, input, this.#prober)]);
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

  /** One hole is told once, however many proofs of it there are. */
  #keep(holes: readonly (Hole | undefined)[]): void {
    const wants = holeFilter(this.#options.kinds);
    for (const hole of holes) {
      if (hole === undefined || !wants(hole.kind)) continue;
      const isKnown = this.#holes.some(
        (one) =>
          one.kind === hole.kind &&
          one.method === hole.method &&
          one.route === hole.route &&
          one.input === hole.input,
      );
      if (!isKnown) this.#holes.push(hole);
    }
  }

  /** What changes a query is no condition of a document store as well. */
  #hasHole({ method, pattern }: Endpoint, { name }: Input): boolean {
    return this.#holes.some(
      (one) => one.method === method && one.route === pattern && one.input?.endsWith(`.${name}`),
    );
  }

  #record(unfinished: string | undefined): AttackRecord {
    const { origin, sensor, isInContinuousIntegration } = this.#options;
    const given = Math.min(2, this.#sessions.length) as 0 | 1 | 2;
    return {
      target: origin.origin,
      hasSensor: sensor !== undefined,
      isInContinuousIntegration,
      requests: this.#sender.sent,
      elapsedMs: Date.now() - this.#started,
      routes: this.#endpoints.list().map(routeOf),
      tried: this.#tried,
      sessions: { given, signIns: this.#signIns },
      holes: this.#holes,
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
