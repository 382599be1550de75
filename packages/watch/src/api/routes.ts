import type { Route } from './http/route.ts';
import { advisoryRoutes } from './routes/advisories.ts';
import { appRoutes } from './routes/apps.ts';
import { attackerRoutes } from './routes/attackers.ts';
import { campaignRoutes } from './routes/campaigns.ts';
import { channelRoutes } from './routes/channels.ts';
import { criticalNetworkRoutes } from './routes/critical-networks.ts';
import { decisionRoutes } from './routes/decisions.ts';
import { demoRoutes } from './routes/demo.ts';
import { deliveryRoutes } from './routes/deliveries.ts';
import { destinationRoutes } from './routes/destinations.ts';
import { drillRoutes } from './routes/drills.ts';
import { evidenceRoutes } from './routes/evidence.ts';
import { eventRoutes } from './routes/events.ts';
import { healthRoutes } from './routes/health.ts';
import { incidentRoutes } from './routes/incidents.ts';
import { ingestRoutes } from './routes/ingest.ts';
import { inventoryRoutes } from './routes/inventory.ts';
import { metricsRoutes } from './routes/metrics.ts';
import { monitorPingRoutes } from './routes/monitor-pings.ts';
import { monitorRoutes } from './routes/monitors.ts';
import { overviewRoutes } from './routes/overview.ts';
import { passkeyRoutes } from './routes/passkeys.ts';
import { peopleRoutes } from './routes/people.ts';
import { playbookRoutes } from './routes/playbooks.ts';
import { practiceRoutes } from './routes/practices.ts';
import { providerSessionRoutes } from './routes/provider-session.ts';
import { reportRoutes } from './routes/reports.ts';
import { savedViewRoutes } from './routes/saved-views.ts';
import { secondFactorRoutes } from './routes/second-factor.ts';
import { sessionRoutes } from './routes/session.ts';
import { signInProviderRoutes } from './routes/sign-in-provider.ts';
import { streamRoutes } from './routes/stream.ts';
import { tokenRoutes } from './routes/tokens.ts';
import { vendorRoutes } from './routes/vendors.ts';
import { workRoutes } from './routes/work.ts';
import { userRoutes } from './routes/users.ts';

/** Everything that the API does. */
export const routes: readonly Route[] = [
  ...ingestRoutes,
  ...overviewRoutes,
  ...incidentRoutes,
  ...eventRoutes,
  ...attackerRoutes,
  ...userRoutes,
  ...savedViewRoutes,
  ...campaignRoutes,
  ...decisionRoutes,
  ...criticalNetworkRoutes,
  ...appRoutes,
  ...demoRoutes,
  ...tokenRoutes,
  ...channelRoutes,
  ...deliveryRoutes,
  ...drillRoutes,
  ...destinationRoutes,
  ...monitorRoutes,
  ...monitorPingRoutes,
  ...reportRoutes,
  ...practiceRoutes,
  ...workRoutes,
  ...evidenceRoutes,
  ...inventoryRoutes,
  ...advisoryRoutes,
  ...vendorRoutes,
  ...playbookRoutes,
  ...streamRoutes,
  ...sessionRoutes,
  ...peopleRoutes,
  ...secondFactorRoutes,
  ...metricsRoutes,
  ...passkeyRoutes,
  ...providerSessionRoutes,
  ...signInProviderRoutes,
  ...healthRoutes,
];
