import { isIP } from 'node:net';
import { currentRequest } from '../../context/request-context.ts';
import { replaceMethod } from '../../hooks/wrap.ts';
import type { SinkPoint } from '../../verdict/judged.ts';
import { judgeConnection } from './judge-connection.ts';
import { knownAddress } from './known-addresses.ts';

interface DispatchOptions {
  origin?: string | URL;
  path?: string;
}

/**
 * Judges what an undici dispatcher sends, which may go over a connection that is open already: each
 * hop of a redirect comes by here too. Throwing is how `dispatch` reports errors to its callers.
 *
 * @param prototype of undici's base class, which all its agents, pools and clients share.
 */
export function guardDispatcher(prototype: object, point: SinkPoint): boolean {
  return replaceMethod(
    prototype,
    'dispatch',
    (dispatch) =>
      function (this: unknown, ...args: unknown[]): unknown {
        refuseOrigin(args[0] as DispatchOptions | undefined, point);
        return Reflect.apply(dispatch, this, args);
      },
  );
}

function refuseOrigin(options: DispatchOptions | undefined, point: SinkPoint): void {
  const context = currentRequest();
  if (context === undefined || !options?.origin) return;
  const url = parse(String(options.origin));
  if (url === undefined) return;
  const host = url.hostname.startsWith('[') ? url.hostname.slice(1, -1) : url.hostname;
  const address = isIP(host) === 0 ? knownAddress(host) : host;
  // A name that was never resolved has no open connection: its connect will be judged.
  if (address === undefined) return;
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
  const blocked = judgeConnection(context, point, {
    host,
    port,
    address,
    url: `${url.origin}${options.path ?? ''}`,
  });
  if (blocked !== undefined) throw blocked;
}

function parse(origin: string): URL | undefined {
  try {
    return new URL(origin);
  } catch {
    return undefined;
  }
}

/** The class up a dispatcher's prototype chain that has `dispatch` of its own. */
export function dispatcherBase(dispatcher: object): object | undefined {
  let base: object | undefined;
  let prototype = Object.getPrototypeOf(dispatcher) as object | null;
  for (; prototype !== null; prototype = Object.getPrototypeOf(prototype) as object | null) {
    if (typeof Reflect.getOwnPropertyDescriptor(prototype, 'dispatch')?.value === 'function') {
      base = prototype;
      break;
    }
  }
  return base;
}
