import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { afterEach, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Decision } from '@castellan/core';
import { defaultConfiguration } from '../config/configuration.ts';
import { createPolicy } from '../config/policy.ts';
import type { RequestContext } from '../context/request-context.ts';
import { door, enforceDecisions, turnAway } from './door.ts';
import { enforce } from './enforcement.ts';
import { probeContext } from './probe.ts';

const attacker = '203.0.113.7';
let sent: { status: number; body: string }[] = [];

afterEach(() => {
  enforceDecisions([]);
  trust();
  sent = [];
});

function trust(...trustedProxies: string[]): void {
  const configuration = { ...defaultConfiguration, trustedProxies };
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
    send: (status: number, _headers: object, body: string) => void sent.push({ status, body }),
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
