import type { Source } from '../source.ts';
import { hostSource } from './host-source.ts';
import type { Host, HostEntry, HostFile } from './host.ts';
import { RemoteShell } from './remote-shell.ts';

const maxFileBytes = 4_194_304;
const decoder = new TextDecoder();

/** A machine that is reached over ssh; `close` ends the connection. */
export interface RemoteHost {
  readonly source: Source;
  close(): void;
}

/**
 * Connects as ssh does for this user: keys, known hosts and configuration are its own. Never asks for a
 * password. Throws an error that says what ssh said.
 */
export async function connectHost(url: URL): Promise<RemoteHost> {
  const shell = new RemoteShell(url);
  const { stdout } = await shell.run('id -u');
  const host = remoteHost(shell, Number(decoder.decode(stdout)));
  return { source: hostSource(url.href, host), close: () => shell.close() };
}

/** Only programs that every Linux has: sh, head, ls, stat, readlink. */
function remoteHost(shell: RemoteShell, uid: number): Host {
  return {
    uid,
    read: (path, maxBytes = maxFileBytes) => read(shell, path, maxBytes),
    async entries(folder) {
      const { exitCode, stdout } = await shell.run(`ls -A1 -- ${quoted(folder)}`);
      if (exitCode !== 0) return undefined;
      return decoder.decode(stdout).split('\n').filter(Boolean);
    },
    async stat(paths) {
      if (paths.length === 0) return [];
      const list = paths.map(quoted).join(' ');
      const { stdout } = await shell.run(`stat -c '%f %u %g %s %Y %n' -- ${list}`);
      return decoder.decode(stdout).split('\n').flatMap(entryIn);
    },
    async linkOf(path) {
      const { exitCode, stdout } = await shell.run(`readlink -- ${quoted(path)}`);
      return exitCode === 0 ? decoder.decode(stdout).replace(/\n$/, '') : undefined;
    },
    async execute(program, args) {
      const words = [program, ...args].map(quoted).join(' ');
      const missing = 127;
      const outcome = await shell.run(
        `command -v ${quoted(program)} >/dev/null || exit ${missing}; ${words}`,
      );
      return outcome.exitCode === missing ? undefined : { ...outcome, stderr: '' };
    },
  };
}

async function read(shell: RemoteShell, path: string, maxBytes: number): Promise<HostFile> {
  const name = quoted(path);
  const { exitCode, stdout } = await shell.run(
    `test -f ${name} || exit 2; test -r ${name} || exit 3; head -c ${maxBytes} -- ${name}`,
  );
  if (exitCode === 0) return { status: 'read', text: decoder.decode(stdout) };
  if (exitCode === 3) return { status: 'denied' };
  // Where a folder above is closed, its files seem not to be there.
  const parent = quoted(path.slice(0, path.lastIndexOf('/')) || '/');
  const { exitCode: closed } = await shell.run(`test ! -e ${parent} || test -x ${parent}`);
  return { status: closed === 0 ? 'missing' : 'denied' };
}

const kinds: Readonly<Record<number, HostEntry['kind']>> = {
  0o10: 'file',
  0o04: 'directory',
  0o12: 'link',
  0o14: 'socket',
};

/** A line of stat: mode in hex with the kind of file, owner, group, bytes, seconds since 1970, path. */
function entryIn(line: string): HostEntry[] {
  const [, mode = '', uid, gid, bytes, seconds, path = ''] =
    /^([0-9a-f]+) (\d+) (\d+) (\d+) (\d+) (\/.*)$/.exec(line) ?? [];
  if (path === '') return [];
  const bits = Number.parseInt(mode, 16);
  return [
    {
      path,
      kind: kinds[bits >> 12] ?? 'other',
      mode: bits & 0o7777,
      uid: Number(uid),
      gid: Number(gid),
      bytes: Number(bytes),
      modifiedMs: Number(seconds) * 1_000,
    },
  ];
}

/** Between quotes the shell takes everything as it is. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
