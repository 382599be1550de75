import * as z from 'zod';
import { askPatiently } from '../../outbound/ask-patiently.ts';
import type { Answer, Reach } from '../../outbound/exchange.ts';
import type { Store } from '../../store/schema.ts';
import { defineMonitor, type Look, type MonitorKind } from '../monitor-kind.ts';

const maxBytes = 4_194_304;
const patience = { mostWaitSeconds: 120, mostTries: 20 };
const mostPeople = 200;
const mostFacts = 50;

/** Whose address it is, in words that give no address away, with the names of its breaches. */
type Found = Readonly<Record<string, readonly string[]>>;
interface Service {
  readonly url: string;
  readonly key: string;
}

export const monitor: MonitorKind = defineMonitor({
  kind: 'address-breach',
  title: 'Breached addresses',
  hint: 'Asks a service whether e-mail addresses of your team are in breaches, and tells of new ones. Privacy: the addresses themselves are sent to the service that you name below, and to nobody else. Of its answers only the names of breaches are kept, beside the person’s name or a masked address.',
  everyMinutes: 1_440,
  badLooks: 2,
  mostSeconds: 1_800,
  remembersLists: true,
  settings: z.object({
    url: z
      .url({ protocol: /^https?$/, error: 'an address such as https://haveibeenpwned.com' })
      .max(500)
      .default('https://haveibeenpwned.com')
      .meta({
        title: 'Service',
        description: 'Have I Been Pwned, or one that answers as it does.',
        place: true,
      }),
    key: z.string().trim().min(1).max(200).meta({
      title: 'API key',
      description: 'Yours at the service; it is kept encrypted.',
      secret: true,
    }),
    domain: z
      .string()
      .trim()
      .toLowerCase()
      .max(253)
      .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'a domain such as example.com')
      .optional()
      .meta({
        title: 'Domain',
        description:
          'One that you have verified at the service: all its addresses. Left empty: the people of this console, one by one.',
      }),
  }),
  async look({ url, key, domain }, { store, reach }, remembered) {
    const service = { url: url.replace(/\/+$/, ''), key };
    const found =
      domain === undefined
        ? await breachesOfPeople(service, store, reach)
        : await breachesOfDomain(service, domain, reach);
    return judge(found, remembered as Found | undefined);
  },
});

function judge(found: Found, remembered: Found = found): Look {
  const facts = Object.entries(found)
    .slice(0, mostFacts)
    .map(([name, breaches]) => ({ name, value: breaches.join(', ') }));
  const more = { facts, remembered, found };
  const news = Object.entries(found).flatMap(([name, breaches]) => {
    const fresh = breaches.filter((one) => !(remembered[name] ?? []).includes(one));
    return fresh.length === 0 ? [] : [`${name}: ${fresh.join(', ')}`];
  });
  if (news.length === 0) {
    const count = Object.keys(found).length;
    const summary =
      count === 0 ? 'In no breach' : `Addresses in breaches: ${count}, all known already`;
    return { level: 'ok', summary, ...more };
  }
  const summary = `New breaches: ${news.join('; ')}`;
  return { level: 'critical', step: summary, summary: summary.slice(0, 1_000), ...more };
}

/** Each person of the console; those in no breach are left out. */
async function breachesOfPeople(service: Service, store: Store, reach: Reach): Promise<Found> {
  const people = await store
    .selectFrom('people')
    .select(['name', 'email'])
    .where('disabled_at', 'is', null)
    .orderBy('created_at')
    .limit(mostPeople + 1)
    .execute();
  if (people.length > mostPeople) {
    throw new Error(`more than ${mostPeople} people are too many one by one: name a domain`);
  }
  const found: Record<string, readonly string[]> = {};
  for (const { name, email } of people) {
    const path = `breachedaccount/${encodeURIComponent(email)}?truncateResponse=true`;
    const answer = await ask(service, path, reach);
    const breaches =
      answer === undefined ? [] : read(accountSchema, answer).map(({ Name }) => Name);
    // Two people may have one name.
    if (breaches.length > 0) found[name] = sorted([...(found[name] ?? []), ...breaches]);
  }
  return found;
}

async function breachesOfDomain(service: Service, domain: string, reach: Reach): Promise<Found> {
  const answer = await ask(service, `breacheddomain/${encodeURIComponent(domain)}`, reach);
  const accounts = answer === undefined ? {} : read(domainSchema, answer);
  const found: Record<string, readonly string[]> = {};
  for (const [alias, breaches] of Object.entries(accounts)) {
    const name = `${masked(alias)}@${domain}`;
    found[name] = sorted([...(found[name] ?? []), ...breaches]);
  }
  return found;
}

/** `undefined` when the service knows nothing of it. */
async function ask({ url, key }: Service, path: string, reach: Reach): Promise<string | undefined> {
  const { status, text }: Answer = await askPatiently(
    {
      method: 'GET',
      url: `${url}/api/v3/${path}`,
      headers: { accept: 'application/json', 'hibp-api-key': key },
      body: '',
      maxBytes,
    },
    reach,
    patience,
  );
  if (status === 200) return text;
  if (status === 404) return undefined;
  const { host } = new URL(url);
  if (status === 401) throw new Error(`${host} does not take the API key`);
  if (status === 403) throw new Error(`${host} refuses: is the domain verified there?`);
  throw new Error(`${host} answers ${status}`);
}

const breachName = z.string().min(1).max(200);
const accountSchema = z.array(z.object({ Name: breachName })).max(5_000);
const domainSchema = z.record(z.string().max(300), z.array(breachName).max(5_000));

function read<Value>(schema: z.ZodType<Value>, text: string): Value {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error('the service answers with something else than breaches', { cause });
  }
}

function sorted(names: readonly string[]): readonly string[] {
  return [...new Set(names)].toSorted();
}

/** `a•••e`: enough for those who know the address. */
function masked(alias: string): string {
  return alias.length < 3 ? '•••' : `${alias.charAt(0)}•••${alias.charAt(alias.length - 1)}`;
}
