import { parseSyml } from '@yarnpkg/parsers';
import { mapOf } from '../../analysis/workflow.ts';
import type { RepoPackage } from '../collectors/packages.ts';
import { gitAddress, integrityOfHex, isLocalArchive } from './addresses.ts';
import { type LockedPackage, type Reading, splitAtVersion, textsOf } from './lockfile.ts';
import { developmentOfYarn, type YarnEntry } from './yarn-requests.ts';

/** Whether a `yarn.lock` is of version 2 of Yarn or newer. */
export function isYarnBerry(text: string): boolean {
  return /^__metadata:/m.test(text);
}

/** A `yarn.lock` of Yarn 2 or newer: YAML, all values read as texts. */
export function readYarnBerry(text: string, repo: readonly RepoPackage[]): Reading {
  const { __metadata: metadata, ...data } = mapOf(parseSyml(text));
  const version = Number(textsOf(metadata)['version']);
  if (Number.isNaN(version)) throw new Error('it has no version');
  const entries = Object.entries(data).map(([key, value]): YarnEntry => ({
    requests: key.split(', '),
    data: mapOf(value),
  }));
  const isForDevelopment = developmentOfYarn(entries, repo);
  const workspaces = new Map(entries.flatMap(workspaceIn));
  return {
    version,
    packages: entries.flatMap((entry) => packageOf(entry, isForDevelopment(entry))),
    answers(folder, name, range) {
      const asks = workspaces.get(folder === '' ? '.' : folder);
      if (asks === undefined) return true;
      return asks[name] !== undefined && withoutNpm(asks[name]) === withoutNpm(range);
    },
  };
}

/** Where a workspace is, and what it asks for; for development or not is not told. */
function workspaceIn({ data }: YarnEntry): [string, Readonly<Record<string, string>>][] {
  const folder = /@workspace:(.+)$/.exec(textsOf(data)['resolution'] ?? '')?.[1];
  return folder === undefined ? [] : [[folder, textsOf(data['dependencies'])]];
}

/** From version 4 on Yarn writes a range as `npm:^1.0.0`. */
function withoutNpm(range: string): string {
  return range.replace(/^npm:/, '');
}

function packageOf({ requests, data }: YarnEntry, isDev: boolean): LockedPackage[] {
  const { resolution, version, checksum, linkType, conditions } = textsOf(data);
  if (resolution === undefined || version === undefined)
    throw new Error(`${requests[0]?.slice(0, 100)} has no resolution or no version`);
  // Workspaces, links and portals.
  if (linkType === 'soft') return [];
  const { name, rest } = splitAtVersion(resolution);
  const [source = '', parameters = ''] = rest.split('::');
  if (source.startsWith('exec:')) return [];
  if (source.startsWith('file:') && !isLocalArchive(source.replace(/#.*$/, ''))) return [];
  const resolved = addressIn(source, parameters);
  const integrity = integrityOfHex((checksum ?? '').replace(/^.*\//, ''));
  return [
    {
      place: resolution,
      name,
      version,
      ...(resolved !== undefined && { resolved }),
      ...(integrity !== undefined && { integrity }),
      isDev,
      isAskedByAddress: /^https?:/.test(source),
      ...(conditions !== undefined && { isForSomeSystems: true }),
    },
  ];
}

function addressIn(source: string, parameters: string): string | undefined {
  const commit = /#(?:.*&)?commit=([0-9a-f]+)/.exec(source)?.[1];
  const isGit = commit !== undefined || /^(git|ssh)\b|\.git(#|$)/.test(source);
  if (isGit)
    return gitAddress(source.replace(/#.*$/s, ''), commit ?? source.replace(/^[^#]*#?/, ''));
  if (/^(https?|file):/.test(source)) return source.replace(/#.*$/s, '');
  // Where a registry names another place for an archive than its own rule has.
  return new URLSearchParams(parameters).get('__archiveUrl') ?? undefined;
}
