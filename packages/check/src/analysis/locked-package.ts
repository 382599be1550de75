/** What a lockfile says of a package. */
interface Locked {
  readonly name: string;
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
}

/** Why a package of a lockfile may not be the one that was reviewed. */
export interface Problem {
  readonly what: string;
  readonly severity: 'high' | 'medium';
}

type Kind = 'none' | 'http' | 'git' | 'noDigest' | 'weak';

export const problems: Readonly<Record<Kind, Problem>> = {
  none: { what: 'neither digest nor address pinned', severity: 'high' },
  http: { what: 'fetched over plain http', severity: 'high' },
  git: { what: 'fetched from git and pinned to no commit', severity: 'high' },
  noDigest: { what: 'no digest pinned', severity: 'high' },
  weak: { what: 'pinned by SHA-1 alone', severity: 'medium' },
};

export function problemWith({ version, resolved, integrity }: Locked): Problem | undefined {
  if (resolved === undefined)
    return integrity !== undefined || version === undefined ? undefined : problems.none;
  if (resolved.startsWith('http://')) return problems.http;
  if (/^git\b/.test(resolved)) return /#[0-9a-f]{40}$/.test(resolved) ? undefined : problems.git;
  if (resolved.startsWith('file:')) return undefined;
  if (integrity === undefined) return problems.noDigest;
  return /\bsha(512|384|256)-/.test(integrity) ? undefined : problems.weak;
}

/** The name in the address, where it is not the package's: somebody edited the lockfile. */
export function otherPackage({ name, resolved }: Locked): string | undefined {
  const match = /^https:\/\/[^/]+\/((?:@[^/]+\/|%40[^/]+%2f)?[^/]+)\/-\//i.exec(resolved ?? '');
  const given = match && decoded(match[1]!);
  return given && given !== name ? given : undefined;
}

/**
 * The packages that come over plain http; none where it is not certain that https gives the same: each has
 * a digest, and an address of its host by https stands in the lockfile or among `addresses`.
 */
export function plainWithTls<One extends Locked>(
  packages: readonly One[],
  addresses: readonly string[],
): readonly One[] {
  const known = [...packages.map(({ resolved = '' }) => resolved), ...addresses];
  const secure = new Set(known.filter((one) => one.startsWith('https:')).map(hostIn));
  const plain = packages.filter((one) => problemWith(one) === problems.http);
  const isCertain = plain.every(
    ({ resolved = '', integrity }) => integrity !== undefined && secure.has(hostIn(resolved)),
  );
  return isCertain ? plain : [];
}

/** Name of the host in an address, and its port where it is no usual one. */
function hostIn(address: string): string | undefined {
  return URL.canParse(address) ? new URL(address).host : undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
