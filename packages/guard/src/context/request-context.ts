import type { IncomingMessage } from 'node:http';
import type { BlockedError } from '@castellan/core';
import { AsyncLocalStorage, randomUUID } from '../hooks/originals.ts';
import type { SinkCall } from '../detections/sink-call.ts';
import type { Identity } from '../identity/identity.ts';
import type { Inputs } from './inputs.ts';
import { JustEnded } from './just-ended.ts';
import { RequestRow } from './request-row.ts';

/** What a framework knows of a request beyond Node's own objects; every answer may be missing. */
export interface FrameworkView {
  /** Pattern of the matched route, e.g. `/users/:id`. */
  route(): string | undefined;
  /** Parameters cut from the path by the route. */
  params(): unknown;
  /** The body as the framework parsed it. */
  body(): unknown;
}

/** The ways in which guard can end a request, through functions that the app cannot reach. */
export interface Answer {
  /** True once headers are on their way. */
  hasBegun(): boolean;
  /** True once the whole answer has been handed over. */
  hasEnded(): boolean;
  /** Sends a whole answer; later writes of the app go nowhere. */
  send(status: number, headers: Readonly<Record<string, string | number>>, body: string): void;
  /** Ends the connection, or the one stream of it, at once. */
  cut(): void;
}

/**
 * Sees a sink call that is made on behalf of a request in place of the detections; `judge` asks them.
 * `args` are those of the function that was called, where its sink tells them.
 */
export type Witness = (
  point: { readonly library: string; readonly api: string },
  call: SinkCall,
  judge: () => BlockedError | undefined,
  args?: readonly unknown[],
) => BlockedError | undefined;

/** One request in flight, and what guard knows of it. */
export interface RequestContext {
  readonly id: string;
  readonly req: IncomingMessage;
  /** Path and query as they came, whatever the app has made of `req.url` since. */
  readonly url: string;
  /** Pattern of the matched route, where a framework tells. */
  readonly route: string | undefined;
  /** Missing where the protocol has no answer to give (probes). */
  readonly answer: Answer | undefined;
  readonly inputs: Inputs;
  /** Bytes of its body that are kept by reference. */
  readonly bodyBytes: number;
  framework: FrameworkView | undefined;
  /** For whom the app said that the request is made. */
  identity: Identity | undefined;
  /** Time that detections have spent on this request, in milliseconds. */
  spentMs: number;
  /** Set once the request was refused; the id of the finding that did it. */
  blockedBy: string | undefined;
  /** What guard's own start-up probe sends; undefined for every real request. */
  readonly probe: string | undefined;
  /** Of start-up probes, and of what an attack run sends; undefined for every other request. */
  readonly witness: Witness | undefined;
  /**
   * Called when its response is over: lets go of what can be made again. What the app goes on doing on
   * its behalf is still judged, since the context lives as long as something of that may run.
   */
  rest(): void;
}

const storage = new AsyncLocalStorage<RequestContext | undefined>();

/** Requests that are being served, for sinks that lost their asynchronous context. */
export const requestsInFlight: RequestRow<RequestContext> = new RequestRow();

const justEnded = new JustEnded<RequestContext>();

/**
 * Ends a request's flight. One that was refused or cut off is kept for a while: statements that it
 * queued may still be on their way when nobody waits for its answer any more.
 */
export function leaveFlight(context: RequestContext, isAnswered: boolean): void {
  requestsInFlight.delete(context);
  context.rest();
  if (context.blockedBy === undefined && isAnswered) return;
  justEnded.add(context, performance.now());
}

/** Requests that were refused or cut off a short while ago, oldest first. */
export function requestsJustEnded(): readonly RequestContext[] {
  return justEnded.contexts(performance.now());
}

/** The request on whose behalf the current code runs, if any. */
export function currentRequest(): RequestContext | undefined {
  return storage.getStore();
}

/** Runs `callback` as part of a request, or of none. */
export function runInRequest<Args extends unknown[], Result>(
  context: RequestContext | undefined,
  callback: (...args: Args) => Result,
  ...args: Args
): Result {
  return storage.run(context, callback, ...args);
}

/** Makes `callback` run as part of the request that is current now, whoever calls it. */
export function bindToRequest<Args extends unknown[], Result>(
  callback: (this: unknown, ...args: Args) => Result,
): (this: unknown, ...args: Args) => Result {
  const context = storage.getStore();
  if (context === undefined) return callback;
  return function (...args) {
    return storage.run(context, () => Reflect.apply(callback, this, args));
  };
}

export function newFindingId(): string {
  return randomUUID();
}
