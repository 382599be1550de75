const MAX_KNOWN = 1000;
const addresses = new Map<string, string>();

/** Remembers what a name was last resolved to, for connections that are used again without a look-up. */
export function rememberAddress(host: string, address: string): void {
  const key = host.toLowerCase();
  addresses.delete(key);
  if (addresses.size >= MAX_KNOWN) {
    const [oldest] = addresses.keys();
    if (oldest !== undefined) addresses.delete(oldest);
  }
  addresses.set(key, address);
}

export function knownAddress(host: string): string | undefined {
  return addresses.get(host.toLowerCase());
}
