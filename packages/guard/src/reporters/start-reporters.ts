import type { Decision } from '@castellan/core';
import type { Configuration } from '../config/configuration.ts';
import { onProcessExit } from '../hooks/process-emit.ts';
import { announceCoverage } from './announce-coverage.ts';
import { FileReporter } from './file-reporter.ts';
import { LogReporter } from './log-reporter.ts';
import { FindingQueue } from './queue.ts';
import type { Reporter } from './reporter.ts';
import type { InventorySource } from '../inventory/take-inventory.ts';
import { startWatchReporter } from './watch/start-watch-reporter.ts';

/** The reporters at work, behind one queue. `report` may be passed on by itself. */
export type StartedReporters = Pick<Reporter, 'report' | 'heartbeat' | 'flush' | 'lost'>;

type Reported = Pick<
  Configuration,
  | 'detections'
  | 'exceptions'
  | 'findingsFile'
  | 'log'
  | 'mode'
  | 'routes'
  | 'spoolDirectory'
  | 'watchToken'
  | 'watchUrl'
>;

/** Starts what the configuration asks for. What waits is written when the process ends. */
export function startReporters(
  configuration: Reported,
  onDecisions: (decisions: readonly Decision[], unknown: number) => void,
  inventory: () => InventorySource,
): StartedReporters {
  const { findingsFile, log } = configuration;
  const logReporter = log === 'off' ? undefined : new LogReporter(log);
  if (logReporter !== undefined) announceCoverage(logReporter, configuration);
  const targets: Reporter[] = logReporter === undefined ? [] : [logReporter];
  if (findingsFile !== false) {
    const onFault = (cause: string): void =>
      logReporter?.undelivered(`the file ${findingsFile}`, cause);
    targets.push(new FileReporter(findingsFile, onFault));
  }
  const watch = startWatchReporter(configuration, {
    onDecisions,
    inventory,
    onFault: (cause) => logReporter?.undelivered(`watch at ${configuration.watchUrl}`, cause),
  });
  if (watch !== undefined) targets.push(watch);
  const queue = new FindingQueue(targets);
  onProcessExit(() => queue.close());
  return {
    report: (finding) => queue.report(finding),
    heartbeat: (heartbeat) => queue.heartbeat(heartbeat),
    flush: () => queue.flush(),
    get lost() {
      return queue.lost;
    },
  };
}
