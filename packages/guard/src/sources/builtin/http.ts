import { EventEmitter } from 'node:events';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex, Writable } from 'node:stream';
import {
  type Answer,
  currentRequest,
  type RequestContext,
  leaveFlight,
  requestsInFlight,
  runInRequest,
} from '../../context/request-context.ts';
import type { BuiltinHook } from '../../hooks/builtin.ts';
import { emptyRequest } from '../../hooks/originals.ts';
import { replaceInherited } from '../../hooks/wrap.ts';
import { countRoute } from '../../inventory/routes.ts';
import { door, turnAway } from '../../verdict/door.ts';
import { answerDrill, isDrill } from '../../verdict/drill.ts';
import { createHttpContext } from '../http-context.ts';
import { hookKeepAliveTimer } from '../keep-alive-timer.ts';
import { hookRawBody } from '../raw-body.ts';
import { serverResponseAnswer } from '../server-response-answer.ts';
import { socketAnswer } from '../socket-answer.ts';
import { untilRefused } from '../until-refused.ts';

/** Server events that hand a request to the app. */
const REQUEST_EVENTS = new Set<unknown>([
  'request',
  'checkContinue',
  'checkExpectation',
  'upgrade',
  'connect',
]);

/** Makes every request that a Node HTTP server serves run in a context of its own. */
export const source: BuiltinHook = {
  library: 'node:http',
  install() {
    hookRawBody(http.IncomingMessage.prototype);
    hookKeepAliveTimer(Socket.prototype);
    return hookResponses() && hookServer(http.Server.prototype, contextOfEvent);
  },
  selfCheck: () => seesContext(serverThatListensNowhere(http.Server.prototype)),
};

/** Makes the context of a server event, or none when the event hands over no request. */
export type ContextOfEvent = (
  args: readonly unknown[],
  server: object,
) => RequestContext | undefined;

/** Wraps `emit` of one server class. */
export function hookServer(prototype: object, contextOf: ContextOfEvent): boolean {
  return replaceInherited(
    prototype,
    'emit',
    (emit) =>
      function (this: object, ...args: unknown[]): unknown {
        const context = contextOf(args, this);
        if (context === undefined) return Reflect.apply(emit(), this, args);
        if (door.decisions !== 0 && turnAway(context)) return true;
        if (isDrill(context.url) && answerDrill(context)) return true;
        return runInRequest(context, untilRefused, context, emit(), this, args);
      },
  );
}

/** HTTP/1, and HTTP/2 in its compatibility form. */
export function contextOfEvent(args: readonly unknown[]): RequestContext | undefined {
  if (!REQUEST_EVENTS.has(args[0])) return undefined;
  const req = args[1] as IncomingMessage;
  // A server may hand a request on to another (virtual hosts, `checkContinue`): still one request.
  if (currentRequest()?.req === req) return undefined;
  const hasResponse = args[0] !== 'upgrade' && args[0] !== 'connect';
  const context = hasResponse
    ? createHttpContext(req, args[2] as ServerResponse, serverResponseAnswer)
    : createHttpContext(req, socketAnswer(args[2] as Duplex), itself);
  follow(context, args[2] as Writable);
  return context;
}

/** A socket's answer must know what had been written when the request came. */
const itself = (answer: Answer): Answer => answer;

/** Knows the request as in flight until its answer or connection ends. */
export function follow(context: RequestContext, end: Writable): void {
  requestsInFlight.add(context);
  if (watchesClose(end)) (end as Followed)[kContext] = context;
  else end.once('close', () => land(context, end.writableFinished));
}

/** The frameworks have told the route by now. */
function land(context: RequestContext, isAnswered: boolean): void {
  countRoute(context);
  leaveFlight(context, isAnswered);
}

const kContext: unique symbol = Symbol('castellan.context') as never;

interface Followed extends Writable {
  [kContext]?: RequestContext;
}

/** Whether `emit` of this object's class tells of its end; a listener each was measured to cost more. */
function watchesClose(end: object): boolean {
  return end instanceof http.ServerResponse;
}

/** Sees the `close` of every response, which Node emits once for each. */
function hookResponses(): boolean {
  return replaceInherited(
    http.ServerResponse.prototype,
    'emit',
    (emit) =>
      function (this: Followed, ...args: unknown[]): unknown {
        if (args[0] === 'close') {
          const context = this[kContext];
          if (context !== undefined) land(context, this.writableFinished);
        }
        return Reflect.apply(emit(), this, args);
      },
  );
}

/** No more of a server than it takes to emit: making a real one costs start-up. */
export function serverThatListensNowhere(prototype: object): EventEmitter {
  const server = Object.create(prototype) as EventEmitter;
  Reflect.apply(EventEmitter, server, []);
  return server;
}

/** Hands a request to a server that listens nowhere: its listener must see a context. */
export function seesContext(server: EventEmitter): boolean {
  let seen: RequestContext | undefined;
  server.once('request', () => {
    seen = currentRequest();
  });
  const req = emptyRequest();
  const res = new http.ServerResponse(req);
  server.emit('request', req, res);
  if (seen !== undefined) requestsInFlight.delete(seen);
  return seen?.req === req;
}
