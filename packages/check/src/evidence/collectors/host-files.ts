import type { FileFact, HostFiles } from '../../analysis/host/facts.ts';
import type { Collector } from '../collector.ts';
import type { HostEntry } from '../host/host.ts';
import { requiredHost } from '../host/host-source.ts';
import { isPrivileged, programFolders, programsOf } from '../host/programs-of.ts';
import { sensitiveFiles } from '../../analysis/host/sensitive-files.ts';

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
        privileged: files.filter(isPrivileged).map(factOf),
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
