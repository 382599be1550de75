import { AsyncLocalStorage } from 'node:async_hooks';
import fs from 'node:fs';
import http, { type ServerResponse } from 'node:http';
import https from 'node:https';
import module from 'node:module';
import { Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import vm from 'node:vm';
import zlib from 'node:zlib';

type FsName =
  | 'appendFile'
  | 'appendFileSync'
  | 'chmodSync'
  | 'closeSync'
  | 'existsSync'
  | 'mkdirSync'
  | 'openSync'
  | 'readdirSync'
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
  readFileSync: fs.readFileSync,
  realpathSync: fs.realpathSync,
  renameSync: fs.renameSync,
  statSync: fs.statSync,
  unlinkSync: fs.unlinkSync,
  writeSync: fs.writeSync,
});

/** How guard itself speaks to watch, and with which agents of its own. */
export const originalHttp: {
  readonly requestHttp: typeof http.request;
  readonly requestHttps: typeof https.request;
  readonly HttpAgent: typeof http.Agent;
  readonly HttpsAgent: typeof https.Agent;
} = Object.freeze({
  requestHttp: http.request,
  requestHttps: https.request,
  HttpAgent: http.Agent,
  HttpsAgent: https.Agent,
});

export const originalGzip: typeof zlib.gzip = zlib.gzip;

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

/** Compiles without running, to see whether a source is valid. */
export const VmScript: typeof vm.Script = vm.Script;

export { AsyncLocalStorage, module as nodeModule, os as nodeOs, path as nodePath };
