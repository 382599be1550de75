import { isForOthers } from './published-app.ts';

/** What a package.json says, as far as it tells a library from an app. */
interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly isPrivate: boolean;
  readonly files?: readonly string[];
  readonly scripts: Readonly<Record<string, string>>;
  readonly rest: Readonly<Record<string, unknown>>;
}

/** A repository on GitHub. */
interface Repository {
  readonly owner: string;
  readonly name: string;
}

const onGithub =
  /^(?:github:|(?:git\+)?(?:https?|ssh|git):\/\/(?:[^@/]+@)?(?:www\.)?github\.com\/|git@github\.com:)?([\w.-]+)\/([\w.-]+?)(?:\.git)?(?:[/#].*)?$/i;

/** Where on GitHub the code is kept, as package.json says. */
export function repositoryOf({ rest }: Pick<Manifest, 'rest'>): Repository | undefined {
  const given = rest['repository'];
  const isMap = typeof given === 'object' && given !== null && 'url' in given;
  const url = isMap ? given.url : given;
  const match = typeof url === 'string' ? onGithub.exec(url) : null;
  return match ? { owner: match[1]!, name: match[2]! } : undefined;
}

/** The public repository of a library: a package for others that anybody may read, and no server. */
export function publicLibrary(
  manifest: Manifest,
  { isDeployed }: { readonly isDeployed: boolean },
): Repository | undefined {
  const { license, publishConfig } = manifest.rest;
  const isOpen = typeof license === 'string' && !/^(UNLICENSED|SEE LICENSE)/i.test(license);
  const isRestricted = /"access":"restricted"/.test(JSON.stringify(publishConfig ?? null));
  const isServer = isDeployed || manifest.scripts['start'] !== undefined;
  if (!isForOthers(manifest) || !isOpen || isRestricted || isServer) return undefined;
  return repositoryOf(manifest);
}

/** True where the account that the code is kept under bears the name of the one author. */
export function isOfOneAuthor({ rest }: Pick<Manifest, 'rest'>, { owner }: Repository): boolean {
  const { author, contributors, maintainers } = rest;
  if (contributors !== undefined || maintainers !== undefined) return false;
  const isMap = typeof author === 'object' && author !== null && 'name' in author;
  const name = isMap ? author.name : author;
  if (typeof name !== 'string') return false;
  const letters = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  return letters(name.replace(/[<(].*$/, '')) === letters(owner);
}
