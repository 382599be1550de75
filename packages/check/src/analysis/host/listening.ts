import { classifyAddress } from '@castellan/core';

const inner = new Set(['loopback', 'private', 'link-local', 'carrier-nat']);

/** Whether who listens there is reached from this host or its private network only. */
export function isInner(address: string): boolean {
  return address === 'localhost' || inner.has(classifyAddress(address));
}
