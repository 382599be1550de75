import type {
  CaaRecord,
  DnsAnswer,
  DomainSigning,
  MailServer,
  PolicyAnswer,
} from '../../analysis/domain/facts.ts';

/** Whom a question about a domain goes to. */
export interface Domain {
  readonly name: string;
  readonly registered: string;
  /** DKIM selectors that were told. */
  readonly selectors: readonly string[];
  /** More names below it that were told, such as `shop`. */
  readonly names: readonly string[];
  /** The RDAP server to ask instead of the registry's own. */
  readonly rdapServer?: string;
  /** Where mail servers listen: 25 but in tests. */
  readonly mailPort: number;
  readonly addresses: (name: string) => Promise<DnsAnswer<string>>;
  readonly texts: (name: string) => Promise<DnsAnswer<string>>;
  readonly mailServers: (name: string) => Promise<DnsAnswer<MailServer>>;
  readonly nameServers: (name: string) => Promise<DnsAnswer<string>>;
  readonly alias: (name: string) => Promise<DnsAnswer<string>>;
  readonly authorities: (name: string) => Promise<DnsAnswer<CaaRecord>>;
  readonly signing: (zone: string) => Promise<DomainSigning>;
  /** One GET whose host is resolved as everything else here. A certificate that is not trusted is a failure. */
  readonly fetch: (
    url: URL,
    accept: string,
  ) => Promise<PolicyAnswer & { readonly location?: string }>;
}
