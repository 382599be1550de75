import { createReadStream } from 'node:fs';
import { parseAddress } from '@castellan/core';

/** Ranges of addresses and the autonomous system of each, sorted: a few megabytes for the whole internet. */
export interface AsRanges {
  systemOf(address: string): number | undefined;
}

/** Text is read in pieces of this size, so that requests are served in between. */
const pieceBytes = 262_144;

/**
 * Reads lines of `first,last,number,name`, sorted by the first, where addresses are numbers. Of IPv6
 * the upper 64 bits count: nobody announces less to the internet. Names go into `names`.
 */
export async function readRanges(
  path: string,
  version: 4 | 6,
  names: Map<number, string>,
): Promise<AsRanges> {
  const starts: bigint[] = [];
  const ends: bigint[] = [];
  const systems: number[] = [];
  const shift = version === 6 ? 64n : 0n;
  for await (const line of linesOf(path)) {
    const [first, last, asn, name] = cut(line);
    if (!/^\d{1,10}$/.test(asn) || !/^\d{1,39}$/.test(first) || !/^\d{1,39}$/.test(last)) continue;
    starts.push(BigInt(first) >> shift);
    ends.push(BigInt(last) >> shift);
    systems.push(Number(asn));
    if (!names.has(Number(asn))) names.set(Number(asn), unquoted(name));
  }
  const firsts = BigUint64Array.from(starts);
  const lasts = BigUint64Array.from(ends);
  const numbers = Uint32Array.from(systems);
  return {
    systemOf(address) {
      const value = valueOf(address, version);
      if (value === undefined) return undefined;
      const at = lastNotAfter(firsts, value);
      return at >= 0 && value <= (lasts[at] ?? 0n) ? numbers[at] : undefined;
    },
  };
}

async function* linesOf(path: string): AsyncGenerator<string> {
  let rest = '';
  for await (const piece of createReadStream(path, {
    encoding: 'utf8',
    highWaterMark: pieceBytes,
  })) {
    const lines = (rest + String(piece)).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

/** Only the name at the end may hold commas. */
function cut(line: string): readonly [string, string, string, string] {
  const first = line.indexOf(',');
  const second = line.indexOf(',', first + 1);
  const third = line.indexOf(',', second + 1);
  return [
    line.slice(0, first),
    line.slice(first + 1, second),
    line.slice(second + 1, third),
    line.slice(third + 1).trimEnd(),
  ];
}

function unquoted(name: string): string {
  const plain = name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
  // A slice would keep the whole piece that it was cut from.
  return Buffer.from(plain.slice(0, 300)).toString();
}

function valueOf(address: string, version: 4 | 6): bigint | undefined {
  const bytes = parseAddress(address);
  if (bytes?.length !== (version === 4 ? 4 : 16)) return undefined;
  // Of either the bytes that count: all four, or the first eight.
  return bytes.slice(0, 8).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
}

/** Index of the last value that is not after it; -1 when all are. */
function lastNotAfter(values: BigUint64Array, wanted: bigint): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] ?? 0n) <= wanted) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
