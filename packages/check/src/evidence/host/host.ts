import type { ProgramOutcome } from '../program-outcome.ts';

/** What the file system says of one path; links are not followed. */
export interface HostEntry {
  readonly path: string;
  readonly kind: 'file' | 'directory' | 'link' | 'socket' | 'other';
  /** Permission bits with set-user-id, set-group-id and sticky: `0o4755`. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly bytes: number;
  /** Milliseconds since 1970, UTC. */
  readonly modifiedMs: number;
}

/** A file that may be there without being ours to read: the two are never the same. */
export type HostFile =
  | { readonly status: 'read'; readonly text: string }
  | { readonly status: 'missing' }
  | { readonly status: 'denied' };

/** A machine, here or reached over ssh. Paths are absolute. Nothing is changed on it. */
export interface Host {
  /** User id of whoever looks: 0 sees what is hidden from others. */
  readonly uid: number;
  /** At most the first `maxBytes` of a file. */
  read(path: string, maxBytes?: number): Promise<HostFile>;
  /** Names in a folder; undefined where it is not there or closed to us. */
  entries(folder: string): Promise<readonly string[] | undefined>;
  /** What there is of `paths`. */
  stat(paths: readonly string[]): Promise<readonly HostEntry[]>;
  /** Where a link leads; undefined where there is none or it is closed to us. */
  linkOf(path: string): Promise<string | undefined>;
  /** Runs a program without a shell; undefined when it is not installed. */
  execute(program: string, args: readonly string[]): Promise<ProgramOutcome | undefined>;
}

/** The text of a file; undefined when it is not there or not ours to read. */
export async function textOf(host: Host, path: string): Promise<string | undefined> {
  const file = await host.read(path);
  return file.status === 'read' ? file.text : undefined;
}

/** Texts of the files of a folder that end so, by path, in order of their names. */
export async function textsIn(
  host: Host,
  folder: string,
  ending: string = '',
): Promise<readonly { readonly path: string; readonly text: string }[]> {
  const found: { path: string; text: string }[] = [];
  for (const name of [...((await host.entries(folder)) ?? [])].sort()) {
    if (!name.endsWith(ending)) continue;
    const path = `${folder}/${name}`;
    const text = await textOf(host, path);
    if (text !== undefined) found.push({ path, text });
  }
  return found;
}

const decoder = new TextDecoder();

/** What a program wrote; undefined when it is not installed or failed. */
export async function outputOf(
  host: Host,
  program: string,
  args: readonly string[],
): Promise<string | undefined> {
  const outcome = await host.execute(program, args);
  return outcome?.exitCode === 0 ? decoder.decode(outcome.stdout) : undefined;
}
