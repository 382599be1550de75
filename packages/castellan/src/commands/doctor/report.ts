import type { Coverage, CoverageLayer } from '@castellan/core';

/** What `castellan doctor --json` prints: one object. Fields may be added within a version. */
export interface DoctorReport {
  readonly version: 1;
  readonly guardVersion: string;
  readonly nodeVersion: string;
  /** Where it was looked, absolute. */
  readonly folder: string;
  /** The file that was given, absolute. */
  readonly entry?: string;
  readonly environment: readonly Check[];
  readonly libraries: readonly LibraryReport[];
  /** Given with `--run`. */
  readonly live?: LiveReport;
  readonly exitCode: ExitCode;
}

/** 0: all that was found is protected. 1: something is not. 3: something could not be looked at. */
export type ExitCode = 0 | 1 | 3;

/** One fact about how the app is started. A `problem` leaves the app, or its findings, unprotected. */
export interface Check {
  readonly id: 'node' | 'flags' | 'start' | 'configuration' | 'findings-file';
  readonly status: 'ok' | 'warning' | 'problem';
  readonly message: string;
}

/** Whether calls through one copy of a library are judged. `unknown`: nobody could look. */
export type LibraryStatus = 'protected' | 'unprotected' | 'unknown' | 'not-installed';

export interface LibraryReport {
  readonly library: string;
  /** Absent for what is not installed, and for what stands in a bundle. */
  readonly version?: string;
  /** Folder of the copy, or the file of the bundle; absent for what ships with Node. */
  readonly path?: string;
  readonly status: LibraryStatus;
  /** Where guard judges it; present when protected by itself. */
  readonly layer?: CoverageLayer;
  /** Libraries in whose place guard judges it, each with its version. */
  readonly through?: readonly string[];
  /** How it was loaded to see that. */
  readonly loadedBy?: readonly LoadWay[];
  /** Why it is not protected, why nobody could look, or what else to know. */
  readonly cause?: string;
}

export type LoadWay = 'require' | 'import';

/** What guard said of the running app. */
export interface LiveReport {
  readonly seconds: number;
  /** How the app ended by itself, with an exit code or a signal; absent when doctor ended it. */
  readonly ended?: string;
  readonly coverage: readonly Coverage[];
}
