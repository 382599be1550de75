import { isBlockedError } from '@castellan/core';
import { createInputs } from '../context/create-inputs.ts';
import { type RequestContext, runInRequest } from '../context/request-context.ts';
import type { RequestMaterial } from '../context/request-material.ts';
import { emptyRequest } from '../hooks/originals.ts';
import { refuseProbe } from './refuse-probe.ts';

/** Breaks out of a literal in every language that guard reads. */
const PAYLOAD = "castellan'; probe --";

/**
 * Runs each call as part of a made-up request that sent the payload, and says whether all of them
 * were refused. Nothing is reported, and a refused call has no effect.
 */
export function isRefused(...calls: readonly ((payload: string) => unknown)[]): boolean {
  return calls.every((call) => isRefusedWith(PAYLOAD, call));
}

/** Like `isRefused` for one call with a payload of its own (a path, an address). */
export function isRefusedWith(payload: string, call: (payload: string) => unknown): boolean {
  const context = probeContext(payload);
  runInRequest(context, () => {
    try {
      const result = call(payload);
      // A refused promise is expected here; nobody else awaits it.
      if (result instanceof Promise) result.catch(() => undefined);
    } catch (error) {
      if (!isBlockedError(error)) throw error;
    }
  });
  return context.blockedBy !== undefined;
}

/** Runs a check that needs a request but no refusal. */
export function emptyProbe(check: (context: RequestContext) => boolean): boolean {
  const context = probeContext('');
  return runInRequest(context, () => check(context));
}

/** A made-up request whose body is one value; refused like any other, never reported. */
export function probeContext(payload: string): RequestContext {
  const context: RequestContext = {
    id: 'probe',
    probe: payload,
    witness: (_point, call) => refuseProbe(context, call),
    // Made when asked for, which few probes do: all of them run at start.
    get req() {
      return emptyRequest();
    },
    get inputs() {
      return createInputs(materialOf(payload));
    },
    url: '/',
    route: undefined,
    answer: undefined,
    framework: undefined,
    identity: undefined,
    spentMs: 0,
    blockedBy: undefined,
    bodyBytes: 0,
    rest: () => undefined,
  };
  return context;
}

function materialOf(payload: string): RequestMaterial {
  return {
    version: 1,
    path: '/',
    query: undefined,
    rawHeaders: [],
    params: () => undefined,
    bodies: () => [{ path: 'body', value: payload }],
    rawBody: () => undefined,
  };
}
