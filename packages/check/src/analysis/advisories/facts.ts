import type { Severity } from '@castellan/core';

/** An advisory that is about an installed version. */
export interface AdvisoryHit {
  readonly name: string;
  readonly version: string;
  /** Where it is installed, the first place of several. */
  readonly place: string;
  readonly isDev: boolean;
  readonly id: string;
  /** What others call it: `CVE-2021-23337`. */
  readonly aliases: readonly string[];
  readonly summary: string;
  readonly severity: Severity;
  /** CVSS's base score; absent where nobody scored it. */
  readonly score?: number;
  /** Newer versions in which it is mended, the nearest first. */
  readonly fixedIn: readonly string[];
  readonly isUnimportant: boolean;
}

/** What is known of installed packages. */
export interface AdvisoryLook {
  /** `npm`, `Debian:12`; empty when there was nothing to ask about. */
  readonly ecosystem: string;
  /** ISO 8601: what became known later is not in it. */
  readonly asOf: string;
  /** How many packages were looked up. */
  readonly asked: number;
  /** Packages whose version nobody can compare. */
  readonly unjudged: number;
  /** What could not be read beside the rest, as a condition: with it nothing found is no pass. */
  readonly unread?: string;
  readonly hits: readonly AdvisoryHit[];
}
