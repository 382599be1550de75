import * as z from 'zod';

/** What a registry says of a domain. */
export interface RegisteredDomain {
  readonly expires: Date | undefined;
  readonly registrar: string;
  /** Such as `client hold`, in lower case. */
  readonly statuses: readonly string[];
  readonly nameServers: readonly string[];
  /** `undefined` when the registry does not tell. */
  readonly isSigned: boolean | undefined;
  /** Roles, such as `registrant`, whose card shows everybody a mail address or a telephone number. */
  readonly openContacts: readonly string[];
}

/** With these statuses a name leads nowhere, or is about to be somebody else's. */
export const lostStatuses: readonly string[] = [
  'client hold',
  'server hold',
  'redemption period',
  'pending delete',
  'pending transfer',
  'inactive',
];

const entity = z.object({
  roles: z.array(z.string()).default([]),
  handle: z.string().optional(),
  vcardArray: z.tuple([z.string(), z.array(z.array(z.unknown()))]).optional(),
});
type Entity = z.output<typeof entity>;
const answer = z.object({
  objectClassName: z.literal('domain'),
  status: z.array(z.string()).default([]),
  events: z.array(z.object({ eventAction: z.string(), eventDate: z.string() })).default([]),
  entities: z.array(entity).default([]),
  nameservers: z.array(z.object({ ldhName: z.string() })).default([]),
  secureDNS: z.object({ delegationSigned: z.boolean().optional() }).optional(),
});

/** Reads the answer of RFC 9083 about a domain; `undefined` when it is none. */
export function readRdap(text: string): RegisteredDomain | undefined {
  const { success, data } = answer.safeParse(parsed(text));
  if (!success) return undefined;
  const ended = data.events.find(({ eventAction }) => eventAction === 'expiration');
  const expires = ended && new Date(ended.eventDate);
  const registrar = data.entities.find(({ roles }) => roles.includes('registrar'));
  return {
    expires: expires && !Number.isNaN(expires.getTime()) ? expires : undefined,
    registrar: registrar ? nameOf(registrar) : '',
    statuses: data.status.map((one) => one.toLowerCase()).toSorted(),
    nameServers: data.nameservers
      .map(({ ldhName }) => ldhName.toLowerCase().replace(/\.$/, ''))
      .toSorted(),
    isSigned: data.secureDNS?.delegationSigned,
    openContacts: [...new Set(data.entities.filter(showsPerson).flatMap(personsIn))].toSorted(),
  };
}

/** Registrars must be reached; people need not be. */
const persons = ['registrant', 'administrative', 'technical', 'billing'];

function personsIn({ roles }: Entity): string[] {
  return roles.filter((role) => persons.includes(role));
}

/** A card with a way to reach somebody that no proxy stands before. */
function showsPerson({ roles, vcardArray }: Entity): boolean {
  if (roles.includes('registrar')) return false;
  const values = (vcardArray?.[1] ?? []).filter(
    ([property]) => property === 'email' || property === 'tel',
  );
  return values.some(
    ([, , , value]) => typeof value === 'string' && /\d{4}|@/.test(value) && !isProxy(value),
  );
}

function isProxy(value: string): boolean {
  return /redact|privacy|proxy|protect|whois|withheld|anonym|contact-?domain|not[- ]disclosed/i.test(
    value,
  );
}

/** The name of a card (RFC 7095), or the handle where there is no card. */
function nameOf({ vcardArray, handle = '' }: Entity): string {
  const name = vcardArray?.[1].find(([property]) => property === 'fn')?.[3];
  return typeof name === 'string' && name !== '' ? name : handle;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
