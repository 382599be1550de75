import type { AppScope } from '../people/app-scope.ts';
import { record } from '../people/audit.ts';
import type { Principal } from '../people/principal.ts';
import type { Store } from '../store/schema.ts';
import type { Done } from '../words/done.ts';
import { type DomainUse, reachedDomains } from './reached-domains.ts';
import { nameOfDomain, vendorDomain } from './vendor-domain.ts';

/** A domain that apps reach and that is no vendor yet. */
export interface FoundDomain {
  readonly domain: string;
  readonly name: string;
  readonly isIgnored: boolean;
  readonly uses: readonly DomainUse[];
}

const mostShown = 200;

/** Domains that apps of the asker's reach, those with most calls first; ignored ones on request. */
export async function foundDomains(
  store: Store,
  scope: AppScope,
  withIgnored: boolean,
): Promise<readonly FoundDomain[]> {
  const reached = await reachedDomains(store, scope);
  const vendors = await store.selectFrom('vendors').select('domain').execute();
  const ignored = await store.selectFrom('ignored_domains').select('domain').execute();
  const known = new Set(vendors.map(({ domain }) => domain));
  const unwanted = new Set(ignored.map(({ domain }) => domain));
  return [...reached]
    .filter(([domain]) => !known.has(domain) && (withIgnored || !unwanted.has(domain)))
    .map(([domain, uses]) => ({
      domain,
      name: nameOfDomain(domain),
      isIgnored: unwanted.has(domain),
      uses,
    }))
    .toSorted((a, b) => callsOf(b) - callsOf(a) || a.domain.localeCompare(b.domain))
    .slice(0, mostShown);
}

function callsOf({ uses }: FoundDomain): number {
  return uses.reduce((sum, { calls }) => sum + calls, 0);
}

/** Says that a domain is no vendor, or takes that back. */
export async function ignoreDomain(
  store: Store,
  principal: Principal,
  { domain: text, isIgnored }: { readonly domain: string; readonly isIgnored: boolean },
): Promise<Done> {
  const domain = vendorDomain(text);
  if (domain === undefined) return { ok: false, problem: 'This is no domain of a company.' };
  return store.transaction().execute(async (transaction) => {
    if (isIgnored) {
      await transaction
        .insertInto('ignored_domains')
        .values({ domain, created_by: principal.name })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    } else {
      await transaction.deleteFrom('ignored_domains').where('domain', '=', domain).execute();
    }
    const act = isIgnored ? 'ignore domain' : 'stop ignoring domain';
    await record(transaction, principal, act, domain);
    return { ok: true, id: domain };
  });
}
