/** What a key of `packages` says of a package. */
export interface PnpmKey {
  /** The key without what differs by peers: the same archive. */
  readonly place: string;
  readonly name?: string;
  /** A version, or an address. */
  readonly spec?: string;
}

/**
 * Reads a key of a pnpm-lock.yaml: `a@1.0.0` of version 9, `/a@1.0.0(b@2.0.0)` of 6, `/a/1.0.0_b@2.0.0` of 5.
 * Without name where the entry itself has it: `github.com/x/a/COMMIT`, `file:a`.
 */
export function readPnpmKey(key: string, version: number): PnpmKey {
  if (version >= 9) return { place: key, ...parted(key) };
  if (!key.startsWith('/')) return { place: withoutPeers(key) };
  if (version >= 6) {
    const place = withoutPeers(key.slice(1));
    return { place, ...parted(place) };
  }
  const match = /^\/((?:@[^/]+\/)?[^/]+)\/([^/_(]+)/.exec(key);
  if (match === null) return { place: key };
  return { place: `${match[1]}@${match[2]}`, name: match[1]!, spec: match[2]! };
}

/** Keys of version 9 by which `name` may be found when somebody asks for it as `reference`. */
export function keysOfReference(name: string, reference: string): readonly string[] {
  return [`${name}@${reference}`, reference];
}

/** `a@1.0.0(b@2.0.0)` → `a@1.0.0`. */
export function withoutPeers(key: string): string {
  const at = key.indexOf('(');
  return at < 0 ? key : key.slice(0, at);
}

function parted(key: string): { name: string; spec: string } | undefined {
  const at = key.indexOf('@', 1);
  return at < 0 ? undefined : { name: key.slice(0, at), spec: key.slice(at + 1) };
}
