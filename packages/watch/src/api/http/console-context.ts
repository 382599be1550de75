import type { Network } from '@castellan/core';
import type { AlertContext } from '../../alerts/alert-context.ts';
import type { Gazetteer } from '../../gazetteer/gazetteer.ts';
import type { DeliveryGate } from '../../ingest/delivery-gate.ts';
import type { Notices } from '../../live/notices.ts';
import type { Meters } from '../../meters/meters.ts';
import type { Partitions } from '../../store/partitions.ts';
import type { ProviderClient } from '../../providers/provider-client.ts';
import type { Store } from '../../store/schema.ts';

/** What every route works with. */
export interface ConsoleContext {
  readonly store: Store;
  readonly partitions: Partitions;
  readonly notices: Notices;
  readonly gate: DeliveryGate;
  readonly meters: Meters;
  readonly gazetteer: Gazetteer;
  /** Asks the provider through which people sign in. */
  readonly provider: ProviderClient;
  /** With which people are told. */
  readonly alerts: AlertContext;
  /** Where people reach the console; decides the cookie, and which hosts and origins are ours. */
  readonly publicUrl: URL;
  /** Proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly Network[];
}
