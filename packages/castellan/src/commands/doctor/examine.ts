import path from 'node:path';
import type { Coverage } from '@castellan/core';
import { guardVersion, knownLibraries } from '@castellan/guard';
import { findBundledDrivers } from './bundled-drivers.ts';
import { checkEnvironment } from './environment.ts';
import { judgeBundled } from './judge-bundle.ts';
import { runLive } from './live.ts';
import { lookAtLibraries } from './look-at-libraries.ts';
import type { Check, DoctorReport, ExitCode, LibraryReport, LiveReport } from './report.ts';

export interface Examination {
  readonly folder: string;
  /** Absolute path of the file that starts the app. */
  readonly entry?: string;
  /** How long to run it, if at all. */
  readonly seconds?: number;
  /** Whether to list what is not installed. */
  readonly listsAll: boolean;
  readonly env: NodeJS.ProcessEnv;
}

/** Looks at the app in a folder; throws when guard cannot be started to look. */
export async function examine(examination: Examination): Promise<DoctorReport> {
  const { folder, entry, seconds, listsAll, env } = examination;
  const environment = checkEnvironment(folder, env);
  const { reports, builtins } = await lookAtLibraries(entry ? path.dirname(entry) : folder, folder);
  const bundled = entry ? findBundledDrivers(entry) : [];
  const libraries = [
    ...builtins.map(builtin),
    ...reports,
    ...bundled.map((driver) => judgeBundled(driver, builtins)),
    ...(listsAll ? missing(reports) : []),
  ];
  const live =
    entry !== undefined && seconds !== undefined
      ? await runLive(entry, seconds, folder)
      : undefined;
  return {
    version: 1,
    guardVersion: guardVersion(),
    nodeVersion: process.versions.node,
    folder,
    ...(entry && { entry }),
    environment,
    libraries,
    ...(live && { live }),
    exitCode: exitCodeOf(environment, libraries, live),
  };
}

function builtin({ library, version, status, layer, cause }: Coverage): LibraryReport {
  const base = { library, version, ...(cause && { cause }) };
  if (status === 'protected') return { ...base, status, layer };
  return { ...base, status: 'unprotected' };
}

function missing(reports: readonly LibraryReport[]): LibraryReport[] {
  const found = new Set(reports.map(({ library }) => library));
  return knownLibraries()
    .filter(({ name }) => !found.has(name))
    .map(({ name }) => ({ library: name, status: 'not-installed' }));
}

function exitCodeOf(
  environment: readonly Check[],
  libraries: readonly LibraryReport[],
  live: LiveReport | undefined,
): ExitCode {
  const isBare =
    environment.some(({ status }) => status === 'problem') ||
    libraries.some(({ status }) => status === 'unprotected') ||
    live?.coverage.some(({ status }) => status === 'unprotected') === true;
  if (isBare) return 1;
  const isBlind =
    libraries.some(({ status }) => status === 'unknown') || live?.coverage.length === 0;
  return isBlind ? 3 : 0;
}
