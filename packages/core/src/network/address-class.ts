import { canonicalAddress, hasPrefix, isMapped, parseAddress, type Address } from './address.ts';

/** What stands behind an address. `reserved` is routed nowhere; `no-address` is a name or nothing. */
export type AddressClass =
  | 'public'
  | 'loopback'
  | 'private'
  | 'link-local'
  | 'metadata'
  | 'carrier-nat'
  | 'multicast'
  | 'broadcast'
  | 'unspecified'
  | 'reserved'
  | 'no-address';

/** Where clouds serve instances their credentials, by the providers' documentation. */
const metadataTexts: readonly string[] = [
  '169.254.169.254', // AWS, Azure, Google, DigitalOcean, OpenStack, Oracle
  '169.254.170.2', // AWS ECS
  '169.254.170.23', // AWS EKS
  '169.254.0.23', // Tencent
  '100.100.100.200', // Alibaba
  '168.63.129.16', // Azure wire server
  '192.0.0.192', // Oracle
  'fd00:ec2::254', // AWS
  'fd00:ec2::23', // AWS EKS
  'fd20:ce::254', // Google
];

let metadataAddresses: ReadonlySet<string> | undefined;

/** Made when first asked for: whoever loads this module at start may never ask. */
function isMetadata(address: Address): boolean {
  metadataAddresses ??= new Set(
    metadataTexts.map((text) => canonicalAddress(parseAddress(text) ?? [])),
  );
  return metadataAddresses.has(canonicalAddress(address));
}

/** IPv4 blocks of the special-purpose registry (RFC 6890, which replaced RFC 5735). */
const ipv4Blocks: readonly (readonly [
  first: number,
  second: number,
  bits: number,
  AddressClass,
])[] = [
  [0, 0, 8, 'unspecified'],
  [10, 0, 8, 'private'],
  [100, 64, 10, 'carrier-nat'],
  [127, 0, 8, 'loopback'],
  [169, 254, 16, 'link-local'],
  [172, 16, 12, 'private'],
  [192, 168, 16, 'private'],
  [198, 18, 15, 'reserved'],
  [224, 0, 4, 'multicast'],
  [240, 0, 4, 'reserved'],
];
const reserved24: ReadonlySet<string> = new Set(['192.0.0', '192.0.2', '198.51.100', '203.0.113']);

/** Tells what stands behind an address literal, in any spelling that sockets and URLs take. */
export function classifyAddress(text: string): AddressClass {
  const address = parseAddress(text);
  if (address === undefined) return 'no-address';
  if (isMetadata(address)) return 'metadata';
  return address.length === 4 ? classifyIpv4(address) : classifyIpv6(address);
}

/** True for places that only the app's own network reaches. */
export function isInternal(kind: AddressClass): boolean {
  return kind !== 'public' && kind !== 'reserved' && kind !== 'no-address';
}

function classifyIpv4(address: Address): AddressClass {
  if (address.every((byte) => byte === 255)) return 'broadcast';
  if (reserved24.has(address.slice(0, 3).join('.'))) return 'reserved';
  const head = (address[0] ?? 0) * 256 + (address[1] ?? 0);
  for (const [first, second, bits, kind] of ipv4Blocks) {
    const size = 2 ** (16 - bits);
    const start = first * 256 + second;
    if (head >= start && head < start + size) return kind;
  }
  return 'public';
}

function classifyIpv6(address: Address): AddressClass {
  const embedded = embeddedIpv4(address);
  if (embedded !== undefined) return classifyAddress(embedded.join('.'));
  const [first = 0, second = 0] = address;
  const isNearZero = address.slice(0, 15).every((byte) => byte === 0);
  if (isNearZero && address[15] === 0) return 'unspecified';
  if (isNearZero && address[15] === 1) return 'loopback';
  if ((first & 0xfe) === 0xfc) return 'private';
  if (first === 0xfe && (second & 0xc0) === 0x80) return 'link-local';
  // Site-local: deprecated by RFC 3879, still routed inside some networks.
  if (first === 0xfe && (second & 0xc0) === 0xc0) return 'private';
  if (first === 0xff) return 'multicast';
  if (hasPrefix(address, [0x20, 0x01, 0x0d, 0xb8]) || hasPrefix(address, [1, 0])) return 'reserved';
  return 'public';
}

/** The IPv4 address that an IPv6 one leads to: mapped, compatible, translated, NAT64, 6to4, Teredo, ISATAP. */
function embeddedIpv4(address: Address): Address | undefined {
  if (isMapped(address)) return address.slice(12);
  const isCompatible = address.slice(0, 12).every((byte) => byte === 0);
  if (isCompatible && ((address[12] ?? 0) | (address[13] ?? 0)) !== 0) return address.slice(12);
  // IPv4-translated: RFC 2765 §2.1.
  if (hasPrefix(address, [0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 0, 0])) return address.slice(12);
  // NAT64: RFC 6052 §2.1 and the local prefix of RFC 8215.
  if (hasPrefix(address, [0, 0x64, 0xff, 0x9b])) return address.slice(12);
  // 6to4: RFC 3056 §2.
  if (hasPrefix(address, [0x20, 0x02])) return address.slice(2, 6);
  // Teredo: RFC 4380 §4, the client's address stands inverted.
  if (hasPrefix(address, [0x20, 0x01, 0, 0])) return address.slice(12).map((byte) => byte ^ 255);
  // ISATAP: RFC 5214 §6.1.
  const isIsatap = ((address[8] ?? 0) & 0xfd) === 0 && hasPrefix(address.slice(9), [0, 0x5e, 0xfe]);
  return isIsatap ? address.slice(12) : undefined;
}
