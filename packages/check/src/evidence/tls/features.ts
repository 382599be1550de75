import { fallbackScsv, type HelloProtocol } from './client-hello.ts';
import { type Answer, type Inquiry } from './inquiry.ts';
import { chosenSuite, offerOf } from './protocol-suites.ts';

const inappropriateFallback = 86;
/** DEFLATE (RFC 3749) and LZS (RFC 3943). */
const compressionMethods = [1, 64];
const applicationProtocols = ['h2', 'http/1.1', 'http/1.0', 'spdy/3.1'];

/** Compression methods that the server agrees to; undefined when it did not say. */
export async function compressionOf(
  inquiry: Inquiry,
  protocol: HelloProtocol,
  suites: readonly number[],
): Promise<number[] | undefined> {
  const found: number[] = [];
  let compression = compressionMethods;
  while (compression.length > 0) {
    const answer = await inquiry.ask({ ...offerOf(protocol, suites), compression });
    // Who sends an alert will not have it; from other answers nothing follows.
    if (answer.kind !== 'hello') return answer.kind === 'alert' ? found : undefined;
    const method = answer.hello.compression;
    if (!compression.includes(method)) return found;
    found.push(method);
    compression = compression.filter((one) => one !== method);
  }
  return found;
}

/** Whether a client that says it was talked down is refused; undefined when the server did not say. */
export async function hasFallbackScsv(
  inquiry: Inquiry,
  protocol: HelloProtocol,
  suites: readonly number[],
): Promise<boolean | undefined> {
  const answer = await inquiry.ask(offerOf(protocol, [...suites, fallbackScsv]));
  if (answer.kind === 'alert') return answer.code === inappropriateFallback;
  return chosenSuite(answer, protocol) === undefined ? undefined : false;
}

/** Names that the server agrees to by ALPN, in its order. */
export async function alpnOf(
  inquiry: Inquiry,
  protocol: HelloProtocol,
  suites: readonly number[],
): Promise<string[]> {
  const found: string[] = [];
  let alpn = applicationProtocols;
  while (alpn.length > 0) {
    const answer: Answer = await inquiry.ask({ ...offerOf(protocol, suites), alpn });
    const name = answer.kind === 'hello' ? answer.hello.alpn : undefined;
    if (name === undefined || !alpn.includes(name)) break;
    found.push(name);
    alpn = alpn.filter((one) => one !== name);
  }
  return found;
}
