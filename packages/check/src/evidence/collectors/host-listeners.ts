import { canonicalAddress } from '@castellan/core';
import type { Listener } from '../../analysis/host/facts.ts';
import { CannotCollect, type Collector } from '../collector.ts';
import { type Host, textOf } from '../host/host.ts';
import { requiredHost } from '../host/host-source.ts';

const listening = '0A';
/** An unconnected UDP socket. */
const unconnected = '07';

/** Ports that are open, with the program behind them where we may know it. */
export const collector: Collector<readonly Listener[]> = {
  title: 'open ports of the host',
  reads: ['files'],
  async collect(source) {
    const host = requiredHost(source);
    const sockets = (
      await Promise.all(
        (['tcp', 'udp'] as const).flatMap((protocol) =>
          ['', '6'].map(async (version) => {
            const text = await textOf(host, `/proc/net/${protocol}${version}`);
            return text === undefined ? undefined : socketsIn(text, protocol);
          }),
        ),
      )
    ).filter((one) => one !== undefined);
    if (sockets.length === 0) throw new CannotCollect('/proc/net cannot be read', 'run it as root');
    const open = sockets.flat();
    const programs = await programsOf(host, new Set(open.map(({ inode }) => inode)));
    const value = open.map(({ inode, ...one }) => {
      const program = programs.get(inode);
      return { ...one, ...(program !== undefined && { program }) };
    });
    return { value: value.toSorted((a, b) => a.port - b.port), origin: '/proc/net' };
  },
};

interface Socket extends Listener {
  readonly inode: string;
}

/** Lines of /proc/net/tcp and its like (proc_net(5)). */
export function socketsIn(text: string, protocol: Listener['protocol']): Socket[] {
  const wanted = protocol === 'tcp' ? listening : unconnected;
  return text.split('\n').flatMap((line) => {
    const [, local = '', , state, , , , uid = '', , inode = ''] = line.trim().split(/\s+/);
    if (state !== wanted) return [];
    const [address = '', port = ''] = local.split(':');
    return [
      {
        protocol,
        address: addressOf(address),
        port: Number.parseInt(port, 16),
        uid: Number(uid),
        inode,
      },
    ];
  });
}

/** Words of 32 bits, each in the order of the machine, which is little-endian wherever Node.js runs. */
function addressOf(hex: string): string {
  const bytes = Buffer.from(hex, 'hex');
  for (let at = 0; at + 4 <= bytes.length; at += 4) bytes.subarray(at, at + 4).reverse();
  return canonicalAddress([...bytes]);
}

/** Which program holds which socket; of processes of others only root learns that. */
async function programsOf(
  host: Host,
  inodes: ReadonlySet<string>,
): Promise<ReadonlyMap<string, string>> {
  const programs = new Map<string, string>();
  const pids = ((await host.entries('/proc')) ?? []).filter((name) => /^\d+$/.test(name));
  for (const pid of pids) {
    const descriptors = await host.entries(`/proc/${pid}/fd`);
    if (descriptors === undefined) continue;
    const links = await Promise.all(
      descriptors.map((name) => host.linkOf(`/proc/${pid}/fd/${name}`)),
    );
    const held = links
      .map((link) => /^socket:\[(\d+)\]$/.exec(link ?? '')?.[1])
      .filter((inode) => inode !== undefined && inodes.has(inode));
    if (held.length === 0) continue;
    const name = (await textOf(host, `/proc/${pid}/comm`))?.trim() ?? '';
    for (const inode of held) if (inode !== undefined) programs.set(inode, name);
  }
  return programs;
}
