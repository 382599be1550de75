import type { Coverage } from '@castellan/core';
import type { BundledDriver } from './bundled-drivers.ts';
import { watchesSockets } from './judge-copy.ts';
import type { LibraryReport } from './report.ts';

/** Code in a bundle has no file that guard could hook; what it sends to a socket can still be read. */
export function judgeBundled(
  { library, path, protocol }: BundledDriver,
  builtins: readonly Coverage[],
): LibraryReport {
  const base = { library, path };
  if (protocol === undefined) {
    const cause = `it stands in a bundle, where guard cannot reach it: mark ${library} as external in the bundler`;
    return { ...base, status: 'unprotected', cause };
  }
  if (!watchesSockets(builtins)) {
    const cause = 'it stands in a bundle, and guard does not read sockets on this Node';
    return { ...base, status: 'unprotected', cause };
  }
  const cause = `it stands in a bundle: ${protocol} is judged at the socket; external, it would be judged at the call, with its place in the code`;
  return { ...base, status: 'protected', layer: 'wire', cause };
}
