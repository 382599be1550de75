import type { HostKernel } from '../../analysis/host/facts.ts';
import { kernelSettings } from '../../analysis/host/kernel-settings.ts';
import { CannotCollect, type Collector } from '../collector.ts';
import { textOf } from '../host/host.ts';
import { requiredHost } from '../host/host-source.ts';

/** Settings of the running kernel. */
export const collector: Collector<HostKernel> = {
  title: 'kernel settings of the host',
  reads: ['files'],
  async collect(source) {
    const host = requiredHost(source);
    const found: Record<string, string> = {};
    for (const name of Object.keys(kernelSettings)) {
      const value = await textOf(host, `/proc/sys/${name.replaceAll('.', '/')}`);
      if (value !== undefined) found[name] = value.trim();
    }
    if (Object.keys(found).length === 0)
      throw new CannotCollect('/proc/sys cannot be read', 'look at a Linux host');
    return { value: found, origin: '/proc/sys' };
  },
};
