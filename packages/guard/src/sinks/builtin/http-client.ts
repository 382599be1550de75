import { EventEmitter } from 'node:events';
import http, { type ClientRequest } from 'node:http';
import { Socket } from 'node:net';
import { currentRequest } from '../../context/request-context.ts';
import type { BuiltinHook } from '../../hooks/builtin.ts';
import { type AnyFunction, replaceMethod } from '../../hooks/wrap.ts';
import { countUse } from '../../inventory/outbound.ts';
import type { SinkPoint } from '../../verdict/judged.ts';
import { isRefusedWith } from '../../verdict/probe.ts';
import { judgeConnection } from '../connections/judge-connection.ts';

const LIBRARY = 'node:http';
const POINT: SinkPoint = { library: LIBRARY, api: 'request' };

/**
 * Requests of `http` and `https` that are given a connection which is open already (keep-alive): no
 * connect will follow, so they are judged here by the address at its other end.
 */
export const sink: BuiltinHook = {
  library: `${LIBRARY} (client)`,
  install: () => replaceMethod(http.ClientRequest.prototype, 'onSocket', wrapOnSocket),
  selfCheck: () =>
    isRefusedWith('http://127.0.0.1:9/', () => {
      const request = Object.assign(new EventEmitter(), {
        host: '127.0.0.1',
        path: '/',
        protocol: 'http:',
        destroy: () => undefined,
      }).on('error', () => undefined);
      // Node destroys it: a stand-in that is no stream would be an uncaught exception at start.
      const socket = Object.defineProperties(new Socket(), {
        connecting: { value: false },
        remoteAddress: { value: '127.0.0.1' },
        remotePort: { value: 9 },
      });
      socket.on('error', () => undefined);
      http.ClientRequest.prototype.onSocket.call(request as never, socket as never);
    }),
};

function wrapOnSocket(onSocket: AnyFunction): AnyFunction {
  return function (this: ClientRequest, socket: Socket | null, ...rest: unknown[]): unknown {
    if (socket !== null) countUse(socket, LIBRARY);
    const context = currentRequest();
    const address = socket?.connecting === false ? socket.remoteAddress : undefined;
    if (context !== undefined && socket !== null && address !== undefined) {
      const blocked = judgeConnection(context, POINT, {
        host: bare(this.host),
        port: socket.remotePort ?? 0,
        address,
        url: `${this.protocol}//${this.host}${this.path}`,
      });
      // Node hands the error on to the request and gives the socket up.
      if (blocked !== undefined) return Reflect.apply(onSocket, this, [socket, blocked]);
    }
    return Reflect.apply(onSocket, this, [socket, ...rest]);
  };
}

function bare(host: string): string {
  return host.startsWith('[') ? host.slice(1, -1) : host;
}
