import { randomBytes } from 'node:crypto';
import type { Protocol } from '@castellan/core/tls';
import { numberBytes, vectorBytes } from './bytes.ts';

/** Protocols whose handshake is that of SSLv3 and its heirs. */
export type HelloProtocol = Exclude<Protocol, 'SSLv2'>;

export const wireVersions: Readonly<Record<HelloProtocol, number>> = {
  SSLv3: 0x0300,
  'TLSv1.0': 0x0301,
  'TLSv1.1': 0x0302,
  'TLSv1.2': 0x0303,
  'TLSv1.3': 0x0304,
};

/** Says that the client knows secure renegotiation (RFC 5746), where no extensions may be sent too. */
const renegotiationScsv = 0x00ff;
export const fallbackScsv = 0x5600;

/** What one ClientHello offers. */
export interface Offer {
  readonly protocol: HelloProtocol;
  readonly suites: readonly number[];
  /** Groups of keys; none are named when it is empty. */
  readonly groups: readonly number[];
  /** Host name to be told by SNI. */
  readonly serverName?: string;
  readonly alpn?: readonly string[];
  /** Methods before the null one. */
  readonly compression?: readonly number[];
  /** Sends a share of a key for x25519, for servers that cannot ask for one. */
  readonly hasKeyShare?: boolean;
}

// TLS 1.3's and those of older protocols, up to MD5 and DSA: which of them a certificate needs is not ours to say.
const signatureSchemes = [
  0x0403, 0x0503, 0x0603, 0x0807, 0x0808, 0x081a, 0x081b, 0x081c, 0x0809, 0x080a, 0x080b, 0x0804,
  0x0805, 0x0806, 0x0401, 0x0501, 0x0601, 0x0303, 0x0301, 0x0302, 0x0402, 0x0502, 0x0602, 0x0203,
  0x0201, 0x0202, 0x0101, 0x0708, 0x0709, 0x070a, 0x070b, 0x0904, 0x0905, 0x0906,
];

/** A ClientHello in one record. */
export function clientHello(offer: Offer): Uint8Array {
  const { protocol, suites, compression = [] } = offer;
  const isTls13 = protocol === 'TLSv1.3';
  const version = Math.min(wireVersions[protocol], wireVersions['TLSv1.2']);
  const codes = isTls13 ? suites : [...suites, renegotiationScsv];
  const before = [
    ...numberBytes(version, 2),
    ...randomBytes(32),
    ...vectorBytes(isTls13 ? [...randomBytes(32)] : [], 1),
    ...vectorBytes(wide(codes), 2),
    ...vectorBytes([...compression, 0], 1),
  ];
  const extensions = protocol === 'SSLv3' ? [] : extensionsOf(offer);
  const length = 4 + before.length + 2 + extensions.length;
  const padded = protocol === 'SSLv3' ? [] : vectorBytes([...extensions, ...padding(length)], 2);
  const message = [1, ...vectorBytes([...before, ...padded], 3)];
  const recordVersion = protocol === 'SSLv3' ? 0x0300 : 0x0301;
  return Uint8Array.from([22, ...numberBytes(recordVersion, 2), ...vectorBytes(message, 2)]);
}

function extensionsOf(offer: Offer): number[] {
  const { protocol, groups, serverName, alpn, hasKeyShare } = offer;
  const list: number[] = [];
  const add = (type: number, content: readonly number[]): void => {
    list.push(...numberBytes(type, 2), ...vectorBytes(content, 2));
  };
  if (serverName !== undefined)
    add(0, vectorBytes([0, ...vectorBytes([...Buffer.from(serverName, 'latin1')], 2)], 2));
  if (groups.length > 0) add(10, vectorBytes(wide(groups), 2));
  if (alpn)
    add(
      16,
      vectorBytes(
        alpn.flatMap((name) => vectorBytes([...Buffer.from(name)], 1)),
        2,
      ),
    );
  if (protocol === 'TLSv1.2' || protocol === 'TLSv1.3')
    add(13, vectorBytes(wide(signatureSchemes), 2));
  if (protocol === 'TLSv1.3') {
    add(43, vectorBytes(wide([wireVersions['TLSv1.3']]), 1));
    // Without a share the server asks for one, and so tells suite and group at no cost to either side.
    const share = [...numberBytes(29, 2), ...vectorBytes([...randomBytes(32)], 2)];
    add(51, vectorBytes(hasKeyShare ? share : [], 2));
    return list;
  }
  add(11, vectorBytes([0, 1, 2], 1));
  add(22, []);
  add(23, []);
  return list;
}

/** RFC 7685: some load balancers hang on messages of 256 to 511 bytes. */
function padding(length: number): number[] {
  if (length < 256 || length >= 512) return [];
  const fill = Math.max(512 - length - 4, 0);
  return [
    ...numberBytes(21, 2),
    ...vectorBytes(
      Array.from({ length: fill }, () => 0),
      2,
    ),
  ];
}

function wide(values: readonly number[]): number[] {
  return values.flatMap((value) => numberBytes(value, 2));
}
