/** What a lockfile says of a package. */
interface Locked {
  readonly name: string;
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly isAskedByAddress: boolean;
  readonly isForSomeSystems?: true;
}

/** Why a package of a lockfile may not be the one that was reviewed. */
export interface Problem {
  readonly what: string;
  readonly severity: 'high' | 'medium';
}

type Kind = 'none' | 'http' | 'git' | 'noDigest' | 'weak' | 'elsewhere';

export const problems: Readonly<Record<Kind, Problem>> = {
  none: { what: 'neither digest nor address pinned', severity: 'high' },
  http: { what: 'fetched over plain http', severity: 'high' },
  git: { what: 'fetched from git and pinned to no commit', severity: 'high' },
  noDigest: { what: 'no digest pinned', severity: 'high' },
  weak: { what: 'pinned by SHA-1 alone', severity: 'medium' },
  elsewhere: { what: 'fetched from another host than the registry', severity: 'medium' },
};

export function problemWith(locked: Locked): Problem | undefined {
  const { version, resolved, integrity, isForSomeSystems } = locked;
  if (resolved?.startsWith('http://')) return problems.http;
  if (resolved !== undefined && isOfGit(resolved))
    return isAtCommit(resolved) || integrity !== undefined ? undefined : problems.git;
  if (resolved?.startsWith('file:') || isForSomeSystems) return undefined;
  if (integrity !== undefined)
    return /\bsha(512|384|256)-/.test(integrity) ? undefined : problems.weak;
  if (resolved !== undefined) return problems.noDigest;
  return version === undefined ? undefined : problems.none;
}

/** Archives that the large hosts make of a commit, as pnpm and the first Yarn take a repository from them. */
const archive =
  /^https:\/\/(codeload\.github\.com\/[^/]+\/[^/]+\/(legacy\.)?tar\.gz|gitlab\.com\/api\/v4\/projects\/[^?]+\/archive\.tar\.gz|bitbucket\.org\/[^/]+\/[^/]+\/get)[/?]/;

function isOfGit(address: string): boolean {
  return /^(git(hub|lab)?|bitbucket|gist)\b/.test(address) || archive.test(address);
}

/** Bun writes the first digits of a commit, seven at least. */
function isAtCommit(address: string): boolean {
  if (archive.test(address)) return /[/=][0-9a-f]{40}(\.tar\.gz)?$/.test(address);
  const commit = address.startsWith('github:')
    ? /#[0-9a-f]{7,64}$/
    : /#([0-9a-f]{40}|[0-9a-f]{64})$/;
  return commit.test(address);
}

/** The name in the address, where it is not the package's: somebody edited the lockfile. */
export function otherPackage({ name, resolved, isAskedByAddress }: Locked): string | undefined {
  if (isAskedByAddress) return undefined;
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

const publicRegistries = [
  'registry.npmjs.org',
  'registry.yarnpkg.com',
  'npm.jsr.io',
  'npm.pkg.github.com',
];

/**
 * The packages that are asked for by a range and yet come from a host that is no registry: not a public one,
 * not the one that most come from, not one that `settings` name. A host that alone has what it has of a scope
 * is the registry of that scope, which people may have set up for themselves.
 */
export function offRegistry<One extends Locked>(
  packages: readonly One[],
  settings: string,
): readonly One[] {
  const byHost = new Map<string, One[]>();
  for (const one of packages) {
    const address = one.resolved?.startsWith('https://') ? one.resolved : undefined;
    if (address === undefined || one.isAskedByAddress || archive.test(address)) continue;
    const host = hostIn(address) ?? '';
    const before = byHost.get(host);
    if (before) before.push(one);
    else byHost.set(host, [one]);
  }
  const [[most] = []] = [...byHost].sort(([, a], [, b]) => b.length - a.length);
  const named = [...settings.matchAll(/\/\/([\w.-]+(?::\d+)?)/g)].map(([, host]) => host!);
  const known = new Set([...publicRegistries, ...named, most]);
  const scopes = new Map<string, Set<string>>();
  for (const [host, ones] of byHost)
    for (const { name } of ones) {
      const scope = scopeOf(name);
      scopes.set(scope, (scopes.get(scope) ?? new Set()).add(host));
    }
  return [...byHost].flatMap(([host, ones]) => {
    const isOfScopes = ones.every(
      ({ name }) => name.startsWith('@') && scopes.get(scopeOf(name))?.size === 1,
    );
    return known.has(host) || isOfScopes ? [] : ones;
  });
}

function scopeOf(name: string): string {
  return name.slice(0, Math.max(0, name.indexOf('/')));
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
