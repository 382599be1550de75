import type { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { connect, type DetailedPeerCertificate, type TLSSocket } from 'node:tls';
import { cipherSuites } from '../../analysis/tls/cipher-suites.ts';
import type { ServerCertificate } from '../../analysis/tls/server-facts.ts';
import { isSignedBy, type ReadCertificate, readCertificate } from './certificate-facts.ts';
import { type Endpoint, open, serverNameOf } from './endpoint.ts';
import { Inquiry } from './inquiry.ts';
import { offerOf } from './protocol-suites.ts';
import { endsAtRoot } from './root-store.ts';

/** The server showed no certificate that can be read. */
export interface NoCertificate {
  readonly failure: string;
}

const timeoutMs = 10_000;
const maxCertificates = 20;
const certified = [...cipherSuites.values()].filter(
  ({ isTls13, openssl, name }) =>
    !isTls13 && openssl !== undefined && !/_anon_|_PSK_|_KRB5_|_SRP_SHA_WITH/.test(name),
);
const certifiedSuites = certified.map(({ code }) => code);
const soundSuites = certified
  .filter(({ agreement, isAead, flaws }) => agreement === 'ECDHE' && isAead && flaws.length === 0)
  .map(({ code }) => code);
const extension = { signedTimestamps: '1.3.6.1.4.1.11129.2.4.2', mustStaple: '1.3.6.1.5.5.7.1.24' };

/** What Node.js's own client saw, trusting whatever comes. */
interface NodeSight {
  readonly certificates: readonly Uint8Array[];
  readonly trustProblem?: string;
  readonly hasStapledOcsp: boolean;
  readonly protocol?: string;
  readonly alpn?: string;
}

/** The certificates of a server as it sends them, and whether Node.js trusts them. Never rejects. */
export async function probeCertificate(
  endpoint: Endpoint,
): Promise<ServerCertificate | NoCertificate> {
  const [sent, seen] = await Promise.all([sentChain(endpoint), nodeSight(endpoint)]);
  const ders = sent ?? ('failure' in seen ? [] : seen.certificates);
  const read = ders.slice(0, maxCertificates).map(readCertificate);
  const chain = read.filter((one): one is ReadCertificate => one !== undefined);
  const [leaf] = chain;
  if (read[0] === undefined || leaf === undefined)
    return { failure: 'failure' in seen ? seen.failure : 'its certificate cannot be read' };
  const signedBy = chain.map((one, index) => signerOf(one, index, chain));
  return {
    host: endpoint.serverName ?? endpoint.host,
    port: endpoint.port,
    chain: chain.map(({ facts }) => facts),
    isAsSent: sent !== undefined,
    signedBy,
    endsAtRoot: endsAtRoot(chain, signedBy),
    matchesHost: matchesHost(leaf.x509, endpoint.serverName ?? endpoint.host),
    hasSignedTimestamps: leaf.extensions.includes(extension.signedTimestamps),
    mustStaple: leaf.extensions.includes(extension.mustStaple),
    isTrustJudged: !('failure' in seen),
    hasStapledOcsp: !('failure' in seen) && seen.hasStapledOcsp,
    ...(!('failure' in seen) && {
      ...(seen.trustProblem !== undefined && { trustProblem: seen.trustProblem }),
      ...(seen.protocol !== undefined && { protocol: seen.protocol }),
      ...(seen.alpn !== undefined && { alpn: seen.alpn }),
    }),
  };
}

/** Up to TLS 1.2 the chain goes over the wire in the clear, in the server's order. */
async function sentChain(endpoint: Endpoint): Promise<readonly Uint8Array[] | undefined> {
  const inquiry = new Inquiry(endpoint);
  // Few suites first, which no server chokes on; then all by which a server can show a certificate.
  for (const suites of [soundSuites, certifiedSuites]) {
    const answer = await inquiry.ask(offerOf('TLSv1.2', suites), 'certificate');
    if (answer.kind === 'hello') return answer.certificates;
  }
  return undefined;
}

async function nodeSight(endpoint: Endpoint): Promise<NodeSight | NoCertificate> {
  const opening = await open(endpoint, timeoutMs);
  if ('failure' in opening) return opening;
  const servername = serverNameOf(endpoint);
  let socket: TLSSocket;
  try {
    socket = connect({
      socket: opening.socket,
      rejectUnauthorized: false,
      requestOCSP: true,
      minVersion: 'TLSv1',
      // Weak servers are looked at too; what is weak is told by rules.
      ciphers: 'ALL:@SECLEVEL=0',
      ALPNProtocols: ['h2', 'http/1.1'],
      // The name is judged apart: a chain that is not trusted must not hide a wrong name, nor the other way round.
      checkServerIdentity: () => undefined,
      ...(servername !== undefined && { servername }),
    });
  } catch (error) {
    opening.socket.destroy();
    return { failure: error instanceof Error ? error.message : String(error) };
  }
  return new Promise((resolve) => {
    let hasStapledOcsp = false;
    const finish = (sight: NodeSight | NoCertificate): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(sight);
    };
    const timer = setTimeout(() => finish({ failure: 'the handshake took too long' }), timeoutMs);
    socket.on('OCSPResponse', (response: Buffer | null) => {
      hasStapledOcsp = response !== null && response.length > 0;
    });
    socket.on('error', (error) => finish({ failure: error.message }));
    socket.on('close', () => finish({ failure: 'it ended the handshake' }));
    socket.on('secureConnect', () => finish(sightOf(socket, hasStapledOcsp)));
  });
}

/** Runs in an event: whatever a certificate makes Node.js throw must end here. */
function sightOf(socket: TLSSocket, hasStapledOcsp: boolean): NodeSight | NoCertificate {
  try {
    const protocol = socket.getProtocol();
    return {
      certificates: chainOf(socket.getPeerCertificate(true)),
      hasStapledOcsp,
      ...(!socket.authorized && { trustProblem: problemCode(socket.authorizationError) }),
      ...(protocol !== null && { protocol }),
      ...(typeof socket.alpnProtocol === 'string' && { alpn: socket.alpnProtocol }),
    };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}

/** Node.js gives a code, or an error that carries one. */
function problemCode(problem: unknown): string {
  if (typeof problem === 'string') return problem;
  const { code } = (problem ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : String(problem);
}

/** Node.js links certificates as it built them; the last one is its own issuer. */
function chainOf(first: DetailedPeerCertificate): Uint8Array[] {
  const found: Uint8Array[] = [];
  // Node.js gives an empty object when there is none, whatever its types say.
  let at: Partial<DetailedPeerCertificate> | undefined = first;
  const seen = new Set<unknown>();
  while (at?.raw && !seen.has(at) && found.length < maxCertificates) {
    seen.add(at);
    found.push(at.raw);
    at = at.issuerCertificate;
  }
  return found;
}

function signerOf(
  { x509, facts }: ReadCertificate,
  index: number,
  chain: readonly ReadCertificate[],
): number {
  if (facts.isSelfSigned) return index;
  return chain.findIndex((other, at) => at !== index && isSignedBy(x509, other.x509));
}

function matchesHost(x509: X509Certificate, host: string): boolean {
  try {
    const found =
      isIP(host) === 0 ? x509.checkHost(host, { subject: 'never' }) : x509.checkIP(host);
    return found !== undefined;
  } catch {
    return false;
  }
}
