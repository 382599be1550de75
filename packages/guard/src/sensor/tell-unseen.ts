import { type Coverage, wireLimits } from '@castellan/core';
import { coverageReport, onCoverage } from '../hooks/coverage.ts';
import { hasModuleHooks } from '../hooks/esm.ts';
import type { SensorChannel } from './channel.ts';

/** Tells what guard does not see here: a run must not take silence for safety. */
export function tellUnseen(channel: SensorChannel): void {
  const tell = ({ library, version, status, cause = 'it is not protected' }: Coverage): void => {
    if (status !== 'unprotected') return;
    const name = `${library} ${version}`.slice(0, wireLimits.name);
    channel.tell({ unseen: { library: name, cause: cause.slice(0, wireLimits.text) } });
  };
  for (const coverage of coverageReport()) tell(coverage);
  onCoverage(tell);
  if (hasModuleHooks()) return;
  const library = `Node.js ${process.versions.node}`;
  const cause = 'packages that are ES modules only, and eval in ES modules, are not seen by it';
  channel.tell({ unseen: { library, cause } });
}
