import { severities } from '@castellan/core';
import {
  type AskOsv,
  fixedVersions,
  queryPackages,
  readVulnerability,
  severityIn,
} from '@castellan/core/advisories';
import { sql } from 'kysely';
import type { Reach } from '../outbound/exchange.ts';
import type { Store } from '../store/schema.ts';
import { storableText } from '../store/storable.ts';
import { osvAt } from './osv-client.ts';

interface PackageVersion {
  readonly name: string;
  readonly version: string;
}

/** Bounds one look; what is left over is asked about at the next one. */
const mostPackages = 5_000;
const readAtOnce = 4;

/**
 * Asks about packages that are loaded and were not asked about within a day, and keeps the answers.
 * Sends names and versions of packages, nothing else.
 *
 * @returns how many packages were asked about.
 */
export async function refreshAdvisories(store: Store, url: string, reach: Reach): Promise<number> {
  const packages = await packagesDue(store);
  if (packages.length === 0) return 0;
  const ask = osvAt(url, reach);
  const found = await queryPackages(
    ask,
    packages.map((one) => ({ ...one, ecosystem: 'npm' })),
  );
  const modified = new Map(found.flat().map((one) => [one.id, one.modified]));
  const details = await changedOf(store, modified);
  for (let start = 0; start < details.length; start += readAtOnce) {
    const ids = details.slice(start, start + readAtOnce);
    await Promise.all(ids.map((id) => keepAdvisory(store, ask, id)));
  }
  await keepAnswers(store, packages, found);
  return packages.length;
}

async function packagesDue(store: Store): Promise<readonly PackageVersion[]> {
  const { rows } = await sql<PackageVersion>`
    select distinct p.name, p.version from loaded_packages p
    left join advisory_lookups l on l.name = p.name and l.version = p.version
    where (l.looked_at is null or l.looked_at < now() - interval '1 day') and p.version <> 'unknown'
    order by 1, 2 limit ${mostPackages}`.execute(store);
  return rows;
}

/** Entries that are not known, or were changed since they were read. */
async function changedOf(
  store: Store,
  modified: ReadonlyMap<string, string>,
): Promise<readonly string[]> {
  const ids = [...modified.keys()];
  const { rows } = await sql<{ id: string; modified: string }>`
    select id, modified from advisories where id = any(${ids}::text[])`.execute(store);
  const known = new Map(rows.map((row) => [row.id, row.modified]));
  return ids.filter((id) => known.get(id) !== modified.get(id));
}

async function keepAdvisory(store: Store, ask: AskOsv, id: string): Promise<void> {
  const entry = await readVulnerability(ask, id);
  const { severity, score } = severityIn(entry);
  const values = {
    summary: storableText((entry.summary ?? entry.details ?? entry.id).slice(0, 500)),
    severity,
    severity_rank: severities.indexOf(severity),
    score,
    aliases: entry.aliases.map(storableText),
    url: `https://osv.dev/vulnerability/${encodeURIComponent(id)}`,
    modified: entry.modified,
    published: entry.published ?? null,
    withdrawn_at: entry.withdrawn ?? null,
  };
  await store.transaction().execute(async (transaction) => {
    await transaction
      .insertInto('advisories')
      .values({ id, ...values })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
      .execute();
    const fixes = entry.affected.flatMap((one) => one.package?.name ?? []);
    for (const name of new Set(fixes)) {
      await transaction
        .insertInto('advisory_fixes')
        .values({
          advisory_id: id,
          name: storableText(name),
          fixed_in: [...fixedVersions(entry, name)],
        })
        .onConflict((conflict) =>
          conflict
            .columns(['advisory_id', 'name'])
            .doUpdateSet((update) => ({ fixed_in: update.ref('excluded.fixed_in') })),
        )
        .execute();
    }
  });
}

/** Replaces what was known about the packages by what was answered now, in one transaction. */
async function keepAnswers(
  store: Store,
  packages: readonly PackageVersion[],
  found: readonly (readonly { readonly id: string }[])[],
): Promise<void> {
  const asked = JSON.stringify(packages);
  const pairs = packages.flatMap((one, at) =>
    [...new Set(found[at]?.map(({ id }) => id))].map((id) => ({ ...one, id })),
  );
  await store.transaction().execute(async (transaction) => {
    await sql`delete from package_advisories p using jsonb_to_recordset(${asked}::jsonb) as n (name text, version text)
      where p.name = n.name and p.version = n.version`.execute(transaction);
    await sql`insert into package_advisories (name, version, advisory_id)
      select n.name, n.version, n.id from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as n (name text, version text, id text)
      join advisories a on a.id = n.id`.execute(transaction);
    await sql`insert into advisory_lookups (name, version, looked_at)
      select n.name, n.version, now() from jsonb_to_recordset(${asked}::jsonb) as n (name text, version text)
      on conflict (name, version) do update set looked_at = now()`.execute(transaction);
  });
}
