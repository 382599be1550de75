import { mapOf } from '../../analysis/workflow.ts';
import type { RepoPackage } from '../collectors/packages.ts';
import { textsOf } from './lockfile.ts';
import { forDevelopmentOnly } from './reached.ts';

/** An entry of a `yarn.lock`, with all that it answers: `a@^1.0.0`, `b@npm:a@^1.0.0`. */
export interface YarnEntry {
  readonly requests: readonly string[];
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * Tells what only development asks for. Yarn writes no marks, so what the packages of the repository ask for is
 * followed through the entries.
 */
export function developmentOfYarn(
  entries: readonly YarnEntry[],
  repo: readonly RepoPackage[],
): (entry: YarnEntry) => boolean {
  const byRequest = new Map<string, YarnEntry[]>();
  const add = (key: string, entry: YarnEntry): void => {
    const before = byRequest.get(key);
    if (before) before.push(entry);
    else byRequest.set(key, [entry]);
  };
  for (const entry of entries)
    for (const request of entry.requests) {
      add(request, entry);
      add(anyVersion(request.slice(0, request.indexOf('@', 1))), entry);
      const patched = /^[^:]*@patch:([^#]+)/.exec(request)?.[1];
      if (patched !== undefined) add(decoded(patched), entry);
    }
  const keyOf = ([name, range]: readonly [string, string]): string =>
    [`${name}@${range}`, `${name}@npm:${range}`].find((key) => byRequest.has(key)) ??
    // A resolution of package.json gives another version than is asked for.
    anyVersion(name);
  const keysIn = (data: unknown): string[] => Object.entries(textsOf(data)).map(keyOf);
  const isForDevelopment = forDevelopmentOnly(
    {
      production: repo.flatMap(({ manifest }) => [
        ...keysIn(manifest.dependencies),
        ...keysIn(manifest.optionalDependencies),
      ]),
      development: repo.flatMap(({ manifest }) => keysIn(manifest.devDependencies)),
    },
    (key) =>
      (byRequest.get(key) ?? []).flatMap(({ requests, data }) => [
        ...requests,
        ...keysIn(data['dependencies']),
        ...keysIn(data['optionalDependencies']),
      ]),
  );
  return ({ requests }) => requests.every(isForDevelopment);
}

/** Names of which package.json chooses the version: the last of `a/b` or `b@npm:^1`. */
export function resolutionNames(repo: readonly RepoPackage[]): ReadonlySet<string> {
  const keys = repo.flatMap(({ manifest }) => Object.keys(mapOf(manifest.rest['resolutions'])));
  return new Set(keys.map((key) => /((?:@[^/@]+\/)?[^/@]+)(?:@[^/]*)?$/.exec(key)?.[1] ?? key));
}

function anyVersion(name: string): string {
  return `${name}@ any`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
