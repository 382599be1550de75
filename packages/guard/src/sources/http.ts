import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import https from 'node:https';
import { isBlockedError } from '@castellan/core';
import {
  currentRequest,
  type RequestContext,
  requestsInFlight,
  runInRequest,
} from '../context/request-context.ts';
import { type AnyFunction, replaceMethod } from '../hooks/wrap.ts';
import { createHttpContext } from './http-context.ts';
import { hookRawBody } from './raw-body.ts';

/** Server events that hand a request to the app. */
const REQUEST_EVENTS = new Set<unknown>([
  'request',
  'checkContinue',
  'checkExpectation',
  'upgrade',
  'connect',
]);

/** Makes every request that a Node HTTP or HTTPS server serves run in a context of its own. */
export function hookHttpServers(): boolean {
  hookRawBody();
  return [http.Server.prototype, https.Server.prototype].every((prototype) =>
    hookServer(prototype),
  );
}

/** Wraps `emit` of one server class; also used for the classes of `node:http2`. */
export function hookServer(prototype: object): boolean {
  return replaceMethod(
    prototype,
    'emit',
    (emit) =>
      function (this: unknown, ...args: unknown[]): unknown {
        if (!REQUEST_EVENTS.has(args[0])) return Reflect.apply(emit, this, args);
        return serve(emit, this, args);
      },
  );
}

function serve(emit: AnyFunction, server: unknown, args: unknown[]): unknown {
  const req = args[1] as IncomingMessage;
  // A server may hand a request on to another (virtual hosts, `checkContinue`): still one request.
  if (currentRequest()?.req === req) return Reflect.apply(emit, server, args);
  const hasResponse = args[0] !== 'upgrade' && args[0] !== 'connect';
  const res = hasResponse ? (args[2] as ServerResponse) : undefined;
  const context = createHttpContext(req, res);
  follow(context);
  return runInRequest(context, () => {
    try {
      return Reflect.apply(emit, server, args);
    } catch (error) {
      // The refusal has been answered; thrown on, it would end the process.
      if (context.blockedBy !== undefined && isBlockedError(error)) return true;
      throw error;
    }
  });
}

/** Knows the request as in flight until its answer or connection ends. */
function follow(context: RequestContext): void {
  requestsInFlight.add(context);
  const end = context.res ?? context.req.socket;
  end.once('close', () => requestsInFlight.delete(context));
}
