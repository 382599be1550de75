import type {
  DnsAnswer,
  DomainAliases,
  DomainMail,
  DomainRecords,
  DomainRegistration,
  DomainSigning,
  MailServerTls,
} from '../analysis/domain/facts.ts';
import { exampleCertificate } from '../analysis/tls/examples.ts';
import type { ServerCertificate } from '../analysis/tls/server-facts.ts';

export const none = { status: 'none' } as const;
export const noName = { status: 'no-name' } as const;
export const noAnswer = { status: 'failed', reason: 'no answer in time' } as const;

export function found<Value>(...records: Value[]): DnsAnswer<Value> {
  return { status: 'found', records };
}

/** A domain as somebody careful has it; examples say what differs. */
export function madeUpRecords(part: Partial<DomainRecords> = {}): DomainRecords {
  return {
    name: 'shop.example',
    registered: 'shop.example',
    addresses: found('192.0.2.10'),
    mailServers: found({ host: 'mx.mail.example', priority: 10 }),
    texts: found('v=spf1 include:_spf.mail.example -all'),
    nameServers: found('ns1.dns.example', 'ns2.dns.example'),
    nameServerHosts: [
      { host: 'ns1.dns.example', addresses: found('192.0.2.53') },
      { host: 'ns2.dns.example', addresses: found('198.51.100.53', '2001:db8:1::53') },
    ],
    authorities: found({ tag: 'issue', value: 'letsencrypt.org' }),
    madeUpNames: [noName, noName],
    ...part,
  };
}

export function madeUpMail(part: Partial<DomainMail> = {}): DomainMail {
  return {
    senders: {
      'shop.example': found('v=spf1 include:_spf.mail.example -all'),
      '_spf.mail.example': found('v=spf1 ip4:192.0.2.0/24 -all'),
    },
    dmarc: found('v=DMARC1; p=reject; rua=mailto:dmarc@shop.example'),
    dmarcAbove: found('v=DMARC1; p=reject; rua=mailto:dmarc@shop.example'),
    keys: [{ selector: 's1', texts: found('v=DKIM1; k=rsa; p=MIIB'), rsaBits: 2048 }],
    keysWereNamed: true,
    mtaSts: found('v=STSv1; id=20261101'),
    mtaStsPolicy: policy('version: STSv1\nmode: enforce\nmx: *.mail.example\nmax_age: 604800\n'),
    tlsReports: found('v=TLSRPTv1; rua=mailto:tls@shop.example'),
    ...part,
  };
}

/** A mail server as it should be, but for what is given of its certificate and left out of it. */
export function madeUpMailTls(
  facts: Partial<ServerCertificate> = {},
  absent: readonly 'protocol'[] = [],
): MailServerTls {
  const host = 'mx.mail.example';
  const { protocol, ...rest } = exampleCertificate(
    { names: [`DNS:${host}`] },
    { host, port: 25, ...facts },
  );
  const certificate =
    absent.includes('protocol') || protocol === undefined ? rest : { ...rest, protocol };
  return { host, sight: { status: 'shown', certificate } };
}

export const refusingMailServer: MailServerTls = {
  host: 'mx2.mail.example',
  sight: { status: 'refused', reason: 'it offers no STARTTLS' },
};

export const unreachedMailServer: MailServerTls = {
  host: 'mx3.mail.example',
  sight: {
    status: 'unclear',
    reason: 'port 25 is not reached from here: no connection within 5000 ms',
  },
};

export function policy(text: string, code: number = 200): DomainMail['mtaStsPolicy'] & object {
  return { status: 'answered', code, type: 'text/plain', text };
}

export function madeUpSigning(part: Partial<DomainSigning> = {}): DomainSigning {
  return {
    zone: 'shop.example',
    delegation: found(2371),
    keys: found(257, 256),
    isVerified: true,
    isBroken: false,
    ...part,
  };
}

export function madeUpRegistration(part: Partial<DomainRegistration> = {}): DomainRegistration {
  return {
    name: 'shop.example',
    expires: '2027-09-01T00:00:00.000Z',
    registrar: 'Good Registrar',
    statuses: ['client transfer prohibited'],
    nameServers: ['ns1.dns.example', 'ns2.dns.example'],
    openContacts: [],
    ...part,
  };
}

export function madeUpAliases(part: Partial<DomainAliases> = {}): DomainAliases {
  return {
    asked: 60,
    aliases: [
      { name: 'www.shop.example', target: 'shop.netlify.app', addresses: found('192.0.2.9') },
    ],
    untold: [],
    ...part,
  };
}
