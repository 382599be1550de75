import type { Inventory } from '@castellan/core';
import type { Count, DefaultTime, Json, Time } from './columns.ts';

/** Without what has tables of its own. */
export type StoredInventory = Omit<
  Inventory,
  'packages' | 'packagesDigest' | 'routes' | 'outbound'
>;

interface SeenInApp {
  app_id: string;
  environment: string;
  first_seen: Time;
  last_seen: Time;
}

interface AdvisoriesTable {
  id: string;
  summary: string;
  severity: string;
  severity_rank: number;
  score: number | null;
  aliases: string[];
  url: string;
  modified: string;
  published: Time | null;
  withdrawn_at: Time | null;
}

export interface DismissalsTable {
  id: string;
  advisory_id: string;
  app_id: string | null;
  reason: string;
  ends_at: Time;
  created_at: DefaultTime;
  created_by: string;
  undone_at: Time | null;
  undone_by: string | null;
}

/** What apps are made of, and what is known against it. */
export interface InventoryTables {
  package_lists: {
    app_id: string;
    environment: string;
    digest: string;
    touched_at: Time;
    packages: Json<Inventory['packages']>;
  };
  app_packages: SeenInApp & { name: string; version: string; place: string };
  app_routes: SeenInApp & {
    method: string;
    pattern: string;
    requests: Count;
    modes: Json<Record<string, string>>;
  };
  app_outbound: SeenInApp & { host: string; port: number; library: string; calls: Count };
  advisories: AdvisoriesTable;
  package_advisories: { name: string; version: string; advisory_id: string };
  advisory_fixes: { advisory_id: string; name: string; fixed_in: string[] };
  advisory_lookups: { name: string; version: string; looked_at: Time };
  advisory_hits: { app_id: string; advisory_id: string; first_seen: DefaultTime };
  advisory_dismissals: DismissalsTable;
}
