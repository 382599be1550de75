import type { HostSsh } from './facts.ts';

/** Whether there is an ssh server to judge. */
export function hasSshServer({ settings }: HostSsh): boolean {
  return Object.keys(settings).length > 0;
}
