import type { Severity } from '@castellan/core';

/** Something else than an event as it leaves watch: what happened to an incident, or an entry of the audit log. */
export interface ExportedNote {
  /** Receivers tell by it what they have had already. */
  readonly id: string;
  /** `incident-opened`, `audit`. */
  readonly action: string;
  readonly at: Date;
  readonly severity: Severity;
  /** One sentence. */
  readonly message: string;
  /** By names that are words, without those that are not known. */
  readonly fields: Readonly<Record<string, string | number | undefined>>;
}
