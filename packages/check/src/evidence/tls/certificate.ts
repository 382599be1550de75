import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { connect, type DetailedPeerCertificate, rootCertificates, type TLSSocket } from 'node:tls';
import { cipherSuites } from '../../analysis/tls/cipher-suites.ts';
import type { ServerCertificate } from '../../analysis/tls/server-facts.ts';
import { isSignedBy, type ReadCertificate, readCertificate } from './certificate-facts.ts';
import { type Endpoint, open, serverNameOf } from './endpoint.ts';
import { Inquiry } from './inquiry.ts';
import { offerOf } from './protocol-suites.ts';

/** The server showed no certificate that can be read. */
export interface NoCertificate {
  readonly failure: string;
}

const timeoutMs = 10_000;
const maxCertificates = 20;
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
  const suites = [...cipherSuites.values()].filter(({ isTls13 }) => !isTls13);
  const known = suites.filter(({ openssl, flaws }) => openssl !== undefined && flaws.length === 0);
  const offer = offerOf(
    'TLSv1.2',
    known.map(({ code }) => code),
  );
  const answer = await inquiry.ask(offer, 'certificate');
  return answer.kind === 'hello' ? answer.certificates : undefined;
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
      // The name is judged apart, so that trust does not hide it nor it trust.
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
    socket.on('secureConnect', () => {
      const protocol = socket.getProtocol();
      const problem: unknown = socket.authorizationError;
      finish({
        certificates: chainOf(socket.getPeerCertificate(true)),
        hasStapledOcsp,
        ...(!socket.authorized && { trustProblem: problemCode(problem) }),
        ...(protocol !== null && { protocol }),
        ...(typeof socket.alpnProtocol === 'string' && { alpn: socket.alpnProtocol }),
      });
    });
  });
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

function endsAtRoot(chain: readonly ReadCertificate[], signedBy: readonly number[]): boolean {
  let at = 0;
  for (let steps = 0; steps < chain.length; steps += 1) {
    const next = signedBy[at]!;
    if (next < 0 || next === at) break;
    at = next;
  }
  const last = chain[at]!;
  return roots().some(
    (root) => root.fingerprint256 === last.x509.fingerprint256 || isSignedBy(last.x509, root),
  );
}

let parsedRoots: readonly X509Certificate[] | undefined;

function roots(): readonly X509Certificate[] {
  parsedRoots ??= rootCertificates.map((pem) => new X509Certificate(pem));
  return parsedRoots;
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
