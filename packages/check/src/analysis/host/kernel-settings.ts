/** A setting of the kernel, what it should be, and what it keeps off. */
export interface KernelSetting {
  readonly accepts: readonly string[];
  readonly why: string;
  /** In a container it is the host's to set. */
  readonly isHosts?: true;
}

/** Those that matter for a server of web applications, and whose usual values can be wrong. */
export const kernelSettings: Readonly<Record<string, KernelSetting>> = {
  'kernel.randomize_va_space': {
    accepts: ['2'],
    why: 'memory is laid out at random, so that exploits cannot rely on addresses',
    isHosts: true,
  },
  'kernel.yama.ptrace_scope': {
    accepts: ['1', '2', '3'],
    why: 'a process cannot read the memory of its siblings, secrets of apps among it',
    isHosts: true,
  },
  'fs.protected_symlinks': {
    accepts: ['1'],
    why: 'links in /tmp cannot lead programs of others astray',
    isHosts: true,
  },
  'fs.protected_hardlinks': {
    accepts: ['1'],
    why: 'files of others cannot be given a second name',
    isHosts: true,
  },
  'fs.suid_dumpable': {
    accepts: ['0', '2'],
    why: 'programs with rights of root leave no readable core files',
    isHosts: true,
  },
  'net.ipv4.tcp_syncookies': {
    accepts: ['1', '2'],
    why: 'a flood of half-open connections does not shut others out',
  },
  'net.ipv4.conf.all.accept_source_route': {
    accepts: ['0'],
    why: 'senders cannot choose the way of packets',
  },
  'net.ipv4.conf.all.accept_redirects': {
    accepts: ['0'],
    why: 'neighbours cannot lead traffic over themselves',
  },
};
