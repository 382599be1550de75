import type { Host, HostEntry } from './host.ts';

/** Where programs stand that everybody starts. */
export const programFolders = [
  '/usr/local/sbin',
  '/usr/local/bin',
  '/usr/sbin',
  '/usr/bin',
  '/sbin',
  '/bin',
  '/usr/lib/openssh',
  '/usr/lib/dbus-1.0',
  '/usr/libexec',
  '/opt',
] as const;
const setId = 0o6000;

/** What stands in the usual folders of programs. */
export async function programsOf(host: Host): Promise<readonly HostEntry[]> {
  const found: HostEntry[] = [];
  // On a merged system /bin leads to /usr/bin, whose programs are there already.
  const real = (await host.stat(programFolders)).filter(({ kind }) => kind === 'directory');
  for (const { path } of real) {
    const names = (await host.entries(path)) ?? [];
    found.push(...(await host.stat(names.map((name) => `${path}/${name}`))));
  }
  return found;
}

/** It runs with the rights of its owner or group, whoever starts it. */
export function isPrivileged({ kind, mode }: HostEntry): boolean {
  return kind === 'file' && (mode & setId) !== 0;
}
