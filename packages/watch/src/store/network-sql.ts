import { type RawBuilder, sql } from 'kysely';

/** The neighbourhood of an address as text: of IPv4 256 neighbours are one, of IPv6 what one customer usually gets. */
export function networkOfSql(address: RawBuilder<unknown>): RawBuilder<string> {
  return sql<string>`network(set_masklen(${address}::inet, case family(${address}::inet) when 4 then 24 else 48 end))::text`;
}
