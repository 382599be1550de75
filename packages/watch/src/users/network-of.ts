import { parseAddress } from '@castellan/core';

/** The network that one household or office has: a provider moves people about within it. */
export function networkOf(address: string): string {
  const bytes = parseAddress(address);
  if (bytes === undefined) return address;
  return bytes.slice(0, bytes.length === 4 ? 3 : 6).join('.');
}
