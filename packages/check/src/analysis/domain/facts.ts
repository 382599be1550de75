import type { ServerCertificate } from '../tls/server-facts.ts';

/** What a resolver says of one name and one type of record. `failed` is never the same as `none`. */
export type DnsAnswer<Value> =
  | { readonly status: 'found'; readonly records: readonly Value[] }
  /** The name is there, without such a record. */
  | { readonly status: 'none' }
  /** NXDOMAIN: neither the name nor any below it. */
  | { readonly status: 'no-name' }
  | { readonly status: 'failed'; readonly reason: string };

export interface MailServer {
  /** Empty for the null MX of RFC 7505. */
  readonly host: string;
  readonly priority: number;
}

export interface CaaRecord {
  /** `issue`, `issuewild`, `iodef`, or another tag. */
  readonly tag: string;
  readonly value: string;
}

interface NameServer {
  readonly host: string;
  readonly addresses: DnsAnswer<string>;
}

/** The records that a domain stands on. */
export interface DomainRecords {
  readonly name: string;
  /** What was registered: `example.co.uk` for `app.example.co.uk`. */
  readonly registered: string;
  /** Of the name: IPv4 and IPv6. */
  readonly addresses: DnsAnswer<string>;
  readonly mailServers: DnsAnswer<MailServer>;
  readonly texts: DnsAnswer<string>;
  /** Of the registered name. */
  readonly nameServers: DnsAnswer<string>;
  readonly nameServerHosts: readonly NameServer[];
  /** The nearest CAA records upwards from the name to the registered one, as certificate authorities look. */
  readonly authorities: DnsAnswer<CaaRecord>;
  /** What two names that nobody made resolve to. */
  readonly madeUpNames: readonly DnsAnswer<string>[];
}

/** A key under a DKIM selector. */
export interface DkimKey {
  readonly selector: string;
  readonly texts: DnsAnswer<string>;
  /** Of an RSA key; absent where the record holds none that can be read. */
  readonly rsaBits?: number;
}

/** What was answered where a policy should be. */
export type PolicyAnswer =
  | {
      readonly status: 'answered';
      readonly code: number;
      readonly type: string;
      readonly text: string;
    }
  | { readonly status: 'failed'; readonly reason: string };

/** What a domain tells mail servers. */
export interface DomainMail {
  /** TXT records of the name and of all that its SPF records lead to, by name. */
  readonly senders: Readonly<Record<string, DnsAnswer<string>>>;
  /** At `_dmarc` of the name. */
  readonly dmarc: DnsAnswer<string>;
  /** At `_dmarc` of the registered name, which counts where the name has none. */
  readonly dmarcAbove: DnsAnswer<string>;
  readonly keys: readonly DkimKey[];
  /** False when only usual selectors were tried. */
  readonly keysWereNamed: boolean;
  readonly mtaSts: DnsAnswer<string>;
  /** Present where a record of MTA-STS says that there is one. */
  readonly mtaStsPolicy?: PolicyAnswer;
  readonly tlsReports: DnsAnswer<string>;
}

/** What a mail server was seen to do when it was asked for TLS. */
export interface MailServerTls {
  readonly host: string;
  readonly sight:
    | { readonly status: 'shown'; readonly certificate: ServerCertificate }
    | { readonly status: 'refused' | 'unclear'; readonly reason: string };
}

/** The mail servers of a domain, the preferred one first. */
export interface DomainMailTls {
  readonly servers: readonly MailServerTls[];
}

/** A name below the domain that leads elsewhere. */
export interface Alias {
  readonly name: string;
  readonly target: string;
  readonly addresses: DnsAnswer<string>;
  /** Whether what was registered for the target is there: asked where the target is not. */
  readonly isTargetRegistered?: boolean;
}

export interface DomainAliases {
  /** How many names were asked for. */
  readonly asked: number;
  readonly aliases: readonly Alias[];
  /** Names of which no resolver told. */
  readonly untold: readonly string[];
}

/** What the parent zone and the resolver say of signatures (DNSSEC). */
export interface DomainSigning {
  readonly zone: string;
  /** Key tags of the DS records. */
  readonly delegation: DnsAnswer<number>;
  readonly keys: DnsAnswer<number>;
  /** True when the resolver says that it verified the answer (the AD bit); it may just not verify. */
  readonly isVerified: boolean;
  /** The resolver refuses the zone unless it is told not to verify: its signatures are broken. */
  readonly isBroken: boolean;
}

/** What the registry says, as plain data. */
export interface DomainRegistration {
  readonly name: string;
  /** ISO 8601; absent where the registry does not tell. */
  readonly expires?: string;
  readonly registrar: string;
  readonly statuses: readonly string[];
  readonly nameServers: readonly string[];
  readonly openContacts: readonly string[];
}
