import type { FileFact, HostFiles } from '../../analysis/host/facts.ts';
import type { Collector } from '../collector.ts';
import type { Host, HostEntry } from '../host/host.ts';
import { requiredHost } from '../host/host-source.ts';
import { sensitiveFiles } from '../../analysis/host/sensitive-files.ts';

/** Where programs stand that everybody starts. */
const programFolders = [
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
const othersWrite = 0o002;

/** Rights of the files on which the machine's security hangs. */
export const collector: Collector<HostFiles> = {
  title: 'file rights of the host',
  reads: ['files'],
  async collect(source) {
    const host = requiredHost(source);
    const programs = await programsOf(host);
    const files = programs.filter(({ kind }) => kind === 'file');
    const folders = await host.stat(programFolders);
    const [socket] = await host.stat(['/run/docker.sock']);
    const isOpen = ({ mode, kind }: HostEntry): boolean =>
      (mode & othersWrite) !== 0 && kind !== 'link';
    return {
      value: {
        sensitive: (await host.stat(Object.keys(sensitiveFiles))).map(factOf),
        privileged: files.filter(({ mode }) => (mode & setId) !== 0).map(factOf),
        openToAll: [...files, ...folders].filter(isOpen).map(factOf),
        ...(socket && { dockerSocket: factOf(socket) }),
      },
      origin: 'lstat',
    };
  },
};

function factOf({ path, mode, uid, gid }: HostEntry): FileFact {
  return { path, mode, uid, gid };
}

async function programsOf(host: Host): Promise<readonly HostEntry[]> {
  const found: HostEntry[] = [];
  // On a merged system /bin leads to /usr/bin, whose programs are there already.
  const real = (await host.stat(programFolders)).filter(({ kind }) => kind === 'directory');
  for (const { path } of real) {
    const names = (await host.entries(path)) ?? [];
    found.push(...(await host.stat(names.map((name) => `${path}/${name}`))));
  }
  return found;
}
