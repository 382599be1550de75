import { isMainThread } from 'node:worker_threads';
import type { Coverage } from '@castellan/core';
import type { Configuration } from '../config/configuration.ts';
import { guardVersion } from '../config/guard-version.ts';
import { coverageReport, onCoverage } from '../hooks/coverage.ts';
import { isAnApp } from './is-an-app.ts';
import type { LogReporter } from './log-reporter.ts';

type Enforced = Pick<Configuration, 'detections' | 'exceptions' | 'mode' | 'routes'>;
type Log = Pick<LogReporter, 'fault' | 'notice'>;

/** How long nothing new must have been loaded before the app counts as started. */
const QUIET_MS = 1_000;

const timer = setTimeout;

/**
 * Tells the log which library is not protected as soon as it is known, each cause once, and once the
 * app has been loaded, in one line, what is covered and how; gaps in Node itself wait for that line,
 * since programs that are no app (npm, a script of a second) have them too and say nothing. Worker
 * threads leave the line to the main thread.
 */
export function announceCoverage(
  log: Log,
  configuration: Enforced,
  quietMs: number = QUIET_MS,
): void {
  const warned = new Set<string>();
  const warn = ({ library, version, status, cause = 'the cause is not known' }: Coverage): void => {
    const gap = `${library}\0${version}\0${cause}`;
    if (status !== 'unprotected' || warned.has(gap)) return;
    warned.add(gap);
    log.fault('library not protected', { library, version, cause });
  };
  let isTold = false;
  const waiting = timer(() => {
    isTold = true;
    if (!isMainThread || !isAnApp()) return;
    tellCoverage(log, configuration);
    for (const coverage of coverageReport()) warn(coverage);
  }, quietMs).unref();
  onCoverage((coverage) => {
    if (!isTold) waiting.refresh();
    if (isTold || coverage.layer !== 'builtin') warn(coverage);
  });
}

function tellCoverage(log: Log, configuration: Enforced): void {
  const report = coverageReport();
  const named = (status: Coverage['status']): string[] => [
    ...new Set(report.filter((one) => one.status === status).map(nameOf)),
  ];
  const covered = named('protected');
  const bare = named('unprotected');
  const version = guardVersion();
  const mode = describeMode(configuration);
  const gaps = bare.length > 0 ? bare.join(', ') : 'nothing that is loaded';
  log.notice(
    `guard ${version}: ${mode}; protected: ${covered.join(', ')}; unprotected: ${gaps}`,
    'guard started',
    { guardVersion: version, mode, protected: covered, unprotected: bare },
  );
}

function describeMode({ mode, detections, routes, exceptions: known }: Enforced): string {
  const exceptions = Object.keys(detections).length + routes.length + known.length;
  return exceptions === 0 ? `${mode} mode` : `${mode} mode with ${exceptions} exceptions`;
}

/** Node's own modules have Node's version, which nobody needs to be told. */
function nameOf({ library, version, layer }: Coverage): string {
  return layer === 'builtin' ? library : `${library} ${version}`;
}
