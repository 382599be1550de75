import { parse, type ParseError, printParseErrorCode } from 'jsonc-parser';
import { mapOf } from '../../analysis/workflow.ts';
import { isLocalArchive } from './addresses.ts';
import { type LockedPackage, type Reading, splitAtVersion, textsOf } from './lockfile.ts';
import { forDevelopmentOnly } from './reached.ts';

type Data = Readonly<Record<string, unknown>>;

const running = ['dependencies', 'optionalDependencies', 'peerDependencies'];
const developing = ['devDependencies'];

/** A `bun.lock`: JSON with commas at the end of lists. A binary `bun.lockb` is not read. */
export function readBun(text: string): Reading {
  const errors: ParseError[] = [];
  const data = mapOf(parse(text, errors, { allowTrailingComma: true }));
  const [error] = errors;
  if (error !== undefined) {
    const line = text.slice(0, error.offset).split('\n').length;
    throw new Error(`${printParseErrorCode(error.error)} in line ${line}`);
  }
  const version = data['lockfileVersion'];
  if (typeof version !== 'number') throw new Error('it has no lockfileVersion');
  const workspaces = mapOf(data['workspaces']);
  const packages = mapOf(data['packages']);
  const isForDevelopment = developmentIn(workspaces, packages);
  return {
    version,
    packages: Object.entries(packages).flatMap(([key, entry]) =>
      packageAt(key, entry, isForDevelopment),
    ),
    answers(folder, name, range) {
      const workspace = mapOf(workspaces[folder]);
      const asked = [...running, ...developing].map((group) => textsOf(workspace[group])[name]);
      return workspaces[folder] === undefined || asked.includes(range);
    },
  };
}

function packageAt(
  place: string,
  entry: unknown,
  isForDevelopment: (key: string) => boolean,
): LockedPackage[] {
  const parts: readonly unknown[] = Array.isArray(entry) ? entry : [];
  const [id] = parts;
  if (typeof id !== 'string') throw new Error(`${place} is no package`);
  const { name, rest } = splitAtVersion(id);
  if (/^(workspace|link|root):/.test(rest)) return [];
  const isArchive = /^https?:/.test(rest) || isLocalArchive(rest);
  if (rest.startsWith('file:') && !isArchive) return [];
  const isVersion = /^\d+\.\d+\.\d/.test(rest);
  const info = mapOf(parts.find((part) => typeof part === 'object'));
  if (info['bundled'] === true) return [];
  const address = isVersion ? parts[1] : isLocalArchive(rest) && !isArchive ? `file:${rest}` : rest;
  const integrity = parts.find((part) => typeof part === 'string' && /^sha\d+-/.test(part));
  return [
    {
      place,
      name,
      ...(isVersion && { version: rest }),
      ...(typeof address === 'string' && address !== '' && { resolved: address }),
      ...(typeof integrity === 'string' && { integrity }),
      isDev: isForDevelopment(place),
      isAskedByAddress: !isVersion,
    },
  ];
}

/** Keys are places in `node_modules` without that name: `a/@s/b` is the `@s/b` of `a`. */
function developmentIn(workspaces: Data, packages: Data): (key: string) => boolean {
  const find = (from: string, name: string): string[] => {
    for (let folder = from; folder !== ''; folder = parentOf(folder))
      if (Object.hasOwn(packages, `${folder}/${name}`)) return [`${folder}/${name}`];
    return Object.hasOwn(packages, name) ? [name] : [];
  };
  const keysIn = (from: string, holder: Data, groups: readonly string[]): string[] =>
    groups.flatMap((group) =>
      Object.keys(mapOf(holder[group])).flatMap((name) => find(from, name)),
    );
  const rootsIn = (groups: readonly string[]): string[] =>
    Object.entries(workspaces).flatMap(([folder, workspace]) => {
      const { name = '' } = textsOf(workspace);
      return keysIn(folder === '' ? '' : name, mapOf(workspace), groups);
    });
  return forDevelopmentOnly(
    { production: rootsIn(running), development: rootsIn(developing) },
    (key) => {
      const entry = packages[key];
      const info = Array.isArray(entry)
        ? entry.find((part) => typeof part === 'object')
        : undefined;
      return keysIn(key, mapOf(info), running);
    },
  );
}

/** `a/@s/b` → `a`. */
function parentOf(key: string): string {
  const at = key.lastIndexOf('/');
  if (at < 0) return '';
  const parent = key.slice(0, at);
  const before = parent.lastIndexOf('/');
  const isScope = parent.slice(before + 1).startsWith('@');
  return isScope ? parent.slice(0, Math.max(before, 0)) : parent;
}
