import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { afterEach, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Decision } from '@castellan/core';
import { type Configuration, defaultConfiguration } from '../config/configuration.ts';
import { createPolicy } from '../config/policy.ts';
import type { RequestContext } from '../context/request-context.ts';
import { userOf } from '../identity/user-of.ts';
import { fingerprint } from '../identity/seal.ts';
import { door, enforceDecisions, needsStepUp, stepUp, turnAway, turnAwayUser } from './door.ts';
import { enforce } from './enforcement.ts';
import { probeContext } from './probe.ts';

const attacker = '203.0.113.7';
let sent: { status: number; body: string; headers: Record<string, unknown> }[] = [];

afterEach(() => {
  enforceDecisions([]);
  trust();
  sent = [];
});

function trust(...trustedProxies: string[]): void {
  configure({ trustedProxies });
}

function configure(part: Partial<Configuration>): void {
  const configuration = { ...defaultConfiguration, ...part };
  enforce({ configuration, policy: createPolicy(configuration), report: () => undefined });
}

function block(value: string, part: Partial<Decision> = {}): Decision {
  return {
    id: `of ${value}`,
    action: 'block',
    actor: { kind: value.includes('/') ? 'network' : 'address', value },
    end: new Date(Date.now() + 60_000).toISOString(),
    includesCritical: false,
    ...part,
  };
}

function requestFrom(peer: string, forwardedFor?: string): RequestContext {
  const req = {
    socket: { remoteAddress: peer },
    headers: forwardedFor === undefined ? {} : { 'x-forwarded-for': forwardedFor },
  } as unknown as IncomingMessage;
  const answer = {
    hasBegun: () => false,
    hasEnded: () => false,
    send: (status: number, headers: object, body: string) =>
      void sent.push({ status, body, headers: { ...headers } }),
    cut: () => undefined,
  };
  return { ...probeContext(''), req, answer };
}

const isRefused = (peer: string, forwardedFor?: string): boolean =>
  turnAway(requestFrom(peer, forwardedFor));

test('a blocked address is refused in every spelling, others are not', () => {
  enforceDecisions([block(attacker)]);
  assert.equal(door.decisions, 1);
  for (const peer of [attacker, `::ffff:${attacker}`]) assert.equal(isRefused(peer), true, peer);
  for (const peer of ['203.0.113.8', '2001:db8::7', '::1']) assert.equal(isRefused(peer), false);
  assert.equal(sent[0]?.status, 403);
  assert.deepEqual(
    (JSON.parse(sent[0].body) as { decisionId: string }).decisionId,
    `of ${attacker}`,
  );
});

test('a blocked network is refused up to its edges', () => {
  enforceDecisions([block('203.0.113.0/29'), block('2001:db8:1::/48')]);
  assert.equal(isRefused('203.0.113.7'), true);
  assert.equal(isRefused('203.0.113.8'), false);
  assert.equal(isRefused('2001:db8:1:ffff::1'), true);
  assert.equal(isRefused('2001:db8:2::1'), false);
});

test('a decision ends by itself, also when nobody says so', async () => {
  enforceDecisions([block(attacker, { end: new Date(Date.now() - 1).toISOString() })]);
  assert.equal(door.decisions, 0);
  const end = Date.now() + 1_500;
  enforceDecisions([block(attacker, { end: new Date(end).toISOString() })]);
  assert.equal(isRefused(attacker), true);
  while (Date.now() <= end) await pause(50);
  assert.equal(isRefused(attacker), false);
});

test('inner addresses are refused only when a person asked for it in so many words', () => {
  const inner = ['127.0.0.1', '::1', '10.1.2.3', '192.168.1.1', 'fd00::1'];
  enforceDecisions(inner.map((value) => block(value)));
  for (const peer of inner) assert.equal(isRefused(peer), false, peer);
  enforceDecisions([block('0.0.0.0/0')]);
  for (const peer of ['127.0.0.1', '10.1.2.3']) assert.equal(isRefused(peer), false, peer);
  enforceDecisions(inner.map((value) => block(value, { includesCritical: true })));
  for (const peer of inner) assert.equal(isRefused(peer), true, peer);
});

test('a header that no trusted proxy wrote neither bans nor hides anyone', () => {
  enforceDecisions([block(attacker)]);
  assert.equal(isRefused('198.51.100.4', attacker), false, 'nobody is banned by a claim');
  assert.equal(isRefused(attacker, '198.51.100.4'), true, 'nobody hides behind a claim');
  trust('10.0.0.0/8');
  assert.equal(isRefused('10.0.0.1', attacker), true);
  assert.equal(isRefused('10.0.0.1', `198.51.100.4, ${attacker}`), true);
  assert.equal(isRefused('10.0.0.1', `${attacker}, 198.51.100.4`), false);
  assert.equal(isRefused('10.0.0.1'), false);
});

test('what is no address refuses nobody', () => {
  enforceDecisions([block('example.com'), block('x/y'), block('')]);
  assert.equal(door.decisions, 0);
});

test('of two decisions about one address the one that reaches further counts', () => {
  const soon = new Date(Date.now() + 1_000).toISOString();
  enforceDecisions([
    block('10.0.0.1', { includesCritical: true }),
    block('10.0.0.1', { end: soon }),
  ]);
  assert.equal(isRefused('10.0.0.1'), true);
});

const end = (): string => new Date(Date.now() + 60_000).toISOString();

function about(
  actor: Decision['actor'],
  action: Decision['action'],
  part: Partial<Decision> = {},
): Decision {
  return {
    id: `${action} ${actor.value}`,
    action,
    actor,
    end: end(),
    includesCritical: false,
    ...part,
  };
}

const ann = { kind: 'user', value: '42' } as const;

/** A request whose session says who signed in. */
function requestOf(user: string, sessionID = 'a session of sixteen', url = '/'): RequestContext {
  const context = requestFrom('198.51.100.4');
  Object.assign(context.req, { user: { id: user }, sessionID });
  return { ...context, url };
}

const lastError = (): unknown =>
  (JSON.parse(sent.at(-1)?.body ?? '{}') as { error?: unknown }).error;

test('a blocked user is refused once known, others at the same address are not', () => {
  enforceDecisions([about(ann, 'block')]);
  assert.equal(door.decisions, 0, 'a request of which nobody is known costs nothing');
  assert.equal(turnAwayUser(requestOf('43')), false);
  assert.equal(turnAwayUser(requestFrom('198.51.100.4')), false);
  assert.equal(turnAwayUser(requestOf('42')), true);
  assert.equal(sent.length, 1);
  assert.equal(lastError(), 'blocked');
});

test('with a key users leave the process hashed, and decisions name them by the hash', () => {
  configure({ userIdKey: 'a key of sixteen or more' });
  const context = requestOf('42');
  enforceDecisions([about(ann, 'block')]);
  assert.equal(turnAwayUser(context), false);
  const id = userOf(context)?.id ?? '';
  assert.match(id, /^hmac:[0-9a-f]{32}$/);
  enforceDecisions([about({ kind: 'user', value: id }, 'block')]);
  assert.equal(turnAwayUser(context), true);
});

test('a token is refused at the door by its fingerprint, in a header or in a signed cookie', () => {
  const secret = 'k'.repeat(24);
  const bearer = about({ kind: 'token', value: fingerprint('bearer', secret) }, 'block');
  const session = about({ kind: 'token', value: fingerprint('session', secret) }, 'block');
  enforceDecisions([bearer, session]);
  assert.ok(!JSON.stringify([bearer, session]).includes(secret));
  const withHeaders = (headers: object): boolean => {
    const context = requestFrom('198.51.100.4');
    Object.assign(context.req.headers, headers);
    return turnAway(context);
  };
  assert.equal(withHeaders({ authorization: `Bearer ${secret}` }), true);
  assert.equal(withHeaders({ cookie: `a=b; connect.sid=s%3A${secret}.sig` }), true);
  assert.equal(withHeaders({ cookie: `connect.sid=s:${secret}.sig; a=b` }), true);
  assert.equal(withHeaders({ authorization: `Bearer ${secret}x` }), false);
  assert.equal(withHeaders({ authorization: `Basic ${secret}` }), false);
  assert.equal(withHeaders({ cookie: `connect.sid=s:${secret}x.sig` }), false);
  assert.equal(turnAwayUser(requestOf('1', secret)), true);
});

test('a limit lets so many through, says when the next may come, and survives a new list', () => {
  const limit = { requests: 2, seconds: 60 };
  const slow = about({ kind: 'address', value: attacker }, 'limit', { limit });
  enforceDecisions([slow]);
  assert.deepEqual(
    [1, 2, 3].map(() => isRefused(attacker)),
    [false, false, true],
  );
  assert.equal(sent[0]?.status, 429);
  assert.equal(sent[0]?.headers['retry-after'], 30);
  assert.equal(lastError(), 'too-many-requests');
  enforceDecisions([slow, block('192.0.2.1')]);
  assert.equal(isRefused(attacker), true);
  assert.equal(isRefused('203.0.113.8'), false);
});

test('a limit counts a request once, and a claimed address uses up nobody else’s', () => {
  const limit = { requests: 1, seconds: 60 };
  enforceDecisions([about(ann, 'limit', { limit })]);
  const context = requestOf('42');
  assert.equal(turnAwayUser(context), false);
  assert.equal(turnAwayUser(context), false);
  assert.equal(turnAwayUser(requestOf('42')), true);
  enforceDecisions([about({ kind: 'address', value: attacker }, 'limit', { limit })]);
  for (let i = 0; i < 5; i += 1) assert.equal(isRefused('198.51.100.4', attacker), false);
  assert.equal(isRefused(attacker, '198.51.100.4'), false, 'nothing of it was used up');
  assert.equal(isRefused(attacker, '198.51.100.4'), true, 'and nobody dodges it');
});

test('inner addresses are neither limited nor asked for a proof', () => {
  const limit = { requests: 1, seconds: 60 };
  const inner = { kind: 'network', value: '10.0.0.0/8' } as const;
  enforceDecisions([about(inner, 'limit', { limit }), about(inner, 'step-up')]);
  for (let i = 0; i < 3; i += 1) assert.equal(isRefused('10.1.2.3'), false);
});

test('who is allowed is left out of block, limit and step-up about the same kind of actor', () => {
  const limit = { requests: 1, seconds: 60 };
  const office = { kind: 'address', value: attacker } as const;
  enforceDecisions([
    block('203.0.113.0/24'),
    about(office, 'limit', { limit }),
    about(office, 'allow'),
  ]);
  for (let i = 0; i < 3; i += 1) assert.equal(isRefused(attacker), false);
  assert.equal(isRefused('203.0.113.8'), true);
  enforceDecisions([about(ann, 'block'), about(ann, 'allow'), about(office, 'allow')]);
  assert.equal(turnAwayUser(requestOf('42')), false);
  enforceDecisions([about(ann, 'block'), about(office, 'allow')]);
  const context = requestFrom(attacker);
  Object.assign(context.req, { user: { id: '42' } });
  assert.equal(turnAwayUser(context), true, 'an address opens nothing for a user');
});

test('whoever must step up is refused everything but where to do so, until it is done in that session', () => {
  configure({ stepUpPaths: ['/verify'] });
  enforceDecisions([about(ann, 'step-up')]);
  assert.equal(turnAwayUser(requestOf('42', 's'.repeat(20))), true);
  assert.equal(sent[0]?.status, 403);
  assert.deepEqual(JSON.parse(sent[0]?.body ?? ''), {
    error: 'step-up-required',
    message: 'Prove again who you are: until then requests of this session are refused.',
    decisionId: 'step-up 42',
    stepUpPath: '/verify',
  });
  configure({ stepUpPaths: ['/verify/**'] });
  for (const path of ['/verify/../orders', '/verify/%2e%2E/orders', '/verify/..%2forders'])
    assert.equal(turnAwayUser(requestOf('42', 's'.repeat(20), path)), true, path);
  configure({ stepUpPaths: ['/verify'] });
  const proof = requestOf('42', 's'.repeat(20), '/verify?next=/');
  assert.equal(turnAwayUser(proof), false);
  assert.equal(needsStepUp(proof), true);
  stepUp(proof);
  assert.equal(needsStepUp(proof), false);
  assert.equal(turnAwayUser(requestOf('42', 's'.repeat(20))), false);
  assert.equal(
    turnAwayUser(requestOf('42', 't'.repeat(20))),
    true,
    'another session proved nothing',
  );
  enforceDecisions([about(ann, 'step-up', { id: 'later' })]);
  assert.equal(turnAwayUser(requestOf('42', 's'.repeat(20))), true, 'a later decision asks again');
});

test('a proof in a session of express-session counts in every process of the app', () => {
  enforceDecisions([about(ann, 'step-up')]);
  const session = {};
  const inSession = (): RequestContext => {
    const context = requestOf('42', 'u'.repeat(20));
    Object.assign(context.req, { session });
    return context;
  };
  assert.equal(turnAwayUser(inSession()), true);
  stepUp(inSession());
  assert.deepEqual(Object.keys((session as { castellanStepUp: object }).castellanStepUp), [
    'step-up 42',
  ]);
  assert.equal(turnAwayUser(inSession()), false);
});
