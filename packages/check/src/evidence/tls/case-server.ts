import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { cipherSuites } from '../../analysis/tls/cipher-suites.ts';
import { ByteReader, numberBytes, Truncated, vectorBytes } from './bytes.ts';
import { type HelloProtocol, wireVersions } from './client-hello.ts';

/** What a made-up server agrees to: it answers any hello, and cannot go on from there. */
export interface CaseServerSettings {
  /** Suites of each protocol, the oldest first, in the order of preference. */
  readonly suites: Partial<Record<HelloProtocol, readonly number[]>>;
  readonly ssl2?: readonly number[];
  readonly followsClient?: boolean;
  readonly curves?: readonly number[];
  /** It takes its first curve whatever the client says that it knows. */
  readonly heedsNoCurves?: boolean;
  readonly groups?: readonly number[];
  readonly primeBits?: number;
  /** As DER. */
  readonly certificates?: readonly Uint8Array[];
  readonly compression?: number;
  readonly knowsRenegotiation?: boolean;
  readonly knowsFallback?: boolean;
  /** How it refuses: an alert when left out. */
  readonly refusal?: 'close' | 'reset';
  /** After so many connections it ends each one without a word. */
  readonly patience?: number;
  /** It says nothing to longer messages. */
  readonly maxHelloBytes?: number;
}

export interface CaseServer {
  readonly port: number;
  /** Connections so far. */
  readonly connections: () => number;
  readonly close: () => Promise<void>;
}

/** A server on a free port of this machine that handles each connection by `handle`. */
export async function listen(handle: (socket: Socket) => void): Promise<CaseServer> {
  let connections = 0;
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    handle(socket);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Starts a made-up server. */
export function startCaseServer(settings: CaseServerSettings): Promise<CaseServer> {
  let left = settings.patience ?? Infinity;
  return listen((socket) => {
    left -= 1;
    if (left < 0) {
      socket.end();
      return;
    }
    let received = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      const answer = answerTo(received, settings);
      if (answer === 'incomplete') return;
      if (answer === 'silence') return;
      if (answer === 'reset') socket.resetAndDestroy();
      else if (answer === 'close') socket.end();
      else socket.end(Uint8Array.from(answer));
    });
  });
}

type Reply = readonly number[] | 'incomplete' | 'silence' | 'close' | 'reset';

function answerTo(bytes: Uint8Array, settings: CaseServerSettings): Reply {
  try {
    if (bytes[0]! >= 0x80) return ssl2Answer(settings);
    const reader = new ByteReader(bytes);
    reader.slice(3);
    const message = reader.vector(2);
    if (settings.maxHelloBytes !== undefined && message.length > settings.maxHelloBytes)
      return 'silence';
    return helloAnswer(clientHelloOf(message), settings);
  } catch (error) {
    if (error instanceof Truncated) return 'incomplete';
    throw error;
  }
}

interface ClientHello {
  readonly version: number;
  readonly suites: readonly number[];
  readonly compression: Uint8Array;
  readonly extensions: ReadonlyMap<number, Uint8Array>;
}

function clientHelloOf(message: Uint8Array): ClientHello {
  const outer = new ByteReader(message);
  outer.slice(1);
  const reader = new ByteReader(outer.vector(3));
  const version = reader.number(2);
  reader.slice(32);
  reader.vector(1);
  const suites = wideValues(reader.vector(2));
  const compression = reader.vector(1);
  const extensions = new Map<number, Uint8Array>();
  const rest = new ByteReader(reader.left > 0 ? reader.vector(2) : new Uint8Array(0));
  while (rest.left > 0) extensions.set(rest.number(2), rest.vector(2));
  return { version: extensions.has(43) ? 0x0304 : version, suites, compression, extensions };
}

function helloAnswer(hello: ClientHello, settings: CaseServerSettings): Reply {
  const refusal = settings.refusal ?? alert(40);
  const offered = Object.keys(settings.suites) as HelloProtocol[];
  // As real ones do it chooses the newest that it has, up to the client's.
  const protocol = offered.findLast((one) => wireVersions[one] <= hello.version);
  if (protocol === undefined) return settings.refusal ?? alert(70);
  const version = wireVersions[protocol];
  const isNewest = protocol === offered.at(-1);
  if (settings.knowsFallback && hello.suites.includes(0x5600) && !isNewest) return alert(86);
  const own = settings.suites[protocol] ?? [];
  const suite = settings.followsClient
    ? hello.suites.find((one) => own.includes(one))
    : own.find((one) => hello.suites.includes(one));
  if (suite === undefined) return refusal;
  const asked = groupsIn(hello);
  if (protocol === 'TLSv1.3') {
    const group = (settings.groups ?? [29]).find((one) => asked.includes(one));
    return group === undefined ? refusal : record(retryRequest(suite, group), version);
  }
  const { curves = [23], heedsNoCurves = false } = settings;
  const curve = curves.find((one) => heedsNoCurves || asked.includes(one));
  if (cipherSuites.get(suite)?.agreement === 'ECDHE' && curve === undefined && protocol !== 'SSLv3')
    return refusal;
  const method = settings.compression ?? 0;
  const certificates = (settings.certificates ?? []).flatMap((der) => vectorBytes([...der], 3));
  const flight = [
    ...serverHello(
      hello,
      version,
      suite,
      hello.compression.includes(method) ? method : 0,
      settings,
    ),
    ...message(11, vectorBytes(certificates, 3)),
    ...keyExchange(suite, curve ?? 23, settings.primeBits ?? 2048),
    ...message(14, []),
  ];
  return record(flight, version);
}

function serverHello(
  { suites }: ClientHello,
  version: number,
  suite: number,
  compression: number,
  { knowsRenegotiation }: CaseServerSettings,
): number[] {
  const hasExtension = knowsRenegotiation && suites.includes(0x00ff);
  const extensions = hasExtension ? vectorBytes([0xff, 0x01, 0, 1, 0], 2) : [];
  const body = [...numberBytes(version, 2), ...zeros(32), 0, ...numberBytes(suite, 2), compression];
  return message(2, [...body, ...extensions]);
}

function retryRequest(suite: number, group: number): number[] {
  const extensions = [0, 43, 0, 2, 3, 4, 0, 51, 0, 2, ...numberBytes(group, 2)];
  const body = [3, 3, ...zeros(32), 0, ...numberBytes(suite, 2), 0];
  return message(2, [...body, ...vectorBytes(extensions, 2)]);
}

function keyExchange(code: number, curve: number, primeBits: number): number[] {
  const suite = cipherSuites.get(code);
  if (suite?.agreement === 'ECDHE') return message(12, [3, ...numberBytes(curve, 2), 1, 4]);
  if (!suite?.hasForwardSecrecy) return [];
  const prime = [1 << ((primeBits - 1) % 8), ...zeros(Math.ceil(primeBits / 8) - 1)];
  const hint = suite.name.includes('_PSK_') ? [0, 0] : [];
  return message(12, [...hint, ...vectorBytes(prime, 2), 0, 1, 2, 0, 1, 3]);
}

function ssl2Answer({ ssl2 }: CaseServerSettings): Reply {
  if (ssl2 === undefined) return 'close';
  const specs = ssl2.flatMap((kind) => numberBytes(kind, 3));
  const lengths = [...numberBytes(4, 2), ...numberBytes(specs.length, 2), 0, 2];
  const body = [4, 0, 1, 0, 2, ...lengths, 1, 2, 3, 4, ...specs, 5, 6];
  return [...numberBytes(0x8000 + body.length, 2), ...body];
}

function groupsIn({ extensions }: ClientHello): number[] {
  const list = extensions.get(10);
  return list === undefined ? [] : wideValues(new ByteReader(list).vector(2));
}

function wideValues(bytes: Uint8Array): number[] {
  const reader = new ByteReader(bytes);
  return Array.from({ length: bytes.length / 2 }, () => reader.number(2));
}

function alert(code: number): number[] {
  return [21, 3, 1, 0, 2, 2, code];
}

function record(content: readonly number[], version: number): number[] {
  return [22, ...numberBytes(Math.min(version, 0x0303), 2), ...vectorBytes(content, 2)];
}

function message(type: number, body: readonly number[]): number[] {
  return [type, ...vectorBytes(body, 3)];
}

function zeros(length: number): number[] {
  return Array.from({ length }, () => 0);
}
