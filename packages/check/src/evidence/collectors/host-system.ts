import type { HostSystem } from '../../analysis/host/facts.ts';
import { CannotCollect, type Collector } from '../collector.ts';
import { type Host, outputOf, textOf } from '../host/host.ts';
import { requiredHost } from '../host/host-source.ts';

/** What the machine is. */
export const collector: Collector<HostSystem> = {
  title: 'system of the host',
  reads: ['files', 'exec'],
  async collect(source) {
    const host = requiredHost(source);
    const kernel = (await textOf(host, '/proc/sys/kernel/osrelease'))?.trim();
    if (kernel === undefined)
      throw new CannotCollect('this is no Linux: it has no /proc', 'look at a Linux host');
    const release = fieldsOf(
      (await textOf(host, '/etc/os-release')) ?? (await textOf(host, '/usr/lib/os-release')) ?? '',
    );
    const value = {
      name: (await textOf(host, '/proc/sys/kernel/hostname'))?.trim() ?? '',
      distribution: release.get('ID') ?? '',
      version: release.get('VERSION_ID') ?? '',
      prettyName: release.get('PRETTY_NAME') ?? 'an unnamed Linux',
      kernel,
      uid: host.uid,
      isContainer: await isContainer(host),
    };
    return { value, origin: '/etc/os-release, /proc' };
  },
};

/** `NAME="value"` lines, as os-release(5) has them. */
function fieldsOf(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, name, value] = /^([A-Z_]+)=["']?(.*?)["']?\s*$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) fields.set(name, value);
  }
  return fields;
}

async function isContainer(host: Host): Promise<boolean> {
  const marks = await host.stat(['/.dockerenv', '/run/.containerenv']);
  if (marks.length > 0) return true;
  // Its exit code is 1 where it finds no container.
  return (await outputOf(host, 'systemd-detect-virt', ['--container'])) !== undefined;
}
