import type { Severity } from '@castellan/core';
import { sql } from 'kysely';
import type { AppScope } from '../people/app-scope.ts';
import { record } from '../people/audit.ts';
import type { Principal } from '../people/principal.ts';
import { newId } from '../store/new-id.ts';
import type { Store, StoreTransaction } from '../store/schema.ts';
import { storableText } from '../store/storable.ts';
import type { Done } from '../words/done.ts';
import { listBreaches, type VendorBreach } from './breaches.ts';
import { type DomainUse, reachedDomains } from './reached-domains.ts';
import { vendorDomain } from './vendor-domain.ts';

export interface NewVendor {
  readonly name: string;
  /** Any host or address of theirs. */
  readonly domain: string;
  readonly data: string;
  readonly ownerId?: string | null | undefined;
  readonly contact: string;
  readonly criticality: Severity;
  readonly agreedOn?: string | null | undefined;
  readonly reviewOn?: string | null | undefined;
  readonly notes: string;
}

interface VendorRow {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly data: string;
  readonly owner_id: string | null;
  readonly owner: string | null;
  readonly contact: string;
  readonly criticality: string;
  readonly agreed_on: string | null;
  readonly review_on: string | null;
  readonly notes: string;
  readonly created_at: Date;
  readonly created_by: string;
}

/** A vendor, its breaches, and which of the apps that the asker sees reach it. */
export type VendorState = VendorRow & {
  readonly uses: readonly DomainUse[];
  readonly breaches: readonly VendorBreach[];
};

const mostVendors = 1_000;

/** The team's vendors: everybody sees all of them, and of the apps that reach them their own. */
export async function listVendors(store: Store, scope: AppScope): Promise<readonly VendorState[]> {
  const { rows } = await sql<VendorRow>`
    select v.*, p.name as owner from vendors v left join people p on p.id = v.owner_id
    order by array_position(array['critical', 'high', 'medium', 'low'], v.criticality), lower(v.name)
    limit ${mostVendors}`.execute(store);
  if (rows.length === 0) return [];
  const reached = await reachedDomains(store, scope);
  const breaches = await listBreaches(store);
  return rows.map((row) => ({
    ...row,
    uses: reached.get(row.domain) ?? [],
    breaches: breaches.filter(({ vendor_id }) => vendor_id === row.id),
  }));
}

export async function addVendor(
  store: Store,
  principal: Principal,
  vendor: NewVendor,
): Promise<Done> {
  const domain = vendorDomain(vendor.domain);
  if (domain === undefined) return noDomain;
  return store.transaction().execute(async (transaction) => {
    const problem = (await ownerProblem(transaction, vendor)) ?? (await tooMany(transaction));
    if (problem !== undefined) return { ok: false, problem };
    const added = await transaction
      .insertInto('vendors')
      .values({ id: newId(), created_by: principal.name, ...columnsOf(vendor, domain) })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (added === undefined) return taken(domain);
    await transaction.deleteFrom('ignored_domains').where('domain', '=', domain).execute();
    await record(transaction, principal, 'add vendor', vendor.name, { id: added.id, domain });
    return { ok: true, id: added.id };
  });
}

/** `undefined` when there is no such vendor. */
export async function editVendor(
  store: Store,
  principal: Principal,
  id: string,
  vendor: NewVendor,
): Promise<Done | undefined> {
  const domain = vendorDomain(vendor.domain);
  if (domain === undefined) return noDomain;
  return store.transaction().execute(async (transaction) => {
    const before = await transaction
      .selectFrom('vendors')
      .selectAll()
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    if (before === undefined) return undefined;
    const problem = await ownerProblem(transaction, vendor);
    if (problem !== undefined) return { ok: false, problem };
    const other = await transaction
      .selectFrom('vendors')
      .select('id')
      .where('domain', '=', domain)
      .where('id', '!=', id)
      .executeTakeFirst();
    if (other !== undefined) return taken(domain);
    const columns = columnsOf(vendor, domain);
    await transaction.updateTable('vendors').set(columns).where('id', '=', id).execute();
    if (domain !== before.domain) {
      await transaction.deleteFrom('vendor_breaches').where('vendor_id', '=', id).execute();
    }
    const changed = Object.entries(columns)
      .filter(([name, value]) => before[name as keyof typeof columns] !== value)
      .map(([name]) => name);
    await record(transaction, principal, 'edit vendor', vendor.name, { id, changed });
    return { ok: true, id };
  });
}

export async function removeVendor(
  store: Store,
  principal: Principal,
  id: string,
): Promise<boolean> {
  return store.transaction().execute(async (transaction) => {
    const gone = await transaction
      .deleteFrom('vendors')
      .where('id', '=', id)
      .returning(['name', 'domain'])
      .executeTakeFirst();
    if (gone === undefined) return false;
    await record(transaction, principal, 'remove vendor', gone.name, { id, domain: gone.domain });
    return true;
  });
}

const noDomain: Done = {
  ok: false,
  problem: 'The domain is none that a company can own: name one such as stripe.com.',
};

function taken(domain: string): Done {
  return { ok: false, problem: `There is a vendor with ${domain}.`, isConflict: true };
}

function columnsOf(vendor: NewVendor, domain: string) {
  return {
    name: vendor.name,
    domain,
    data: storableText(vendor.data),
    owner_id: vendor.ownerId ?? null,
    contact: storableText(vendor.contact),
    criticality: vendor.criticality,
    agreed_on: vendor.agreedOn ?? null,
    review_on: vendor.reviewOn ?? null,
    notes: storableText(vendor.notes),
  };
}

async function ownerProblem(
  transaction: StoreTransaction,
  { ownerId }: NewVendor,
): Promise<string | undefined> {
  if (ownerId == null) return undefined;
  const found = await transaction
    .selectFrom('people')
    .select('id')
    .where('id', '=', ownerId)
    .executeTakeFirst();
  return found === undefined ? 'There is no such person to look after it.' : undefined;
}

async function tooMany(transaction: StoreTransaction): Promise<string | undefined> {
  const { count } = await transaction
    .selectFrom('vendors')
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count < mostVendors ? undefined : `There are ${mostVendors} vendors already.`;
}
