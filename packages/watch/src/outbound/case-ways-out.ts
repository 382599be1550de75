import { Resolver } from 'node:dns/promises';
import { forwardKinds } from '../forwarding/registry.generated.ts';
import { sendParcel } from '../forwarding/send-parcel.ts';
import { monitorKinds } from '../monitors/registry.generated.ts';
import { caseAlert } from '../notifiers/case-alert.ts';
import { notifiers } from '../notifiers/registry.generated.ts';
import { checkProvider } from '../providers/check-provider.ts';
import { ProviderClient } from '../providers/provider-client.ts';
import type { Store } from '../store/schema.ts';
import type { Reach } from './exchange.ts';
import { reachProblem } from './reach-problem.ts';
import { send } from './send.ts';

/** The monitor whose looks these are. */
export const caseMonitorId = '01990000-0000-7000-8000-000000000003';

/** A place that a person enters. */
interface Place {
  readonly host: string;
  readonly port: number;
}

const http = ({ host, port }: Place): string => `http://${host}:${port}/`;
const https = ({ host, port }: Place): string => `https://${host}:${port}/`;
const bare = ({ host }: Place): string => host.replace(/^\[(.*)\]$/, '$1');

/**
 * Settings of a kind that lead to a place; or why none of them can: it goes nowhere, or to an address
 * that is part of the code. One that is missing here fails the test.
 */
type Ways = Readonly<Record<string, ((place: Place) => object) | string>>;

export const channelWays: Ways = {
  discord: (place) => ({ url: https(place) }),
  email: (place) => ({
    host: bare(place),
    port: place.port,
    security: 'none',
    from: 'a@example.com',
    to: 'b@example.com',
  }),
  ntfy: (place) => ({ server: http(place), topic: 'castle' }),
  opsgenie: 'one of two addresses of the service',
  pagerduty: 'one of two addresses of the service',
  slack: (place) => ({ url: https(place) }),
  teams: (place) => ({ url: https(place) }),
  telegram: 'the address of the service',
  webhook: (place) => ({ url: http(place), secret: 'a secret of sixteen characters' }),
};

export const forwardWays: Ways = {
  elastic: (place) => ({ url: http(place), index: 'castle', authorization: 'ApiKey x' }),
  'json-lines': (place) => ({ url: http(place) }),
  otlp: (place) => ({ url: http(place) }),
  syslog: (place) => ({ host: bare(place), port: place.port, security: 'none' }),
};

export const monitorWays: Ways = {
  'address-breach': 'the address of the service',
  advisories: 'asks about stored packages, by the exchange that the others use',
  backup: 'goes nowhere: it is pinged',
  certificate: (place) => ({ host: bare(place), port: place.port }),
  dns: 'asks the resolver of this machine about a name, and connects to no answer',
  domain: 'a registry of the list that comes along, over TLS',
  files: (place) => ({ site: http(place) }),
  heartbeat: 'goes nowhere: apps deliver',
  'host-drift': 'goes nowhere: reports come in',
  'http-headers': (place) => ({ url: http(place) }),
  ports: (place) => ({ host: bare(place), ports: String(place.port) }),
  'security-txt': (place) => ({ site: http(place) }),
  tls: (place) => ({ host: bare(place), port: place.port }),
  'vendor-breach': (place) => ({ url: http(place) }),
};

/** One try to reach a place, and what is said of it. */
export interface WayOut {
  readonly name: string;
  readonly reach: (place: Place, reach: Reach) => Promise<string>;
}

/** Every way on which a place that somebody entered is reached; some look into a store first. */
export function waysOut(storeOf: () => Store): readonly WayOut[] {
  return [
    ...channels(),
    ...destinations(),
    ...monitors(storeOf),
    {
      name: 'sign-in provider',
      reach: async (place, { innerNetworks }) => {
        const client = new ProviderClient(innerNetworks);
        const issuer = http(place).slice(0, -1);
        const access = { issuer, clientId: 'watch', clientSecret: 'a secret' };
        const { problems } = await checkProvider(client, access, 'https://watch.example.com/');
        return problems.join(' ');
      },
    },
  ];
}

function channels(): readonly WayOut[] {
  return notifiers.flatMap((notifier) => {
    const way = channelWays[notifier.kind];
    if (typeof way !== 'function') return [];
    return {
      name: `channel ${notifier.kind}`,
      reach: async (place: Place, reach: Reach) => {
        const settings = notifier.settings.parse(way(place)) as never;
        const outcome = await send(notifier.message(caseAlert(), settings, new Date()), reach);
        return outcome.isAccepted ? 'accepted' : outcome.problem;
      },
    };
  });
}

function destinations(): readonly WayOut[] {
  return forwardKinds.flatMap((kind) => {
    const way = forwardWays[kind.kind];
    if (typeof way !== 'function') return [];
    return {
      name: `destination ${kind.kind}`,
      reach: async (place: Place, reach: Reach) => {
        const settings = kind.settings.parse(way(place)) as never;
        const verdict = await sendParcel(kind.pack([], settings), reach);
        return verdict.isTaken ? 'taken' : verdict.problem;
      },
    };
  });
}

function monitors(storeOf: () => Store): readonly WayOut[] {
  return monitorKinds.flatMap((kind) => {
    const way = monitorWays[kind.kind];
    if (typeof way !== 'function') return [];
    return {
      name: `monitor ${kind.kind}`,
      reach: async (place: Place, reach: Reach) => {
        const settings = kind.settings.parse(way(place)) as never;
        const { signal } = new AbortController();
        const world = { monitorId: caseMonitorId, store: storeOf(), reach, signal };
        const resolver = new Resolver();
        try {
          const look = kind.look(settings, { ...world, resolver, now: new Date() }, undefined);
          return (await look).summary;
        } catch (error) {
          return reachProblem(error, reach.timeoutMs);
        }
      },
    };
  });
}
