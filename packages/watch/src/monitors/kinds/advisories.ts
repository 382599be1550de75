import { severities, type Severity } from '@castellan/core';
import { sql } from 'kysely';
import * as z from 'zod';
import { refreshAdvisories } from '../../advisories/refresh.ts';
import { tellHits } from '../../advisories/tell-hits.ts';
import { defineMonitor, type MonitorKind } from '../monitor-kind.ts';

export const monitor: MonitorKind = defineMonitor({
  kind: 'advisories',
  title: 'Package advisories',
  hint: 'Tells when there is an advisory about a package of which code runs in an app. Names and versions of loaded packages are sent to the source of the advisories.',
  everyMinutes: 15,
  badLooks: 2,
  settings: z.object({
    url: z
      .url({ protocol: /^https?$/, error: 'an address such as https://api.osv.dev' })
      .max(1_000)
      .default('https://api.osv.dev')
      .meta({
        title: 'Source',
        description: 'OSV’s API, or a mirror of yours that answers as it does.',
      }),
  }),
  async look({ url }, { store, reach }) {
    const asked = await refreshAdvisories(store, url, reach);
    await tellHits(store);
    const { rows } = await sql<{
      advisories: number;
      packages: number;
      rank: number | null;
      loaded: number;
    }>`
      select count(distinct advisory_id)::int as advisories, count(distinct (name, version))::int as packages,
        min(severity_rank) as rank,
        (select count(distinct (name, version))::int from loaded_packages) as loaded
      from loaded_advisories where not is_dismissed`.execute(store);
    const { advisories = 0, packages = 0, rank = null, loaded = 0 } = rows[0] ?? {};
    const facts = [
      { name: 'Packages loaded', value: String(loaded) },
      { name: 'Asked about now', value: String(asked) },
    ];
    if (rank === null) {
      return { level: 'ok', summary: 'No advisory is about a package that is loaded', facts };
    }
    const worst: Severity = severities[rank] ?? 'low';
    return {
      level: worst === 'critical' || worst === 'high' ? 'critical' : 'warning',
      // Each advisory is an alert of its own: the monitor itself tells only when it becomes worse.
      step: worst,
      summary: `Advisories about loaded packages: ${advisories}, about ${packages} of ${loaded}; the worst is ${worst}`,
      facts,
    };
  },
});
