import { parseSyml } from '@yarnpkg/parsers';
import { mapOf } from '../../analysis/workflow.ts';
import type { RepoPackage } from '../collectors/packages.ts';
import { integrityOfHex, isLocalArchive } from './addresses.ts';
import { type LockedPackage, type Reading, splitAtVersion, textsOf } from './lockfile.ts';
import { developmentOfYarn, resolutionNames, type YarnEntry } from './yarn-requests.ts';

const header = '# yarn lockfile v1\n';

/** A `yarn.lock` of the first Yarn. It names no workspaces: what they ask for is read in `repo`. */
export function readYarnClassic(text: string, repo: readonly RepoPackage[]): Reading {
  const data = parsed(text);
  const byData = new Map<unknown, string[]>();
  for (const [request, value] of Object.entries(data)) {
    if (textsOf(value)['version'] === undefined) throw new Error(`${request} has no version`);
    const requests = byData.get(value);
    if (requests) requests.push(request);
    else byData.set(value, [request]);
  }
  const entries = [...byData].map(([value, requests]): YarnEntry => ({
    requests,
    data: mapOf(value),
  }));
  const isForDevelopment = developmentOfYarn(entries, repo);
  const ours = new Set(repo.map(({ manifest }) => manifest.name));
  const changed = resolutionNames(repo);
  return {
    version: 1,
    packages: entries.flatMap((entry) => packageOf(entry, isForDevelopment(entry))),
    answers: (_, name, range) =>
      Object.hasOwn(data, `${name}@${range}`) ||
      changed.has(name) ||
      // A workspace is taken where its version fits, and stands nowhere; nor does a link.
      ours.has(name) ||
      range.startsWith('link:'),
  };
}

function parsed(text: string): YarnEntry['data'] {
  try {
    // Yarn itself does not ask for the line by which the parser knows the format.
    return mapOf(parseSyml(`${header}${text}`));
  } catch (error) {
    // What its grammar would rather have seen there helps nobody.
    const line = (error as { location?: { start?: { line?: unknown } } }).location?.start?.line;
    if (typeof line !== 'number') throw error;
    throw new Error(`line ${line - 1} is not of its format`, { cause: error });
  }
}

function packageOf({ requests, data }: YarnEntry, isDev: boolean): LockedPackage[] {
  const [request = ''] = requests;
  const { name, rest } = splitAtVersion(request);
  // One request of several may say which package stands behind the name for all of them.
  const alias = requests
    .map((one) => splitAtVersion(one).rest)
    .find((one) => one.startsWith('npm:'));
  const { version = '', resolved, integrity } = textsOf(data);
  const isLocal = resolved === undefined && /^(file:|\.{0,2}\/)/.test(rest);
  if (isLocal && !isLocalArchive(rest)) return [];
  const [address, digest] = isGit(resolved) ? [resolved] : (resolved?.split('#') ?? []);
  const pinned = integrity ?? integrityOfHex(digest ?? '');
  return [
    {
      place: request,
      name: alias === undefined ? name : nameIn(alias.slice('npm:'.length)),
      version,
      ...(address !== undefined && { resolved: withProtocol(address) }),
      ...(pinned !== undefined && { integrity: pinned }),
      isDev,
      isAskedByAddress: /^https?:/.test(rest),
    },
  ];
}

function isGit(resolved: string | undefined): boolean {
  return /^(git|ssh)\b|\.git(#|$)/.test(resolved ?? '');
}

/** A bare name is an archive in a mirror on this disk. */
function withProtocol(address: string): string {
  if (isGit(address)) return address.startsWith('git') ? address : `git+${address}`;
  return /^\w+:/.test(address) ? address : `file:${address}`;
}

function nameIn(request: string): string {
  const at = request.indexOf('@', 1);
  return at < 0 ? request : request.slice(0, at);
}
