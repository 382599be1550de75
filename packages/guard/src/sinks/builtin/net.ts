import dns from 'node:dns';
import net from 'node:net';
import { currentRequest, type RequestContext } from '../../context/request-context.ts';
import type { BuiltinHook } from '../../hooks/builtin.ts';
import { keepingCallers } from '../../hooks/callers.ts';
import { type AnyFunction, replaceMethod } from '../../hooks/wrap.ts';
import { countConnection } from '../../inventory/outbound.ts';
import { judgeFor } from '../../verdict/judge.ts';
import type { SinkPoint } from '../../verdict/judged.ts';
import { isRefusedWith } from '../../verdict/probe.ts';
import { judgeConnection } from '../connections/judge-connection.ts';
import { rememberAddress } from '../connections/known-addresses.ts';
import { watchRedirects } from '../connections/redirects.ts';

const LIBRARY = 'node:net';
const POINT: SinkPoint = { library: LIBRARY, api: 'connect' };

/**
 * Every connection of this process, whoever opens it (http, https, http2, fetch, undici, tls,
 * drivers), is judged by the address it is about to use: after the name was resolved, so that
 * neither rebinding nor a redirect gets around it.
 */
export const sink: BuiltinHook = {
  library: LIBRARY,
  install() {
    watchRedirects();
    return replaceMethod(net.Socket.prototype, 'connect', wrapConnect);
  },
  selfCheck: () =>
    isRefusedWith('http://127.0.0.1:9/', () => {
      const socket = new net.Socket();
      socket.on('error', () => undefined);
      socket.connect(9, '127.0.0.1');
      socket.destroy();
    }),
};

interface ConnectOptions {
  host?: unknown;
  port?: unknown;
  path?: unknown;
  lookup?: AnyFunction;
}

function wrapConnect(connect: AnyFunction): AnyFunction {
  return function (this: net.Socket, ...args: unknown[]): unknown {
    const options = optionsOf(args);
    const context = currentRequest();
    if (options === undefined) return keepingCallers(connect, this, args);
    if (typeof options.path !== 'string' && context?.probe === undefined) {
      countConnection(this, options.host, options.port);
    }
    if (context === undefined) {
      if (isName(options.host)) this.once('lookup', rememberLookup);
      return keepingCallers(connect, this, args);
    }
    const blocked = judgeAtOnce(context, options);
    if (blocked !== undefined) {
      process.nextTick(() => this.destroy(blocked));
      return this;
    }
    if (typeof options.path !== 'string' && isName(options.host ?? 'localhost')) {
      replaceOptions(args, options, guardedLookup(context, options));
    }
    return keepingCallers(connect, this, args);
  };
}

/** What needs no look-up: address literals, and local sockets, which are paths. */
function judgeAtOnce(context: RequestContext, { host, port, path }: ConnectOptions) {
  if (typeof path === 'string') {
    const call = { kind: 'path', path, operation: 'read', cwd: process.cwd() } as const;
    return judgeFor(context, POINT, call);
  }
  if (typeof host !== 'string' || isName(host)) return undefined;
  return judgeConnection(context, POINT, { host, port: Number(port), address: host });
}

function guardedLookup(context: RequestContext, options: ConnectOptions): AnyFunction {
  const host = typeof options.host === 'string' ? options.host : 'localhost';
  const lookup = options.lookup ?? (dns.lookup as AnyFunction);
  return function (this: unknown, name: unknown, ...rest: unknown[]): unknown {
    const callback = rest.pop() as AnyFunction;
    const judged = (error: unknown, found: unknown, ...more: unknown[]): unknown => {
      if (error) return callback(error, found, ...more);
      for (const address of addressesIn(found)) {
        rememberAddress(host, address);
        const destination = { host, port: Number(options.port), address };
        const blocked = judgeConnection(context, POINT, destination);
        if (blocked !== undefined) return callback(blocked);
      }
      return callback(null, found, ...more);
    };
    return Reflect.apply(lookup, this, [name, ...rest, judged]);
  };
}

/** One address, or with `all: true` a list of `{ address, family }`. */
function addressesIn(found: unknown): string[] {
  if (typeof found === 'string') return [found];
  if (!Array.isArray(found)) return [];
  return found.map(({ address }: { address: string }) => address);
}

/** The options in one of the three forms that `connect` takes; Node's own callers pass a list. */
function optionsOf(args: readonly unknown[]): ConnectOptions | undefined {
  const [first, second] = args;
  if (Array.isArray(first)) return first[0] as ConnectOptions | undefined;
  if (typeof first === 'object' && first !== null) return first;
  if (typeof first === 'string' && Number.isNaN(Number(first))) return { path: first };
  return { port: first, host: typeof second === 'string' ? second : undefined };
}

/** Hands on the same options with another `lookup`, without touching the caller's object. */
function replaceOptions(args: unknown[], options: ConnectOptions, lookup: AnyFunction): void {
  const replaced = Object.create(options, {
    lookup: { value: lookup, enumerable: true, writable: true },
  }) as ConnectOptions;
  if (Array.isArray(args[0])) args[0][0] = replaced;
  else if (typeof args[0] === 'object') args[0] = replaced;
  else {
    const callback = args.findLast((argument) => typeof argument === 'function');
    const own = { port: options.port, host: options.host, lookup };
    args.splice(0, args.length, own, ...(callback === undefined ? [] : [callback]));
  }
}

function rememberLookup(error: unknown, address: string, _family: unknown, host: string): void {
  if (!error) rememberAddress(host, address);
}

function isName(host: unknown): host is string {
  return typeof host === 'string' && net.isIP(host) === 0;
}
