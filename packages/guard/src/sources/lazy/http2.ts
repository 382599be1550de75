import type { EventEmitter } from 'node:events';
import type { IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2';
import type { RequestContext } from '../../context/request-context.ts';
import type { BuiltinHook } from '../../hooks/builtin.ts';
import { contextOfEvent, follow, hookServer, seesContext } from '../builtin/http.ts';
import { createStreamContext } from '../http2-stream.ts';
import { hookRawBody } from '../raw-body.ts';

const LIBRARY = 'node:http2';

/** HTTP/2 servers, in their compatibility form (`request`) and their own (`stream`). */
export const source: BuiltinHook = {
  library: LIBRARY,
  install() {
    const http2 = process.getBuiltinModule(LIBRARY);
    hookRawBody(http2.Http2ServerRequest.prototype);
    // The server classes are not exported; an unused server of each shows its prototype.
    const servers = [http2.createServer(), http2.createSecureServer()];
    return servers.every((server) =>
      hookServer(Object.getPrototypeOf(server) as object, contextOfHttp2Event),
    );
  },
  selfCheck: () => seesContext(process.getBuiltinModule(LIBRARY).createServer()),
};

function contextOfHttp2Event(args: readonly unknown[], server: object): RequestContext | undefined {
  if (args[0] !== 'stream') return contextOfEvent(args);
  // With a `request` listener, Node turns the stream into a request, which is seen on its own.
  if ((server as EventEmitter).listenerCount('request') > 0) return undefined;
  const stream = args[1] as ServerHttp2Stream;
  const [, , headers, , rawHeaders] = args as [0, 0, IncomingHttpHeaders, 0, string[] | undefined];
  hookRawBody(Object.getPrototypeOf(stream) as object);
  const context = createStreamContext(stream, headers, rawHeaders ?? []);
  follow(context, stream);
  return context;
}
