import { createSocket } from 'node:dgram';
import { randomInt } from 'node:crypto';
import { isIPv6 } from 'node:net';
import {
  AUTHENTIC_DATA,
  CHECKING_DISABLED,
  type DecodedPacket,
  decode,
  encode,
  RECURSION_DESIRED,
  type RecordType,
} from 'dns-packet';
import type { DnsAnswer, DomainSigning } from '../../analysis/domain/facts.ts';

const timeoutMs = 3_000;
const tries = 2;
const answerBytes = 1_232;
const codes = { ok: 0, serverFailed: 2, noName: 3 } as const;

interface Heard {
  readonly code: number;
  readonly isVerified: boolean;
  readonly packet: DecodedPacket;
}

/** What parent and zone say of DNSSEC. `node:dns` asks for neither type, so the question is put by hand. */
export async function signingOf(server: string, zone: string): Promise<DomainSigning> {
  const [parent, keys, soa] = [
    await ask(server, zone, 'DS', 0),
    await ask(server, zone, 'DNSKEY', 0),
    await ask(server, zone, 'SOA', 0),
  ];
  const unverified =
    soa?.code === codes.serverFailed
      ? await ask(server, zone, 'SOA', CHECKING_DISABLED)
      : undefined;
  return {
    zone,
    delegation: answerOf(parent, (packet) =>
      (packet.answers ?? []).flatMap((one) => (one.type === 'DS' ? [one.data.keyTag] : [])),
    ),
    keys: answerOf(keys, (packet) =>
      (packet.answers ?? []).flatMap((one) => (one.type === 'DNSKEY' ? [one.data.flags] : [])),
    ),
    isVerified: soa?.isVerified === true,
    isBroken: unverified?.code === codes.ok,
  };
}

function answerOf(
  heard: Heard | undefined,
  read: (packet: DecodedPacket) => number[],
): DnsAnswer<number> {
  if (heard === undefined) return { status: 'failed', reason: 'no answer in time' };
  if (heard.code === codes.noName) return { status: 'no-name' };
  if (heard.code !== codes.ok)
    return { status: 'failed', reason: `the resolver answers ${heard.code}` };
  const records = read(heard.packet);
  if (records.length > 0) return { status: 'found', records };
  const isCut = heard.packet.flag_tc;
  return isCut ? { status: 'failed', reason: 'the answer was cut' } : { status: 'none' };
}

async function ask(
  server: string,
  name: string,
  type: RecordType,
  flags: number,
): Promise<Heard | undefined> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const heard = await askOnce(server, name, type, flags);
    if (heard !== undefined) return heard;
  }
  return undefined;
}

function askOnce(
  server: string,
  name: string,
  type: RecordType,
  flags: number,
): Promise<Heard | undefined> {
  const { host, port } = placeOf(server);
  const id = randomInt(65_536);
  const question = encode({
    type: 'query',
    id,
    flags: RECURSION_DESIRED | AUTHENTIC_DATA | flags,
    questions: [{ type, name }],
    additionals: [
      {
        type: 'OPT',
        name: '.',
        udpPayloadSize: answerBytes,
        extendedRcode: 0,
        ednsVersion: 0,
        flags: 0,
        flag_do: false,
        options: [],
      },
    ],
  });
  return new Promise((resolve) => {
    const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
    const end = (heard: Heard | undefined): void => {
      clearTimeout(timer);
      socket.close();
      resolve(heard);
    };
    const timer = setTimeout(() => end(undefined), timeoutMs);
    socket.on('error', () => end(undefined));
    socket.on('message', (message) => {
      const heard = heardIn(message, id, name, type);
      if (heard !== undefined) end(heard);
    });
    // Connected, so that answers of nobody else arrive.
    socket.connect(port, host, () => socket.send(question));
  });
}

/** An answer to our question; undefined for what is none. */
function heardIn(message: Buffer, id: number, name: string, type: RecordType): Heard | undefined {
  try {
    const packet = decode(message);
    const [question] = packet.questions ?? [];
    if (packet.type !== 'response' || packet.id !== id) return undefined;
    if (question?.name.toLowerCase() !== name || question.type !== type) return undefined;
    return { code: message.readUInt16BE(2) & 0x0f, isVerified: packet.flag_ad, packet };
  } catch {
    return undefined;
  }
}

/** `9.9.9.9`, `127.0.0.1:5353`, `[::1]:5353`. */
function placeOf(server: string): { host: string; port: number } {
  const bracketed = /^\[(.*)\](?::(\d+))?$/.exec(server);
  if (bracketed) return { host: bracketed[1]!, port: Number(bracketed[2] ?? 53) };
  if (isIPv6(server)) return { host: server, port: 53 };
  const [host = '', port] = server.split(':');
  return { host, port: Number(port ?? 53) };
}
