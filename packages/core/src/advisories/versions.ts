import { compareAlpine, isAlpineVersion } from './compare-alpine.ts';
import { compareDebian, isDebianVersion } from './compare-debian.ts';
import { compareSemver, isSemver } from './compare-semver.ts';

/** How versions of an ecosystem are told and ordered. */
export interface Versions {
  isVersion(text: string): boolean;
  /** Negative when `left` is older. */
  compare(left: string, right: string): number;
}

const debian: Versions = { isVersion: isDebianVersion, compare: compareDebian };
const byEcosystem: Readonly<Record<string, Versions>> = {
  npm: { isVersion: isSemver, compare: compareSemver },
  // Applications such as Node.js itself, by their own versions.
  Bitnami: { isVersion: isSemver, compare: compareSemver },
  Debian: debian,
  Ubuntu: debian,
  Alpine: { isVersion: isAlpineVersion, compare: compareAlpine },
};

/** Of `npm`, `Debian:12`, `Alpine:v3.22`…; undefined for ecosystems that are not known here. */
export function versionsOf(ecosystem: string): Versions | undefined {
  const name = ecosystem.replace(/:.*$/, '');
  return Object.hasOwn(byEcosystem, name) ? byEcosystem[name] : undefined;
}

/** The ecosystem in which OSV keeps what is known of a release of a distribution, by its os-release. */
export function ecosystemOf(id: string, version: string): string | undefined {
  if (id === 'debian' && /^\d+$/.test(version)) return `Debian:${version}`;
  const alpine = /^(\d+\.\d+)(?:\.\d+)*$/.exec(version)?.[1];
  if (id === 'alpine' && alpine !== undefined) return `Alpine:v${alpine}`;
  if (id === 'ubuntu' && /^\d\d\.\d\d$/.test(version))
    return /^\d[02468]\.04$/.test(version) ? `Ubuntu:${version}:LTS` : `Ubuntu:${version}`;
  return undefined;
}
