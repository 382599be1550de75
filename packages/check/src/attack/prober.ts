import { setTimeout as pause } from 'node:timers/promises';
import { attackHeader, canaryOf } from '@castellan/core';
import type { SentRequest } from '../analysis/attack/record.ts';
import { buildRequest, type Values, withSession } from './build-request.ts';
import type { Endpoint } from './endpoint.ts';
import type { Answer, Sender } from './wire/sender.ts';
import type { Observation, SensorServer } from './wire/sensor-server.ts';

/** A request, its answer, and what the sensor saw in between. */
export interface Exchange extends Observation {
  readonly request: SentRequest;
  /** Absent where none came: it took too long, or the app broke. */
  readonly answer?: Answer;
}

const overWithinMs = 1_500;
const runLetters = 4;

/** Time is up, or the app is gone: what was found until then is told, and why it is not all. */
export class RunEnds extends Error {
  override readonly name = 'RunEnds';
}

/** Answers that may stay away one after the other before the app counts as gone. */
const mostUnanswered = 8;

/** Sends the requests of a run and gathers what became of each. */
export class Prober {
  readonly #sender: Sender;
  readonly #sensor: SensorServer | undefined;
  #session: Readonly<Record<string, string>>;
  readonly #until: number;
  readonly #signal: AbortSignal | undefined;
  readonly #run = Math.random().toString(36).slice(2).padEnd(runLetters, '0').slice(0, runLetters);
  #canaries = 0;
  #unanswered = 0;
  #last: string | undefined;

  constructor(
    sender: Sender,
    sensor: SensorServer | undefined,
    session: Readonly<Record<string, string>>,
    until: number,
    signal?: AbortSignal,
  ) {
    this.#sender = sender;
    this.#sensor = sensor;
    this.#session = session;
    this.#until = until;
    this.#signal = signal;
  }

  get origin(): URL {
    return this.#sender.origin;
  }

  get hasSensor(): boolean {
    return this.#sensor !== undefined;
  }

  /** Goes on as somebody else. */
  beAs(session: Readonly<Record<string, string>>): void {
    this.#session = session;
  }

  canary(): string {
    this.#canaries += 1;
    return canaryOf(this.#run, this.#canaries);
  }

  /** Gives values to an endpoint. */
  try(endpoint: Endpoint, values: Values, learns = false): Promise<Exchange> {
    return this.send(buildRequest(endpoint, values), learns);
  }

  /** Throws `RunEnds` when the app has gone away unseen: its silence was no proof of anything. */
  async mustAnswer(): Promise<void> {
    if (this.#unanswered === 0) return;
    await this.send({ method: 'GET', path: '/', headers: {} });
    if (this.#unanswered > 0) throw this.#gone();
  }

  #gone(): RunEnds {
    return new RunEnds(
      this.#last === undefined
        ? `nothing answers at ${this.origin.origin}`
        : `the app does not answer any more; the last that it did was ${this.#last}`,
    );
  }

  /** Sends a request as the run's session, which what is kept of it does not hold. */
  async send(
    request: SentRequest,
    learns = false,
    session: Readonly<Record<string, string>> = this.#session,
  ): Promise<Exchange> {
    if (this.#signal?.aborted === true)
      throw new RunEnds('it was interrupted before every route was attacked');
    if (Date.now() > this.#until)
      throw new RunEnds('the time was up before every route was attacked (--max-minutes)');
    if (this.#unanswered >= mostUnanswered) throw this.#gone();
    const number = this.#sender.sent;
    const sensor = this.#sensor;
    const mark = `${sensor?.tag ?? 'none'}-${number}${learns ? '-learn' : ''}`;
    const listening = sensor?.listen(number);
    let answer: Answer | undefined;
    let cameThere = true;
    try {
      answer = await this.#sender.send(withSession(request, session), { [attackHeader]: mark });
    } catch (error) {
      // A connection that breaks is one way to answer; what the sensor saw still counts.
      cameThere = (error as NodeJS.ErrnoException).code !== 'ECONNREFUSED';
    }
    if (answer === undefined) this.#unanswered += 1;
    else [this.#unanswered, this.#last] = [0, `${request.method} ${request.path}`];
    if (listening === undefined) return { request, ...(answer && { answer }), ...nothing };
    const timeout = new AbortController();
    await Promise.race([
      ...(cameThere ? [listening.isOver] : [Promise.resolve()]),
      pause(overWithinMs, undefined, { signal: timeout.signal }).catch(() => undefined),
    ]);
    timeout.abort();
    return { request, ...(answer && { answer }), ...listening.end() };
  }
}

const nothing: Observation = { sightings: [], verdicts: [] };
