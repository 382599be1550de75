import type { Decision } from '@castellan/core';
import type { Configuration } from '../../config/configuration.ts';
import { guardVersion } from '../../config/guard-version.ts';
import type { InventorySource } from '../../inventory/take-inventory.ts';
import { Spool } from './spool.ts';
import { spoolOwner } from './spool-owner.ts';
import { WatchClient } from './watch-client.ts';
import { WatchReporter } from './watch-reporter.ts';

/** The reporter to watch, when there is a watch to report to. */
export function startWatchReporter(
  {
    watchUrl,
    watchToken,
    spoolDirectory,
  }: Pick<Configuration, 'spoolDirectory' | 'watchToken' | 'watchUrl'>,
  {
    onDecisions,
    onFault,
    inventory,
  }: {
    readonly onDecisions: (decisions: readonly Decision[], unknown: number) => void;
    readonly onFault: (cause: string) => void;
    readonly inventory: () => InventorySource;
  },
): WatchReporter | undefined {
  if (watchUrl === false || watchToken === false) return undefined;
  return new WatchReporter({
    client: new WatchClient(watchUrl, watchToken, guardVersion()),
    spool: spoolDirectory === false ? undefined : new Spool(spoolDirectory, spoolOwner()),
    onDecisions,
    onFault,
    inventory: inventory(),
  });
}
