/** An IP address as bytes: 4 for IPv4, 16 for IPv6. */
export type Address = readonly number[];

/**
 * Reads an address literal in any spelling that a URL or a socket takes: decimal, octal, hex and
 * short IPv4 (WHATWG URL, "IPv4 parser"), IPv6 with an embedded IPv4 (RFC 4291 §2.2), with or
 * without brackets and zone. `undefined` for everything else.
 */
export function parseAddress(text: string): Address | undefined {
  if (text.length > 128) return undefined;
  if (text.includes(':')) return parseIpv6(text.replace(/^\[|\]$/g, ''));
  return parseIpv4(text);
}

function parseIpv4(text: string): Address | undefined {
  const parts = text.split('.');
  if (parts.length > 1 && parts.at(-1) === '') parts.pop();
  if (parts.length > 4) return undefined;
  const numbers: number[] = [];
  for (const part of parts) {
    const number = ipv4Number(part);
    if (number === undefined) return undefined;
    numbers.push(number);
  }
  const last = numbers.pop() ?? 0;
  if (numbers.some((number) => number > 255)) return undefined;
  // The last part fills all bytes that are left: `127.1` is 127.0.0.1.
  const left = 4 - numbers.length;
  if (last >= 256 ** left) return undefined;
  for (let at = left - 1; at >= 0; at -= 1) numbers.push(Math.floor(last / 256 ** at) % 256);
  return numbers;
}

function ipv4Number(part: string): number | undefined {
  if (/^0x[0-9a-f]*$/i.test(part)) return Number.parseInt(part.slice(2) || '0', 16);
  if (/^0[0-7]*$/.test(part)) return Number.parseInt(part, 8);
  return /^[1-9][0-9]*$/.test(part) ? Number.parseInt(part, 10) : undefined;
}

function parseIpv6(text: string): Address | undefined {
  const [literal = ''] = text.split('%');
  const halves = literal.split('::');
  if (halves.length > 2) return undefined;
  const head = ipv6Bytes(halves[0] ?? '', halves.length === 1);
  const tail = halves.length === 2 ? ipv6Bytes(halves[1] ?? '', true) : [];
  if (head === undefined || tail === undefined) return undefined;
  const missing = 16 - head.length - tail.length;
  if (halves.length === 2 ? missing < 2 : missing !== 0) return undefined;
  return [...head, ...Array.from({ length: missing }, () => 0), ...tail];
}

function ipv6Bytes(text: string, mayEndInIpv4: boolean): number[] | undefined {
  if (text === '') return [];
  const bytes: number[] = [];
  const groups = text.split(':');
  for (const [index, group] of groups.entries()) {
    if (mayEndInIpv4 && index === groups.length - 1 && group.includes('.')) {
      if (!/^\d{1,3}(?:\.\d{1,3}){3}$/.test(group)) return undefined;
      const quad = parseIpv4(group);
      if (quad === undefined) return undefined;
      bytes.push(...quad);
      continue;
    }
    if (!/^[0-9a-f]{1,4}$/i.test(group)) return undefined;
    const value = Number.parseInt(group, 16);
    bytes.push(value >> 8, value & 255);
  }
  return bytes;
}

/**
 * One spelling per address, to compare by and to show: that of RFC 5952; an IPv4 inside IPv6
 * (`::ffff:…`) counts as that IPv4.
 */
export function canonicalAddress(address: Address): string {
  const plain = address.length === 16 && isMapped(address) ? address.slice(12) : address;
  if (plain.length === 4) return plain.join('.');
  const groups = Array.from({ length: 8 }, (_, at) =>
    (((plain[at * 2] ?? 0) << 8) | (plain[at * 2 + 1] ?? 0)).toString(16),
  );
  const { start, length } = longestZeros(groups);
  if (length < 2) return groups.join(':');
  return `${groups.slice(0, start).join(':')}::${groups.slice(start + length).join(':')}`;
}

/** The first of the longest runs of zero groups, RFC 5952 §4.2. */
function longestZeros(groups: readonly string[]): { start: number; length: number } {
  let longest = { start: 0, length: 0 };
  let start = 0;
  for (const [at, group] of groups.entries()) {
    if (group !== '0') start = at + 1;
    else if (at + 1 - start > longest.length) longest = { start, length: at + 1 - start };
  }
  return longest;
}

/** IPv4-mapped, RFC 4291 §2.5.5.2. */
export function isMapped(address: Address): boolean {
  return hasPrefix(address, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255]);
}

export function hasPrefix(address: Address, prefix: readonly number[]): boolean {
  return prefix.every((byte, at) => address[at] === byte);
}
