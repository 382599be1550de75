import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { Heartbeat } from '@castellan/core';
import { sql } from 'kysely';
import { defaultRules } from '../alerts/rules.ts';
import { caseFinding, caseRequest } from '../ingest/case-finding.ts';
import { invitedOnly } from '../providers/case-rules.ts';
import { readyPlaybooks } from '../playbooks/ready.ts';
import type { PlaybookRule } from '../playbooks/rule.ts';
import type { Role } from '../people/roles.ts';
import { dumpOf } from '../store/case-dump.ts';
import { newId } from '../store/new-id.ts';
import { reckonRisk } from '../users/reckon-risk.ts';
import { type CaseApi, openCaseApi, password } from './case-api.ts';
import type { Route } from './http/route.ts';
import { routes } from './routes.ts';

const scopedRoles = ['admin', 'responder', 'viewer'] as const satisfies readonly Role[];

let one: CaseApi;
let owner: Record<string, string>;
/** Who sees X only: a person of each role, and a program. */
const scoped = new Map<string, Record<string, string>>();

interface Castle {
  readonly app: string;
  readonly name: string;
  readonly address: string;
  readonly environment: string;
  readonly incident: string;
  readonly user: string;
  readonly event: string;
  readonly token: string;
  readonly decision: string;
  readonly channel: string;
  readonly delivery: string;
  readonly monitor: string;
  readonly instance: string;
  readonly work: string;
  readonly exception: string;
  readonly merged: string;
  readonly campaign: string;
  readonly playbook: string;
  readonly firing: string;
  readonly host: string;
  readonly drill: string;
  readonly text: string;
}
let x: Castle;
let y: Castle;
let decisionForAll: string;
let channelForAll: string;
let viewForAll: string;
let ownersView: string;
let playbookForAll: string;
let vendorForAll: string;
let ownersToken: string;
let bystander: string;
const teamNetwork = '192.0.2.128/25';

before(async () => {
  one = await openCaseApi();
  owner = { cookie: cookieOf(await one.setUp()) };
  x = await castle('198.51.100.1', 'shown');
  y = await castle('203.0.113.99', 'canary');
  const actor = { kind: 'address', value: '192.0.2.1' };
  const make = (path: string, made: object): Promise<{ id: string; token: string }> =>
    asOwner('POST', path, made);
  await asOwner('POST', 'critical-networks', { network: teamNetwork, note: 'team' });
  decisionForAll = (await make('decisions', { actor, reason: 'all', seconds: 600 })).id;
  channelForAll = (await make('channels', channelBody('for all'))).id;
  viewForAll = (await make('views', { name: 'all', query: `app:${y.name}`, isShared: true })).id;
  ownersView = (await make('views', { name: 'own', query: '' })).id;
  vendorForAll = (await make('vendors', { name: 'all', domain: 'vendor.com' })).id;
  playbookForAll = (await make('playbooks', playbookOf([]))).id;
  ownersToken = (await make('api-tokens', { name: 'all', role: 'owner', days: 1 })).id;
  const rights = { apps: [x.app], name: 'Scoped', password };
  for (const role of scopedRoles) {
    const email = `${role}@example.com`;
    await make('people', { ...rights, email, role });
    const signed = await one.call('POST', '/api/v1/session', { body: { email, password } });
    scoped.set(role, { cookie: cookieOf(signed) });
  }
  bystander = (
    await make('people', { email: 'by@example.com', name: 'By', role: 'viewer', password })
  ).id;
  const { token } = await make('api-tokens', {
    name: 'x',
    role: 'admin',
    days: 1,
    apps: [x.app],
  });
  scoped.set('program', { authorization: `Bearer ${token}` });
  // The first use of a token or a session is written down, which is no change of the test's.
  for (const headers of scoped.values()) await one.call('GET', '/api/v1/session', { headers });
});
after(() => one?.close());

function cookieOf(response: Response): string {
  assert.ok(response.ok);
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

async function asOwner<Value>(method: string, path: string, body?: object): Promise<Value> {
  const answer = await one.call(method, `/api/v1/${path}`, {
    headers: owner,
    ...(body && { body }),
  });
  assert.ok(answer.ok, `${path}: ${answer.status} ${await answer.clone().text()}`);
  return (await answer.json()) as Value;
}

const channelBody = (name: string, apps: string[] = []): object => ({
  name,
  kind: 'webhook',
  settings: { url: 'https://hooks.example.com/', secret: 'a secret of sixteen characters' },
  rules: { ...defaultRules, apps },
});

const playbookOf = (apps: string[]): { name: string; rule: PlaybookRule } => ({
  name: `playbook ${randomUUID()}`,
  rule: { ...readyPlaybooks[0]!.rule, apps },
});

const heartbeatOf = (instance: string, word: string): Heartbeat => ({
  version: 1,
  time: new Date().toISOString(),
  app: 'as the app says',
  environment: 'as the app says',
  instance,
  nodeVersion: '24.7.0',
  guardVersion: '1.0.0',
  coverage: [],
  counters: { faults: 0, inspections: 0, blocks: 0, turnedAway: 0, truncated: 0, lost: 0 },
  inventory: {
    parts: ['packages', 'routes', 'outbound', 'host'],
    platform: 'linux x64',
    host: `${word}-machine`,
    pid: 1,
    startMode: 'import',
    startedAt: new Date().toISOString(),
    modes: {},
    exceptions: [],
    seesEsModules: true,
    packagesDigest: word,
    packages: [{ name: `${word}-package`, version: '1.0.0', place: 'node_modules' }],
    routes: [{ method: 'GET', pattern: `/${word}-inventory`, count: 1, modes: {} }],
    outbound: [{ host: `api.${word}-host.com`, port: 443, library: 'fetch', count: 1 }],
    leftOut: { packages: 0, routes: 0, outbound: 0 },
  },
});

/** An app with one of everything. */
async function castle(address: string, word: string): Promise<Castle> {
  const name = `${word}-app`;
  const make = (path: string, made: object): Promise<{ id: string; token: string }> =>
    asOwner('POST', path, made);
  const { id: app } = await make('apps', { name });
  const environment = `${word}-environment`;
  const { id: token, token: secret } = await make('ingest-tokens', { app, environment, name });
  const user = `${word}-user`;
  const request = { ...caseRequest(address, `/${word}-route`), user: { id: user } };
  const event = randomUUID();
  const instance = `${word}-host:1`;
  const lines = [
    { finding: caseFinding({ id: event, request }) },
    { heartbeat: heartbeatOf(instance, word) },
  ];
  const sent = await one.api.request('/api/v1/ingest', {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}` },
    body: lines.map((line) => JSON.stringify(line)).join('\n'),
  });
  assert.deepEqual(((await sent.json()) as { rejected: number }).rejected, 0);
  const { items } = await asOwner<{ items: { id: string }[] }>('GET', `incidents?app=${app}`);
  const incident = items[0]!.id;
  await reckonRisk(one.open.store);
  const actor = { kind: 'address', value: address };
  const reason = `${word}-reason`;
  const { id: decision } = await make('decisions', { app, actor, reason, seconds: 600 });
  const { id: channel } = await make('channels', channelBody(`${word}-channel`, [app]));
  const { id: monitor } = await make('monitors', {
    name: `${word}-monitor`,
    kind: 'heartbeat',
    settings: { app, environment },
  });
  const { id: work } = await make(`incidents/${incident}/work`, {});
  const wanted = { reason: `${word}-exception`, until: '2999-01-01', file: '' };
  const { id: exception } = await make(`work/${work}/exceptions`, wanted);
  const delivery = newId();
  const { store } = one.open;
  await store
    .insertInto('deliveries')
    .values({
      id: delivery,
      channel_id: channel,
      incident_id: incident,
      cause: 'opened',
      severity: 'high',
      title: `${word}-title`,
      alert: '{}',
      state: 'failed',
    })
    .execute();
  const drill = newId();
  await store
    .insertInto('drills')
    .values({
      id: drill,
      app_id: app,
      way: 'own-request',
      target: `https://${word}.example/`,
      started_by: `${word}-starter`,
      gives_up_at: new Date(Date.now() + 600_000),
    })
    .execute();
  await store
    .insertInto('monitor_looks')
    .values({ monitor_id: monitor, at: new Date(), level: 'ok', summary: `${word}-summary` })
    .execute();
  return {
    app,
    name,
    address,
    environment,
    incident,
    user,
    event,
    token,
    decision,
    channel,
    delivery,
    monitor,
    instance,
    work,
    exception,
    drill,
    ...(await attackOf(app, incident, word)),
    host: `${word}-host.com`,
    text: word,
  };
}

/** A campaign, an incident that was merged into the app's own, and a playbook that fired. */
async function attackOf(
  app: string,
  incident: string,
  word: string,
): Promise<Pick<Castle, 'merged' | 'campaign' | 'playbook' | 'firing'>> {
  const { store } = one.open;
  const [merged, campaign, firing] = [newId(), newId(), newId()];
  await sql`
    insert into campaigns (id, app_id, environment, fingerprint, detection, shape, user_agent, first_seen, last_seen, addresses)
    values (${campaign}, ${app}, 'e', ${Buffer.from(word)}, 'sql-injection', ${`${word}-shape`}, '', now(), now(), 3)`.execute(
    store,
  );
  await sql`
    insert into incidents (id, app_id, environment, key, detection, outcome, severity, severity_rank, route, actor,
      first_seen, last_seen, events, blocked, reason, merged_into, merged_status, status)
    select ${merged}, app_id, environment, ${Buffer.from(`${word}-merged`)}, detection, outcome, severity, severity_rank,
      route, actor, first_seen, last_seen, 1, 1, reason, id, 'open', 'closed' from incidents where id = ${incident}`.execute(
    store,
  );
  const { id: playbook } = await asOwner<{ id: string }>('POST', 'playbooks', playbookOf([app]));
  await store
    .insertInto('playbook_firings')
    .values({
      id: firing,
      playbook_id: playbook,
      app_id: app,
      actor_kind: 'address',
      actor_value: '192.0.2.3',
      explanation: `${word}-explanation`,
    })
    .execute();
  return { merged, campaign, playbook, firing };
}

/** What is asked for, of Y or of every app; refused, and changes nothing. */
interface Attempt {
  readonly id?: string;
  readonly body?: object;
}
/** `own`: it reaches nothing but the asker's own account, or what is seen there is narrowed as a list is. */
type Case = 'own' | (() => readonly Attempt[]);

const of = (...ids: (keyof Castle)[]): readonly Attempt[] => ids.map((key) => ({ id: y[key] }));
const withBody = (attempts: readonly Attempt[], body: object): readonly Attempt[] =>
  attempts.map((attempt) => ({ ...attempt, body }));
const channels = (): readonly Attempt[] => [...of('channel'), { id: channelForAll }];
const someProvider = {
  issuer: 'https://login.example.com',
  clientId: 'theirs',
  label: 'Theirs',
  isOn: true,
  rules: invitedOnly,
};
const someActor = { kind: 'address', value: '192.0.2.9' };

/** Every route that changes something or that names a thing says here what is tried. */
const cases: Readonly<Record<string, Case>> = {
  getIncident: () => of('incident'),
  getAttacker: () => of('address'),
  getUser: () => [{ id: `${y.user}?app=${y.app}` }],
  setUserRisk: () => [{ body: { threshold: 5 } }],
  resolveIncident: () => withBody(of('incident'), { status: 'closed' }),
  acknowledgeIncident: () => of('incident'),
  listRelatedIncidents: () => of('incident'),
  mergeIncidents: () => [
    { id: y.incident, body: { incidents: [x.incident] } },
    { id: x.incident, body: { incidents: [y.incident] } },
  ],
  splitIncident: () => of('merged'),
  getCampaign: () => of('campaign'),
  blockCampaign: () => withBody(of('campaign'), { reason: 'x', seconds: 600 }),
  addPlaybook: () => [
    { body: playbookOf([y.app]) },
    { body: playbookOf([x.app, y.app]) },
    { body: playbookOf([]) },
  ],
  changePlaybook: () => [
    ...withBody([...of('playbook'), { id: playbookForAll }], { isOn: true }),
    { id: x.playbook, body: { rule: playbookOf([]).rule } },
    { id: x.playbook, body: { rule: playbookOf([y.app]).rule } },
  ],
  deletePlaybook: () => [...of('playbook'), { id: playbookForAll }],
  listFirings: () => [...of('playbook'), { id: playbookForAll }],
  rehearsePlaybook: () => [
    { body: { rule: playbookOf([y.app]).rule } },
    { body: { rule: playbookOf([]).rule } },
  ],
  decide: () => [
    { body: { app: y.app, actor: someActor, reason: 'x', seconds: 600 } },
    { body: { actor: someActor, reason: 'x', seconds: 600 } },
  ],
  undoDecision: () => [...of('decision'), { id: decisionForAll }],
  addCriticalNetwork: () => [{ body: { network: '203.0.113.0/24', note: 'x' } }],
  removeCriticalNetwork: () => [{ body: { network: teamNetwork } }],
  loadDemo: () => [{}],
  removeDemo: () => [{}],
  addApp: () => [{ body: { name: 'another' } }],
  setRetention: () => withBody(of('app'), { retentionDays: 1 }),
  createIngestToken: () => [{ body: { app: y.app, environment: 'e', name: 'n' } }],
  createApiToken: () => [{ body: { name: 'n', role: 'viewer', days: 1 } }],
  revokeToken: () => [...of('token'), { id: ownersToken }],
  addChannel: () => [{ body: channelBody('theirs', [y.app]) }, { body: channelBody('all') }],
  changeChannel: () => withBody(channels(), { isPaused: true }),
  deleteChannel: channels,
  testChannel: channels,
  retryDelivery: () => of('delivery'),
  addDestination: () => [
    {
      body: {
        name: 'theirs',
        kind: 'json-lines',
        settings: { url: 'https://siem.example.com/' },
        sources: ['event'],
      },
    },
  ],
  changeDestination: () => [{ id: newId(), body: { isPaused: true } }],
  deleteDestination: () => [{ id: newId() }],
  testDestination: () => [{ id: newId() }],
  setAppAddress: () => withBody(of('app'), { address: 'https://example.com/' }),
  startDrill: () => [
    { body: { app: y.app, way: 'event' } },
    { body: { app: y.app, way: 'own-request' } },
  ],
  getDrill: () => of('drill'),
  tellDrillAnswer: () => withBody(of('drill'), { status: 200, tookMs: 1 }),
  addMonitor: () => [
    { body: { name: 'm', kind: 'heartbeat', settings: { app: y.app, environment: 'e' } } },
  ],
  changeMonitor: () => withBody(of('monitor'), { isPaused: true }),
  editMonitor: () => {
    const body = { name: 'm', settings: { app: x.app, environment: 'e' } };
    return [...withBody(of('monitor'), body), { id: x.monitor, body }];
  },
  deleteMonitor: () => of('monitor'),
  makeMonitorToken: () => of('monitor'),
  lookNow: () => of('monitor'),
  acknowledgeMonitor: () => withBody(of('monitor'), { until: '2999-01-01T00:00:00Z', reason: 'r' }),
  unacknowledgeMonitor: () => of('monitor'),
  acceptLook: () => withBody(of('monitor'), { checkedAt: new Date().toISOString() }),
  listLooks: () => of('monitor'),
  listAppPackages: () => of('app'),
  dismissAdvisory: () => [
    { body: { advisory: 'GHSA-x', app: y.app, reason: 'r', days: 1 } },
    { body: { advisory: 'GHSA-x', reason: 'r', days: 1 } },
  ],
  endDismissal: () => [{ id: randomUUID() }],
  addVendor: () => [{ body: { name: 'v', domain: y.host } }],
  editVendor: () => withBody([{ id: vendorForAll }], { name: 'v', domain: 'other.com' }),
  removeVendor: () => [{ id: vendorForAll }],
  handleBreach: () => withBody([{ id: vendorForAll }], { name: 'Adobe' }),
  ignoreDomain: () => [{ body: { domain: y.host, isIgnored: true } }],
  addPerson: () => [{ body: { email: 'n@example.com', name: 'n', role: 'viewer', password } }],
  changePerson: () => withBody([{ id: bystander }], { apps: [y.app] }),
  removeSecondFactor: () => [{ id: bystander }],
  addView: () => [{ body: { name: 'v', query: '', isShared: true } }],
  changeView: () => withBody([{ id: viewForAll }, { id: ownersView }], { name: 'theirs' }),
  removeView: () => [{ id: viewForAll }, { id: ownersView }],
  getPractice: 'own',
  getCompliance: 'own',
  changeWorkSettings: () => [
    { body: { criticalDays: 1, highDays: 1, mediumDays: 1, lowDays: 1, staleDays: 1 } },
  ],
  getWork: () => of('work'),
  changeWork: () => withBody(of('work'), { state: 'fixed' }),
  getIncidentWork: () => of('incident'),
  takeUpIncident: () => of('incident'),
  watchForReplay: () => of('work'),
  confirmReplay: () => of('work'),
  proposeException: () => withBody(of('work'), { reason: 'none', until: '2999-01-01', file: '' }),
  decideException: () => withBody(of('exception'), { isApproved: true }),
  makeSignInLink: 'own',
  signOut: 'own',
  changePassword: 'own',
  beginSecondFactor: 'own',
  confirmSecondFactor: 'own',
  setSecondFactorRule: () => [{ body: { for: 'everybody' } }],
  askOwnPasskey: 'own',
  beginPasskey: 'own',
  addPasskey: 'own',
  removePasskey: 'own',
  beginProviderLink: 'own',
  beginProviderConfirmation: 'own',
  unlinkProvider: 'own',
  setSignInProvider: () => [{ body: someProvider }],
  testSignInProvider: () => [{ body: someProvider }],
  removeSignInProvider: () => [{}],
};

/** What a list may be narrowed by, with what is Y's. */
const narrowings = (): Readonly<Record<string, string>> => ({
  app: y.app,
  environment: y.environment,
  incident: y.incident,
  address: y.address,
  actor: y.address,
  channel: y.channel,
});

const protectedRoutes = routes.filter(
  ({ access, mediaType }) =>
    access !== 'anyone' && access !== 'ingest' && mediaType !== 'text/event-stream',
);
const isPlainList = ({ method, path }: Route): boolean => method === 'get' && !path.includes('{');

function assertNothingOfY(text: string, name: string): void {
  for (const [key, value] of Object.entries(y)) {
    assert.ok(!text.includes(value), `${name} gives away the ${key} of an app that is not seen`);
  }
}

test('every route that changes something or names a thing says what is tried of another app', () => {
  const unsaid = protectedRoutes.filter(
    (route) => !isPlainList(route) && cases[route.operation] === undefined,
  );
  assert.deepEqual(
    unsaid.map(({ operation }) => operation),
    [],
    'add them to `cases`',
  );
  const known = new Set(protectedRoutes.map(({ operation }) => operation));
  for (const operation of Object.keys(cases)) assert.ok(known.has(operation), operation);
});

test('an owner sees all that the next tests look for', async () => {
  let all = '';
  for (const { path } of protectedRoutes.filter(isPlainList)) {
    all += await (await one.call('GET', path, { headers: owner })).text();
  }
  all += JSON.stringify(await asOwner('GET', `monitors/${y.monitor}/looks`));
  all += JSON.stringify(await asOwner('GET', `work/${y.work}`));
  all += JSON.stringify(await asOwner('GET', `playbooks/${y.playbook}/firings`));
  all += JSON.stringify(await asOwner('GET', `incidents/${y.incident}/related`));
  for (const [key, value] of Object.entries(y)) assert.ok(all.includes(value), key);
});

test('no list holds anything of an app that the asker does not see, however it is narrowed', async () => {
  for (const [who, headers] of scoped) {
    let all = '';
    for (const { operation, path, query } of protectedRoutes.filter(isPlainList)) {
      const given = Object.entries(narrowings()).filter(([name]) => name in (query?.shape ?? {}));
      const searches = ['', ...given.map(([name, value]) => `?${name}=${value}`)];
      for (const search of searches) {
        const answer = await one.call('GET', `${path}${search}`, { headers });
        const text = await answer.text();
        assert.ok(answer.status < 500, `${operation}${search} as ${who}: ${answer.status}`);
        assertNothingOfY(text, `${operation}${search} as ${who}`);
        all += text;
      }
    }
    for (const key of ['app', 'incident', 'event', 'decision', 'instance', 'monitor'] as const) {
      assert.ok(all.includes(x[key]), `${who} sees the ${key} of their own app`);
    }
  }
});

test('the counts of the overview are of the apps that the asker sees', async () => {
  interface Overview {
    openIncidents: Record<string, number>;
    liveInstances: number;
    decisionsInForce: number;
    hours: { blocked: number; logged: number }[];
  }
  const read = async (headers: Record<string, string>): Promise<number[]> => {
    const answer = await one.call('GET', '/api/v1/overview', { headers });
    const { openIncidents, liveInstances, decisionsInForce, hours } =
      (await answer.json()) as Overview;
    const sum = (numbers: number[]): number => numbers.reduce((total, n) => total + n, 0);
    const events = sum(hours.map(({ blocked, logged }) => blocked + logged));
    return [sum(Object.values(openIncidents)), liveInstances, decisionsInForce, events];
  };
  assert.deepEqual(await read(owner), [2, 2, 3, 2]);
  // Their own decision and the one for every app.
  for (const headers of scoped.values()) assert.deepEqual(await read(headers), [1, 1, 2, 1]);
});

test('what is of another app, or of all, is refused to every role and stays as it is', async () => {
  const before = await dumpOf(one.open.store);
  for (const { method, path, operation } of protectedRoutes) {
    const which = cases[operation] ?? 'own';
    if (which === 'own') continue;
    for (const [who, headers] of scoped) {
      for (const { id, body } of which()) {
        const url = path.replace(/\{(?:id|user|address)\}/, id ?? '').replace('{replay}', newId());
        const answer = await one.call(method.toUpperCase(), url, {
          headers,
          ...(body && { body }),
        });
        const text = await answer.text();
        const name = `${operation} as ${who}: ${answer.status} ${text}`;
        const isEmptyList = answer.status === 200 && text === '{"items":[]}';
        assert.ok(isEmptyList || answer.status === 403 || answer.status === 404, name);
        // What the asker wrote themselves may come back.
        assertNothingOfY(text.replaceAll(id ?? '-', ''), name);
      }
    }
  }
  assert.deepEqual(await dumpOf(one.open.store), before);
});

test('with sight of their app, people do there what their role may', async () => {
  const headers = scoped.get('admin')!;
  const body = { actor: { kind: 'address', value: '192.0.2.77' }, reason: 'x', seconds: 600 };
  const decided = await one.call('POST', '/api/v1/decisions', {
    headers,
    body: { ...body, app: x.app },
  });
  assert.equal(decided.status, 201);
  const { id } = (await decided.json()) as { id: string };
  const doIt = async (method: string, path: string, what?: object): Promise<number> =>
    (await one.call(method, `/api/v1/${path}`, { headers, ...(what && { body: what }) })).status;
  assert.equal(await doIt('DELETE', `decisions/${id}`), 204);
  assert.equal(await doIt('POST', `incidents/${x.incident}/acknowledgement`), 204);
  assert.equal(await doIt('PATCH', `apps/${x.app}`, { retentionDays: 30 }), 204);
  assert.equal(await doIt('POST', `deliveries/${x.delivery}/retry`), 204);
  assert.equal(await doIt('DELETE', `tokens/${x.token}`), 204);
});

test('a scope is of apps that there are, never an owner’s, and a change of it ends the sessions', async () => {
  const headers = owner;
  const change = async (id: string, body: object): Promise<number> =>
    (await one.call('PATCH', `/api/v1/people/${id}`, { headers, body })).status;
  assert.equal(await change(bystander, { apps: [randomUUID()] }), 400);
  assert.equal(await change(bystander, { apps: [] }), 400);
  assert.equal(await change(bystander, { role: 'owner', apps: [x.app] }), 400);
  const signIn = { email: 'by@example.com', password };
  const session = {
    cookie: cookieOf(await one.call('POST', '/api/v1/session', { body: signIn })),
  };
  const apps = async (cookie: Record<string, string>): Promise<unknown> => {
    const answer = await one.call('GET', '/api/v1/session', { headers: cookie });
    return answer.ok ? ((await answer.json()) as { apps?: string[] }).apps : answer.status;
  };
  assert.equal(await apps(session), undefined);
  assert.equal(await change(bystander, { apps: [x.app] }), 204);
  assert.equal(await apps(session), 401);
  const again = { cookie: cookieOf(await one.call('POST', '/api/v1/session', { body: signIn })) };
  assert.deepEqual(await apps(again), [x.app]);
  assert.equal(await change(bystander, { role: 'owner' }), 204);
  assert.equal(await change(bystander, { role: 'viewer' }), 204);
  const { items } = await asOwner<{ items: { id: string; apps?: string[] }[] }>('GET', 'people');
  assert.equal(items.find(({ id }) => id === bystander)?.apps, undefined);
  const token = { name: 't', role: 'owner', days: 1, apps: [x.app] };
  assert.equal(
    (await one.call('POST', '/api/v1/api-tokens', { headers, body: token })).status,
    400,
  );
});

test('the stream tells of the apps that the asker sees, and of no other', async () => {
  const answer = await one.call('GET', '/api/v1/stream', { headers: scoped.get('viewer')! });
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  let heard = '';
  const until = async (text: string): Promise<void> => {
    while (!heard.includes(text)) {
      const { value, done } = await reader.read();
      assert.ok(!done, `the stream ended before ${text}`);
      heard += value;
    }
  };
  await until('beat');
  for (const { incident } of [y, x]) {
    const resolve = { headers: owner, body: { status: 'closed' } };
    await one.call('PATCH', `/api/v1/incidents/${incident}`, resolve);
  }
  await until(x.incident);
  assertNothingOfY(heard, 'the stream');
  await reader.cancel();
});
