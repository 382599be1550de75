import type { Hole, SentRequest } from '../../analysis/attack/record.ts';
import { buildRequest } from '../build-request.ts';
import { changesState, type Endpoint, type Input } from '../endpoint.ts';
import { holeOf } from '../hole.ts';
import type { Exchange, Prober } from '../prober.ts';
import { headersOf, type SameSite, type Session } from '../sessions/sign-in.ts';
import { type CarriedOut, carriedOut, changesSomething, takesSession } from './carried-out.ts';

/** What came of trying one endpoint. */
export interface CrossSiteOutcome {
  readonly hole?: Hole;
  /** True where the session matters, so that something could have been found. */
  readonly isTried: boolean;
}

/** Names under `.example` are nobody's. */
const otherSite = 'https://another-site.example';
/** What proves that a request comes from a page of the app's own: another site does not know it. */
const proofName = /csrf|xsrf|authenticity|(?:^|_)token$|nonce/i;

/** Cookies that a browser sends with another site's request, and what that is worth. */
interface Reach {
  readonly carries: readonly SameSite[];
  readonly says: string;
  readonly severity: Hole['severity'];
}

const byForm: readonly Reach[] = [
  { carries: ['none'], says: 'its cookie is SameSite=None', severity: 'high' },
  {
    carries: ['none', 'missing'],
    says: 'its cookie says nothing of SameSite, so that Firefox and Safari send it with forms of other sites, Chrome for two minutes after it was set',
    severity: 'medium',
  },
];
const byLink: readonly Reach[] = [
  {
    carries: ['none', 'missing', 'lax'],
    says: 'it is done on GET, and where a link is followed browsers send the cookie unless it is SameSite=Strict',
    severity: 'high',
  },
];

/**
 * Asks for a change as a page of another site would have a browser do it: by a form or a link, without
 * tokens, with those of the session's cookies that a browser would add.
 */
export async function proveCrossSite(
  endpoint: Endpoint,
  session: Session,
  prober: Prober,
): Promise<CrossSiteOutcome> {
  const isForm = endpoint.method === 'POST';
  if (!isForm && (!prober.hasSensor || !takesQuery(endpoint))) return { isTried: false };
  const request = buildRequest(
    endpoint,
    canaries(endpoint, prober, () => true),
  );
  const own = await asOwnPage(request, session, prober);
  // A link that changes nothing is nothing to be forged.
  if (!isForm && !changesSomething(own)) return { isTried: false };
  const nobody = await prober.send(request, false, {});
  if (!takesSession({ own, nobody })) return { isTried: false };
  for (const across of isForm ? formsOf(endpoint, prober) : [linkOf(endpoint, prober)])
    for (const sent of await sendAcross({ own, nobody, across }, session, prober))
      if (sent.carried !== undefined) return { hole: holeFor(endpoint, own, sent), isTried: true };
  return { isTried: true };
}

/** Sends again what showed a hole. True while the other site's request is carried out. */
export async function isOpenAcross(
  [request, across]: readonly SentRequest[],
  session: Session,
  prober: Prober,
): Promise<boolean> {
  if (request === undefined || across === undefined) return false;
  const own = await asOwnPage(request, session, prober);
  const nobody = await prober.send(request, false, {});
  const sent = await sendAcross({ own, nobody, across }, session, prober);
  return sent.some(({ carried }) => carried !== undefined);
}

function takesQuery({ method, inputs }: Endpoint): boolean {
  return method === 'GET' && [...inputs.values()].some(({ carrier }) => carrier === 'query');
}

interface Sent {
  readonly exchange: Exchange;
  readonly reach: Reach;
  readonly carried: CarriedOut | undefined;
}

/** The request with fewer cookies first, until it is carried out. */
async function sendAcross(
  { own, nobody, across }: { own: Exchange; nobody: Exchange; across: SentRequest },
  session: Session,
  prober: Prober,
): Promise<readonly Sent[]> {
  const all: Sent[] = [];
  let count = 0;
  for (const reach of changesState(across) ? byForm : byLink) {
    const cookies = cookiesAcross(session, reach);
    if (cookies.size === count) continue;
    count = cookies.size;
    const as = headersOf({ cookies });
    const exchange = await prober.send(across, false, as);
    const empty = await withoutValues(across, as, prober);
    const carried = carriedOut({ own, nobody, across: exchange, ...(empty && { empty }) });
    all.push({ exchange, reach, carried });
    if (carried !== undefined) break;
  }
  return all;
}

function cookiesAcross({ cookies, sameSite }: Session, { carries }: Reach): Map<string, string> {
  return new Map(
    [...cookies].filter(([name]) => carries.includes(sameSite.get(name) ?? 'missing')),
  );
}

/** Not asked where the request has no values anyway. */
async function withoutValues(
  request: SentRequest,
  as: Readonly<Record<string, string>>,
  prober: Prober,
): Promise<Exchange | undefined> {
  if (request.method !== 'POST' || request.body === undefined || request.body === '')
    return undefined;
  return prober.send({ ...request, body: '' }, false, as);
}

/** As a script of the app's own pages sends it. The address of this run's app is kept nowhere. */
async function asOwnPage(
  request: SentRequest,
  session: Session,
  prober: Prober,
): Promise<Exchange> {
  const { origin } = prober.origin;
  const from = { origin, referer: `${origin}/`, 'sec-fetch-site': 'same-origin' };
  const how = { 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' };
  const headers = { ...request.headers, ...from, ...how };
  return { ...(await prober.send({ ...request, headers }, false, headersOf(session))), request };
}

/** Fresh words for what the endpoint takes, its samples where the app knows what it wants. */
function canaries(
  { inputs }: Endpoint,
  prober: Prober,
  isWanted: (input: Input) => boolean,
): Map<Input, unknown> {
  return new Map(
    [...inputs.values()]
      .filter((one) => one.carrier === 'body' || one.carrier === 'query')
      .filter(isWanted)
      .map((one) => [one, one.sample ?? prober.canary()]),
  );
}

const isNoProof = ({ name }: Input): boolean => !proofName.test(name);

/** What a form of another site can send. One of `text/plain` may hold JSON, if it has a `=` somewhere. */
function formsOf(endpoint: Endpoint, prober: Prober): SentRequest[] {
  const inputs = new Map(
    [...endpoint.inputs].filter(([, one]) => one.carrier !== 'body' || isNoProof(one)),
  );
  const bare = { ...endpoint, inputs };
  const built = (form: Endpoint['bodyForm']): SentRequest =>
    buildRequest({ ...bare, ...(form && { bodyForm: form }) }, canaries(bare, prober, isNoProof));
  if (endpoint.bodyForm !== 'json') return [fromAnotherSite(built(endpoint.bodyForm))];
  const json = built('json');
  const body = (json.body ?? '{}').replace(
    /\}$/,
    (end) => `${json.body === '{}' ? '' : ','}"=":""${end}`,
  );
  const headers = { ...json.headers, 'content-type': 'text/plain' };
  return [
    fromAnotherSite(built('form')),
    fromAnotherSite({ ...json, headers, body: `${body}\r\n` }),
  ];
}

function linkOf(endpoint: Endpoint, prober: Prober): SentRequest {
  return fromAnotherSite(buildRequest(endpoint, canaries(endpoint, prober, isNoProof)));
}

/** The headers that a browser adds when a page of another site leads it here. */
function fromAnotherSite(request: SentRequest): SentRequest {
  const { accept = '*/*', 'content-type': type } = request.headers;
  return {
    ...request,
    headers: {
      accept,
      ...(type !== undefined && { 'content-type': type }),
      // A link tells no origin, and most sites no more than themselves.
      ...(request.method !== 'GET' && { origin: otherSite }),
      referer: `${otherSite}/`,
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
    },
  };
}

function holeFor(endpoint: Endpoint, own: Exchange, { exchange, reach, carried }: Sent): Hole {
  const { confidence, evidence } = carried!;
  return holeOf(endpoint, undefined, {
    kind: 'csrf',
    reason: `another site can send it for whoever is signed in: ${reach.says}`,
    confidence,
    ...(reach.severity && { severity: reach.severity }),
    evidence,
    oracle: { by: 'cross-site' },
    exchanges: [own, exchange],
  });
}
