import type { InstalledPackage, Vulnerability } from '@castellan/core/advisories';

/** Where advisories come from: files that were fetched before, or a service. */
export interface AdvisorySource {
  /** As a report names it. */
  readonly name: string;
  /**
   * Entries that may be about some of `packages`, all of one ecosystem. Throws `CannotCollect` when nothing can
   * be had of it.
   */
  entriesAbout(
    ecosystem: string,
    packages: readonly InstalledPackage[],
  ): Promise<{ readonly entries: readonly Vulnerability[]; readonly asOf: string }>;
}
