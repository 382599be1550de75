import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
import fs from 'node:fs';
import http, { type ServerResponse } from 'node:http';
import module from 'node:module';
import { Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import vm from 'node:vm';

type FsName =
  | 'appendFile'
  | 'appendFileSync'
  | 'chmodSync'
  | 'closeSync'
  | 'existsSync'
  | 'mkdirSync'
  | 'openSync'
  | 'readdirSync'
  | 'readFile'
  | 'readFileSync'
  | 'realpathSync'
  | 'renameSync'
  | 'statSync'
  | 'unlinkSync'
  | 'writeSync';

/**
 * Functions of Node as they were before any hook. Guard's own code calls these only, so that nothing
 * in guard can be reached by its own hooks. This module must be loaded before the first hook.
 */
export const originalFs: Readonly<Pick<typeof fs, FsName>> = Object.freeze({
  appendFile: fs.appendFile,
  appendFileSync: fs.appendFileSync,
  chmodSync: fs.chmodSync,
  closeSync: fs.closeSync,
  existsSync: fs.existsSync,
  mkdirSync: fs.mkdirSync,
  openSync: fs.openSync,
  readdirSync: fs.readdirSync,
  readFile: fs.readFile,
  readFileSync: fs.readFileSync,
  realpathSync: fs.realpathSync,
  renameSync: fs.renameSync,
  statSync: fs.statSync,
  unlinkSync: fs.unlinkSync,
  writeSync: fs.writeSync,
});

/** How guard itself speaks to watch, with an agent of its own. */
export type HttpClient = Readonly<Pick<typeof http, 'request' | 'Agent'>>;

/** To be asked for at start, before the app: TLS is dear to load, and most apps report without it. */
export function originalHttpClient(isTls: boolean): HttpClient {
  const { request, Agent } = isTls
    ? (process.getBuiltinModule('node:https') as unknown as HttpClient)
    : http;
  return Object.freeze({ request, Agent });
}

/** The methods of a response that guard needs to refuse a request. */
export type ResponseMethods = Readonly<
  Pick<ServerResponse, 'end' | 'getHeaderNames' | 'removeHeader' | 'writeHead'>
>;

function methodsOf(prototype: ResponseMethods): ResponseMethods {
  const { end, getHeaderNames, removeHeader, writeHead } = prototype;
  return Object.freeze({ end, getHeaderNames, removeHeader, writeHead });
}

/** Methods of a response as Node ships them; middleware replaces them on single responses. */
export const originalResponse: ResponseMethods = methodsOf(http.ServerResponse.prototype);

const { IncomingMessage } = http;

/** A request that came from nowhere, for guard's own probes. */
export function emptyRequest(): http.IncomingMessage {
  return new IncomingMessage(new Socket());
}

let http2Response: ResponseMethods | undefined;

/** The same methods for HTTP/2 answers; `node:http2` is loaded only once the app has used it. */
export function originalHttp2Response(): ResponseMethods {
  http2Response ??= methodsOf(
    process.getBuiltinModule('node:http2').Http2ServerResponse
      .prototype as unknown as ResponseMethods,
  );
  return http2Response;
}

/** A random UUID (version 4). Loads `node:crypto` when first asked: apps need not have it at start. */
export function randomUUID(): string {
  return process.getBuiltinModule('node:crypto').randomUUID();
}

/** Loaded when first asked, as for `randomUUID`. */
export function originalCrypto(): Pick<typeof import('node:crypto'), 'createHmac'> {
  return process.getBuiltinModule('node:crypto');
}

/** The SHA-256 of a text, in hexadecimal. */
export function sha256(text: string): string {
  return process.getBuiltinModule('node:crypto').createHash('sha256').update(text).digest('hex');
}

type Zlib = typeof import('node:zlib');

let zlib: Zlib | undefined;

/** Loaded at the first compressed body that no parser opened, for most apps never; at start with watch. */
export function originalZlib(): Zlib {
  zlib ??= { ...process.getBuiltinModule('node:zlib') };
  return zlib;
}

/** Compiles without running, to see whether a source is valid. */
export const VmScript: typeof vm.Script = vm.Script;

export { AsyncLocalStorage, AsyncResource, module as nodeModule, os as nodeOs, path as nodePath };
