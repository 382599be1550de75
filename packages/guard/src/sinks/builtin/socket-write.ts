import net from 'node:net';
import type { BuiltinHook } from '../../hooks/builtin.ts';
import { type AnyFunction, replaceMethod } from '../../hooks/wrap.ts';
import { counters } from '../../verdict/counters.ts';
import { isRefused } from '../../verdict/probe.ts';
import { openConnection, readWrite } from '../wire/wire-connection.ts';
import type { WireReader } from '../wire/message-reader.ts';

/** Undefined: nothing written yet. `null`: not to be read. */
const kReader: unique symbol = Symbol('castellan.wire') as never;

type WatchedSocket = net.Socket & { [kReader]?: WireReader | null };

/**
 * Database connections at the socket: the last place that every driver passes, bundled, minified or
 * loaded in a way that guard's hooks cannot see. A refused statement is replaced by one that fails, so
 * that the driver gets an ordinary error and its pool goes on.
 */
export const sink: BuiltinHook = {
  library: 'node:net',
  install: () =>
    replaceMethod(net.Socket.prototype, 'write', wrapWrite) &&
    replaceMethod(net.Socket.prototype, 'end', wrapEnd),
  selfCheck: () => isRefused(writeStatement),
};

/** A prototype's method with `this` as first argument, without an array for each call. */
function uncurry(method: AnyFunction): AnyFunction {
  return Function.prototype.call.bind(method);
}

function wrapWrite(write: AnyFunction): AnyFunction {
  const original = uncurry(write);
  return function (this: WatchedSocket, chunk: unknown, encoding: unknown, callback: unknown) {
    if (this[kReader] === null) return original(this, chunk, encoding, callback) as unknown;
    const output = outgoing(this, chunk, encoding);
    if (output === chunk) return original(this, chunk, encoding, callback) as unknown;
    const done = typeof encoding === 'function' ? encoding : callback;
    return original(this, output, undefined, done) as unknown;
  };
}

function wrapEnd(end: AnyFunction): AnyFunction {
  const original = uncurry(end);
  return function (this: WatchedSocket, chunk: unknown, encoding: unknown, callback: unknown) {
    const reader = this[kReader];
    if (reader === null) return original(this, chunk, encoding, callback) as unknown;
    const hasChunk = chunk !== undefined && chunk !== null && typeof chunk !== 'function';
    const output = hasChunk ? outgoing(this, chunk, encoding) : chunk;
    const held = this[kReader]?.release();
    if (held === undefined && output === chunk) {
      return original(this, chunk, encoding, callback) as unknown;
    }
    const last = hasChunk ? Buffer.concat([output as Buffer, held ?? Buffer.alloc(0)]) : held;
    const done = [chunk, encoding, callback].find((one) => typeof one === 'function');
    return original(this, last, done) as unknown;
  };
}

/** What to write in place of `chunk`: the same object in all but rare cases. Never throws. */
function outgoing(socket: WatchedSocket, chunk: unknown, encoding: unknown): unknown {
  try {
    const bytes = toBuffer(chunk, encoding);
    if (bytes === undefined || bytes.length === 0) return chunk;
    let reader = socket[kReader];
    if (reader === undefined) {
      reader = openConnection(socket, bytes);
      if (reader === undefined) return chunk;
      remember(socket, reader);
      if (reader === null) return chunk;
    }
    const output = readWrite(reader as WireReader, bytes);
    if (reader?.isLost) socket[kReader] = null;
    return output === bytes ? chunk : output;
  } catch {
    counters.faults += 1;
    return chunk;
  }
}

function remember(socket: WatchedSocket, reader: WireReader | null): void {
  // Not enumerable: apps print sockets.
  Reflect.defineProperty(socket, kReader, { value: reader, writable: true, configurable: true });
}

/** Undefined for what `write` refuses anyway. */
function toBuffer(chunk: unknown, encoding: unknown): Buffer | undefined {
  if (Buffer.isBuffer(chunk)) return chunk;
  if (typeof chunk === 'string') {
    return Buffer.from(chunk, typeof encoding === 'string' ? (encoding as 'utf8') : 'utf8');
  }
  if (!ArrayBuffer.isView(chunk)) return undefined;
  return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}

/** A PostgreSQL connection that stays in memory: what is written to a corked socket goes nowhere. */
function writeStatement(payload: string): void {
  const socket = new net.Socket();
  socket.on('error', () => undefined);
  socket.cork();
  socket.write(Buffer.from('000000090003000000', 'hex'));
  const text = `SELECT '${payload}'\0`;
  const head = Buffer.from('Q\0\0\0\0');
  head.writeUInt32BE(Buffer.byteLength(text) + 4, 1);
  socket.write(Buffer.concat([head, Buffer.from(text)]));
  socket.destroy();
}
