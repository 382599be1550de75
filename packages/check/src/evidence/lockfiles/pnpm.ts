import { parseSyml } from '@yarnpkg/parsers';
import { mapOf } from '../../analysis/workflow.ts';
import { gitAddress, isLocalArchive } from './addresses.ts';
import { type LockedPackage, type Reading, textsOf } from './lockfile.ts';
import { developmentOfPnpm } from './pnpm-development.ts';
import { readPnpmKey } from './pnpm-key.ts';

type Data = Readonly<Record<string, unknown>>;

const oldest = 5;
/** The first that is not known. */
const tooNew = 10;

/**
 * A `pnpm-lock.yaml` of version 5, 6 or 9. From pnpm 11 on a document about pnpm itself may stand before that of the
 * project. All values are read as texts.
 */
export function readPnpm(text: string): Reading {
  // YAML allows no `---` at the start of a line within a value.
  const documents = text
    .split(/^---[ \t]*\r?$/m)
    .filter((part) => part.trim() !== '')
    .map((part) => parseSyml(part) as Data);
  const versions = documents.map((one) => Number.parseFloat(textsOf(one)['lockfileVersion'] ?? ''));
  const version = versions.at(-1);
  if (version === undefined || versions.some(Number.isNaN))
    throw new Error('it has no lockfileVersion');
  if (versions.some((one) => one < oldest || one >= tooNew))
    throw new Error(`version ${versions.join(' and ')} of the format is not known`);
  const packages = new Map<string, LockedPackage>();
  for (const [index, document] of documents.entries())
    for (const one of packagesIn(document, versions[index]!)) {
      const before = packages.get(one.place);
      if (before === undefined || (before.isDev && !one.isDev)) packages.set(one.place, one);
    }
  return {
    version,
    packages: [...packages.values()],
    answers: answersOf(documents.at(-1)!),
  };
}

/** By path from the root; where `importers` are left out, the document is about the root alone. */
function importersOf(document: Data): ReadonlyMap<string, Data> {
  const { importers } = document;
  if (importers === undefined) return new Map([['.', document]]);
  return new Map(Object.entries(mapOf(importers)).map(([path, one]) => [path, mapOf(one)]));
}

function packagesIn(document: Data, version: number): LockedPackage[] {
  const isForDevelopment =
    version >= 9
      ? developmentOfPnpm(importersOf(document).values(), mapOf(document['snapshots']))
      : undefined;
  return Object.entries(mapOf(document['packages'])).flatMap(([key, value]) => {
    const entry = mapOf(value);
    if (entry['resolution'] === undefined) throw new Error(`${key} is no package`);
    const { place, name = entry['name'], spec = '' } = readPnpmKey(key, version);
    if (typeof name !== 'string') throw new Error(`${key} names no package`);
    const pinned = pinnedBy(mapOf(entry['resolution']));
    if (pinned === undefined || spec.startsWith('runtime:')) return [];
    const isVersion = /^\d+\.\d+\.\d/.test(spec);
    const told = isVersion ? spec : entry['version'];
    return [
      {
        place,
        name,
        ...(typeof told === 'string' && { version: told }),
        ...pinned,
        // Version 9 says no longer which packages have one.
        ...(version < 9 && { hasInstallScript: entry['requiresBuild'] === 'true' }),
        isDev: isForDevelopment?.(key) ?? entry['dev'] === 'true',
        isAskedByAddress: !isVersion,
      },
    ];
  });
}

/** Address and digest; undefined for a folder. */
function pinnedBy(resolution: Data): Pick<LockedPackage, 'resolved' | 'integrity'> | undefined {
  const { type, repo, commit, tarball, directory } = textsOf(resolution);
  const integrity = textsOf(resolution)['integrity'];
  if (type === 'directory' || directory !== undefined) return undefined;
  if (type === 'git') return { resolved: gitAddress(repo ?? '', commit ?? '') };
  if (tarball?.startsWith('file:') === true && !isLocalArchive(tarball)) return undefined;
  const isAddress = tarball !== undefined && /^(https?|file):/.test(tarball);
  return { ...(isAddress && { resolved: tarball }), ...(integrity && { integrity }) };
}

const groups = ['dependencies', 'devDependencies', 'optionalDependencies'];

function answersOf(document: Data): Reading['answers'] {
  const importers = importersOf(document);
  // What a program of the team or an override made of a request stands there in its place.
  const isRewritten = document['pnpmfileChecksum'] !== undefined;
  const overridden = Object.keys(mapOf(document['overrides'])).map(nameInOverride);
  const left = document['ignoredOptionalDependencies'];
  const changed = new Set([...overridden, ...(Array.isArray(left) ? left : [])]);
  return (folder, name, range) => {
    const importer = importers.get(folder === '' ? '.' : folder);
    if (importer === undefined || isRewritten || changed.has(name)) return true;
    const locked = textsOf(importer['specifiers'])[name] ?? specifierIn(importer, name);
    return locked === undefined ? /^(link|workspace):/.test(range) : locked === range;
  };
}

function specifierIn(importer: Data, name: string): string | undefined {
  return groups
    .map((group) => textsOf(mapOf(importer[group])[name])['specifier'])
    .find((one) => one !== undefined);
}

/** `b`, `b@1`, `a>b`, `a@1>@s/b@2` → the name at the end. */
function nameInOverride(selector: string): string {
  return /(?:^|>)\s*(@?[^@>]+)(?:@[^>]*)?$/.exec(selector)?.[1] ?? selector;
}
