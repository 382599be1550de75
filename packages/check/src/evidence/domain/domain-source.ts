import { registeredName } from '../../analysis/domain/registered-name.ts';
import type { Source } from '../source.ts';
import { fetchPolicy, type PolicyReach } from './fetch-policy.ts';
import {
  addressesOf,
  aliasOf,
  authoritiesOf,
  mailServersOf,
  nameServersOf,
  resolverAt,
  textsOf,
} from './resolve.ts';
import { signingOf } from './signing.ts';

/** What a look at a domain may be told. */
export interface DomainOptions {
  /** ASCII, in lower case, without a dot at the end. */
  readonly name: string;
  /** Addresses of resolvers, with a port where it is another than 53; those of the machine when left out. */
  readonly resolvers?: readonly string[];
  readonly selectors?: readonly string[];
  readonly names?: readonly string[];
  readonly rdapServer?: string;
  /** For tests: how a policy is reached over https. */
  readonly policies?: Omit<PolicyReach, 'addresses'>;
  /** For tests: where mail servers listen. */
  readonly mailPort?: number;
}

/** A domain as the source of evidence: no files, only what resolvers and its registry say. */
export function domainSource(options: DomainOptions): Source {
  const {
    name,
    resolvers = [],
    selectors = [],
    names = [],
    rdapServer,
    policies,
    mailPort = 25,
  } = options;
  const resolver = resolverAt(resolvers);
  const [server = '127.0.0.1'] = resolver.getServers();
  const addresses = (of: string): ReturnType<typeof addressesOf> => addressesOf(resolver, of);
  return {
    name,
    domain: {
      name,
      registered: registeredName(name),
      selectors,
      names,
      ...(rdapServer !== undefined && { rdapServer }),
      mailPort,
      addresses,
      texts: (of) => textsOf(resolver, of),
      mailServers: (of) => mailServersOf(resolver, of),
      nameServers: (of) => nameServersOf(resolver, of),
      alias: (of) => aliasOf(resolver, of),
      authorities: (of) => authoritiesOf(resolver, of),
      signing: (zone) => signingOf(server, zone),
      fetch: (url, accept) => fetchPolicy(url, accept, { addresses, ...policies }),
    },
    list: () => Promise.resolve([]),
    stat: () => Promise.resolve([]),
    read: () => Promise.resolve(undefined),
    execute: () => Promise.resolve(undefined),
  };
}
