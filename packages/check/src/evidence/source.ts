import type { AdvisorySource } from './advisories/advisory-source.ts';
import type { Domain } from './domain/domain.ts';
import type { Host } from './host/host.ts';
import type { ImageArchive } from './image/image-archive.ts';
import type { ProgramOutcome } from './program-outcome.ts';
import type { Site } from './site.ts';

/** A directory entry that is a file or, not followed, a symbolic link. */
export interface Entry {
  /** From the root, with slashes. */
  readonly path: string;
  readonly bytes: number;
  readonly isLink: boolean;
}

/** Where evidence comes from: a directory on disk, a made-up one in examples, a running site, a machine, a domain, or an image. */
export interface Source {
  /** As a report names it. */
  readonly name: string;
  /** Present when a site is looked at. */
  readonly site?: Site;
  /** Present when a machine is looked at. */
  readonly host?: Host;
  /** Present when a domain is looked at. */
  readonly domain?: Domain;
  /** What is known of vulnerable packages, where it can be had. */
  readonly advisories?: AdvisorySource;
  /** Present when the archive of an image is looked at. */
  readonly image?: ImageArchive;
  /** All files below the root except in folders that `enter` refuses; symbolic links are not followed. */
  list(enter: (folder: string) => boolean): Promise<Entry[]>;
  /** Files and links among `paths`; those that are gone are left out. */
  stat(paths: readonly string[]): Promise<Entry[]>;
  /** At most the first `maxBytes` of a file; undefined when it is not there or cannot be read. */
  read(path: string, maxBytes: number): Promise<Uint8Array | undefined>;
  /** Runs a program in the root without a shell; undefined when it is not installed. */
  execute(program: string, args: readonly string[]): Promise<ProgramOutcome | undefined>;
}

const decoder = new TextDecoder('utf-8');

/** Text of a file, malformed UTF-8 replaced; undefined when it is not there. */
export async function readText(
  source: Source,
  path: string,
  maxBytes: number = 10_000_000,
): Promise<string | undefined> {
  const bytes = await source.read(path, maxBytes);
  return bytes === undefined ? undefined : decoder.decode(bytes);
}

/** The folders above a path: `a/b/c.js` → `a`, `a/b`. */
export function foldersOf(path: string): string[] {
  const names = path.split('/').slice(0, -1);
  return names.map((_, index) => names.slice(0, index + 1).join('/'));
}
