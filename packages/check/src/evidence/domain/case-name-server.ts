import { createSocket, type RemoteInfo } from 'node:dgram';
import { once } from 'node:events';
import {
  type Answer,
  AUTHENTIC_DATA,
  AUTHORITATIVE_ANSWER,
  CHECKING_DISABLED,
  decode,
  encode,
  RECURSION_AVAILABLE,
} from 'dns-packet';

type RecordData = Extract<Answer, { data: unknown }>['data'];

/** Records by name and type, as dns-packet writes them. What is not in it, and has nothing below, is no name. */
type CaseZone = Readonly<Record<string, Readonly<Record<string, readonly unknown[]>>>>;

export interface CaseNameServerSettings {
  readonly zone: CaseZone;
  /** It says of every answer that it verified it. */
  readonly verifies?: boolean;
  /** Names whose signatures do not hold: refused to all who do not take them unverified. */
  readonly broken?: readonly string[];
  /** Names of which it never says a word. */
  readonly silent?: readonly string[];
  /** Names for which it fails. */
  readonly failing?: readonly string[];
}

export interface CaseNameServer {
  /** `127.0.0.1:5353`. */
  readonly address: string;
  /** `A www.shop.example`, in the order in which they came. */
  readonly asked: readonly string[];
  readonly close: () => Promise<void>;
}

const codes = { serverFailed: 2, noName: 3 } as const;

/** A resolver on a free port of this machine that knows one table of records. */
export async function startNameServer(settings: CaseNameServerSettings): Promise<CaseNameServer> {
  const socket = createSocket('udp4');
  const asked: string[] = [];
  socket.on('message', (message, from) => {
    const answer = answerTo(message, settings, asked);
    if (answer !== undefined) send(answer, from);
  });
  const send = (answer: Uint8Array, { port, address }: RemoteInfo): void =>
    socket.send(answer, port, address, () => {});
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    address: `127.0.0.1:${socket.address().port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        socket.close(() => resolve());
      }),
  };
}

function answerTo(
  message: Buffer,
  { zone, verifies = false, broken = [], silent = [], failing = [] }: CaseNameServerSettings,
  asked: string[],
): Uint8Array | undefined {
  const { id, questions = [], flags = 0 } = decode(message);
  const [question] = questions;
  if (question === undefined) return undefined;
  const name = question.name.toLowerCase();
  asked.push(`${question.type} ${name}`);
  if (silent.includes(name)) return undefined;
  const takesUnverified = (flags & CHECKING_DISABLED) !== 0;
  const fails = failing.includes(name) || (broken.includes(name) && !takesUnverified);
  const answers = fails ? [] : answersFor(zone, name, question.type);
  const code = fails ? codes.serverFailed : answers === undefined ? codes.noName : 0;
  return encode({
    type: 'response',
    ...(id !== undefined && { id }),
    flags: AUTHORITATIVE_ANSWER | RECURSION_AVAILABLE | (verifies ? AUTHENTIC_DATA : 0) | code,
    questions: [question],
    answers: answers ?? [],
  });
}

/** Undefined where there is no such name. Aliases are followed, as resolvers do. */
function answersFor(zone: CaseZone, name: string, type: string): Answer[] | undefined {
  const wild = `*${name.slice(name.indexOf('.'))}`;
  const types = zone[name] ?? zone[wild];
  const isAbove = Object.keys(zone).some((other) => other.endsWith(`.${name}`));
  if (types === undefined) return isAbove ? [] : undefined;
  const alias = types['CNAME']?.[0];
  if (typeof alias === 'string' && type !== 'CNAME') {
    const further = answersFor(zone, alias, type);
    // The code of an answer is that of the last name.
    return further === undefined ? undefined : [recordOf(name, 'CNAME', alias), ...further];
  }
  return (types[type] ?? []).map((data) => recordOf(name, type, data));
}

function recordOf(name: string, type: string, data: unknown): Answer {
  return { name, type, ttl: 60, class: 'IN', data: data as RecordData } as Answer;
}
