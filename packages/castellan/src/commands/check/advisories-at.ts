import path from 'node:path';
import { type AdvisorySource, bundledAdvisories, osvEndpoint } from '@castellan/check';
import { UsageError } from '../../usage-error.ts';
import { cacheDirectory } from '../../cache-directory.ts';

/** Where `castellan advisories fetch` keeps what it fetches. */
export function advisoriesFolder(): string {
  return path.join(cacheDirectory(), 'advisories');
}

/** The advisories that `--advisories` names: a folder, or a service; what this user fetched when it names none. */
export function advisoriesAt(where: string | undefined, isOffline: boolean): AdvisorySource {
  if (where === undefined) return bundledAdvisories(advisoriesFolder());
  if (!/^https?:\/\//i.test(where)) return bundledAdvisories(path.resolve(where));
  if (isOffline)
    throw new UsageError(
      '--offline asks nobody: castellan advisories fetch once, then leave --advisories out',
    );
  if (!URL.canParse(where)) throw new UsageError(`${JSON.stringify(where)} is no address`);
  return osvEndpoint(where);
}

/** What help says of the flag. */
export const advisoriesUsage = `  --advisories FROM  a folder that castellan advisories fetch wrote (default: what this user fetched), or a
                     service that answers as https://api.osv.dev: it is told names and versions of packages`;
