import type { Protocol } from '@castellan/core/tls';
import { ssl2Suites } from '../../analysis/tls/ssl2-suites.ts';
import type { ProtocolFacts, TlsServer } from '../../analysis/tls/server-facts.ts';
import type { HelloProtocol } from './client-hello.ts';
import type { Endpoint } from './endpoint.ts';
import { alpnOf, compressionOf, hasFallbackScsv } from './features.ts';
import { curvesOf, groupsOf, type GroupSight } from './group-choices.ts';
import { Inquiry, type Limits } from './inquiry.ts';
import { chosenSuite, offerOf, type ProtocolSight, protocolSuites } from './protocol-suites.ts';

/** Nothing that can be called TLS was to be had there. */
export interface NoTls {
  readonly failure: string;
}

const helloProtocols: readonly HelloProtocol[] = [
  'SSLv3',
  'TLSv1.0',
  'TLSv1.1',
  'TLSv1.2',
  'TLSv1.3',
];

/** Finds out what a server agrees to, by its own ClientHellos over plain sockets. Never rejects. */
export async function probeTls(endpoint: Endpoint, limits?: Limits): Promise<TlsServer | NoTls> {
  const inquiry = new Inquiry(endpoint, limits);
  const [ssl2, ...sights] = await Promise.all([
    ssl2Facts(inquiry),
    ...helloProtocols.map((protocol) => protocolSuites(inquiry, protocol)),
  ]);
  const facts = await doubted(inquiry, [ssl2, ...sights.map((sight) => sight.facts)], sights);
  if (!facts.some(({ status }) => status === 'offered')) return { failure: failureOf(sights) };
  const older = newest(sights.filter(({ facts }) => facts.protocol !== 'TLSv1.3'));
  const newer = newest(sights.filter(({ facts }) => facts.protocol === 'TLSv1.3'));
  const features = await featuresOf(inquiry, sights, older, newer);
  const { host, port, startTls } = endpoint;
  return {
    host,
    port,
    ...(startTls && { startTls }),
    protocols: facts,
    ...features,
    dhPrimes: [
      ...new Map(
        sights.flatMap(({ dhPrimes }) => dhPrimes).map((one) => [one.suite, one]),
      ).values(),
    ],
    connections: inquiry.connections,
  };
}

function newest(sights: readonly ProtocolSight[]): ProtocolSight | undefined {
  return sights.findLast(({ facts }) => facts.status === 'offered');
}

async function featuresOf(
  inquiry: Inquiry,
  sights: readonly ProtocolSight[],
  older: ProtocolSight | undefined,
  newer: ProtocolSight | undefined,
): Promise<Omit<TlsServer, 'host' | 'port' | 'protocols' | 'dhPrimes' | 'connections'>> {
  const none: GroupSight = { groups: [] };
  const protocol = older?.facts.protocol as HelloProtocol;
  const suites = older?.facts.suites ?? [];
  // The newest protocol but one of those offered: falling back to it must be refused.
  const offered = sights.filter(({ facts }) => facts.status === 'offered');
  const lower = offered.at(-2)?.facts;
  const [curves, groups, compression, alpn, fallback] = await Promise.all([
    older ? curvesOf(inquiry, protocol, suites) : none,
    newer ? groupsOf(inquiry, newer.facts.suites) : none,
    older ? compressionOf(inquiry, protocol, suites) : [],
    older && protocol !== 'SSLv3' ? alpnOf(inquiry, protocol, suites) : [],
    lower && hasFallbackScsv(inquiry, lower.protocol as HelloProtocol, lower.suites),
  ]);
  const hello = older?.first.kind === 'hello' ? older.first.hello : undefined;
  return {
    curves: curves.groups,
    groups: groups.groups,
    compression: compression ?? [],
    alpn,
    ...(fallback !== undefined && { hasFallbackScsv: fallback }),
    ...(hello && { hasSecureRenegotiation: hello.hasSecureRenegotiation }),
    ...(hello &&
      protocol !== 'SSLv3' && { hasExtendedMasterSecret: hello.hasExtendedMasterSecret }),
    gaps: [
      ...(curves.gap === undefined ? [] : [`curves: ${curves.gap}`]),
      ...(groups.gap === undefined ? [] : [`groups of TLS 1.3: ${groups.gap}`]),
      ...(compression === undefined ? ['compression: it gave no answer'] : []),
      ...(older ? [] : ['ALPN, which TLS 1.3 encrypts']),
    ],
  };
}

/**
 * A connection that ends without a word is how some servers refuse, and how others put off who asks too
 * much: it counts as a refusal while the server still agrees to what it agreed to before.
 */
async function doubted(
  inquiry: Inquiry,
  facts: readonly ProtocolFacts[],
  sights: readonly ProtocolSight[],
): Promise<readonly ProtocolFacts[]> {
  const wordless = new Set<Protocol>(
    sights.filter(({ first }) => first.kind === 'closed').map((sight) => sight.facts.protocol),
  );
  const known = newest(sights)?.facts;
  if (wordless.size === 0 || known === undefined) return facts;
  const protocol = known.protocol as HelloProtocol;
  const answer = await inquiry.ask(offerOf(protocol, known.suites));
  if (chosenSuite(answer, protocol) !== undefined) return facts;
  const gap = 'it ended the connection, and stopped answering altogether';
  return facts.map((one) =>
    wordless.has(one.protocol) && one.status === 'refused'
      ? { ...one, status: 'unclear', gap }
      : one,
  );
}

async function ssl2Facts(inquiry: Inquiry): Promise<ProtocolFacts> {
  const protocol = 'SSLv2';
  const answer = await inquiry.askSsl2(ssl2Suites.map(({ code }) => code));
  if (answer.kind === 'ssl2' && answer.kinds.length > 0)
    return { protocol, status: 'offered', suites: answer.kinds };
  // Few servers still know it, so whatever else they do is a refusal: an alert, an end, silence.
  const isUnclear = answer.kind === 'unreachable';
  return {
    protocol,
    status: isUnclear ? 'unclear' : 'refused',
    suites: [],
    ...(isUnclear && { gap: answer.reason }),
  };
}

function failureOf(sights: readonly ProtocolSight[]): string {
  const last = sights.map(({ first }) => first).at(-1)!;
  if (last.kind === 'unreachable' || last.kind === 'nonsense') return last.reason;
  if (last.kind === 'silent') return 'it gives no answer';
  return last.kind === 'alert'
    ? `it refuses every protocol (alert ${last.code})`
    : 'it refuses every protocol';
}
