import assert from 'node:assert/strict';
import { test } from 'node:test';
import { knownRdapServer } from '@castellan/core/registration';
import { look, now, site } from '../case-look.ts';
import type { Look } from '../monitor-kind.ts';

const dayMs = 86_400_000;

/** An answer as RFC 9083 has it. */
function registered(days: number, more: object = {}): object {
  return {
    objectClassName: 'domain',
    ldhName: 'EXAMPLE.COM',
    status: ['client transfer prohibited'],
    events: [
      { eventAction: 'registration', eventDate: '1995-08-14T04:00:00Z' },
      {
        eventAction: 'expiration',
        eventDate: new Date(now.getTime() + days * dayMs + 60_000).toISOString(),
      },
    ],
    entities: [
      {
        roles: ['registrar'],
        handle: '376',
        vcardArray: [
          'vcard',
          [
            ['version', {}, 'text', '4.0'],
            ['fn', {}, 'text', 'Good Registrar'],
          ],
        ],
      },
    ],
    nameservers: [{ ldhName: 'NS2.EXAMPLE.COM' }, { ldhName: 'ns1.example.com.' }],
    secureDNS: { delegationSigned: true },
    ...more,
  };
}

test('domain: each step before its end, holds, and what changed hands', async () => {
  let answer = registered(400);
  const asked: string[] = [];
  const server = await site((request, response) => {
    asked.push(request.url ?? '');
    response.end(JSON.stringify(answer));
  });
  const settings = { name: 'Example.com', server: `${server}/rdap` };
  const first = await look('domain', settings);
  assert.deepEqual([first.level, first.summary], ['ok', 'Ends in 400 days']);
  assert.deepEqual(asked, ['/rdap/domain/example.com']);
  const cases: readonly (readonly [answer: object, level: string, step: RegExp])[] = [
    [registered(61), 'ok', /^$/],
    [registered(60), 'warning', /^60 days$/],
    [registered(30), 'warning', /^30 days$/],
    [registered(14), 'critical', /^14 days$/],
    [registered(7), 'critical', /^7 days$/],
    [registered(-2), 'critical', /has ended/],
    [registered(400, { status: ['client hold'] }), 'critical', /client hold/],
    [registered(400, { status: ['pending transfer'] }), 'critical', /pending transfer/],
    [registered(400, { entities: [] }), 'critical', /^Registrar: Good Registrar → none$/],
    [
      registered(400, { nameservers: [{ ldhName: 'ns.evil.example' }] }),
      'critical',
      /^Name servers: ns1\.example\.com ns2\.example\.com → ns\.evil\.example$/,
    ],
    [
      registered(400, { secureDNS: { delegationSigned: false } }),
      'critical',
      /^DNSSEC: signed → not signed$/,
    ],
    [registered(400, { events: [] }), 'ok', /^$/],
  ];
  for (const [now, level, step] of cases) {
    answer = now;
    const found = await look('domain', settings, first.remembered);
    assert.equal(found.level, level, found.summary);
    assert.match(found.step ?? '', step);
  }
  answer = { objectClassName: 'entity' };
  await assert.rejects(look('domain', settings), /something else than RDAP/);
});

test('domain: redirects, limits, unknown names, and endings that nobody knows', async () => {
  let left = 1;
  const server = await site((request, response) => {
    const { url = '' } = request;
    if (url === '/domain/moved.example') {
      return void response.writeHead(302, { location: '/else/domain/moved.example' }).end();
    }
    if (url === '/domain/loop.example') {
      return void response.writeHead(302, { location: url }).end();
    }
    if (url === '/domain/inner.example') {
      return void response.writeHead(302, { location: 'http://10.0.0.1/' }).end();
    }
    if (url === '/domain/busy.example' || (url === '/domain/patient.example' && left-- > 0)) {
      const seconds = url.includes('busy') ? '3600' : '0';
      return void response.writeHead(429, { 'retry-after': seconds }).end();
    }
    if (url === '/domain/free.example') return void response.writeHead(404).end();
    return void response.end(JSON.stringify(registered(100)));
  });
  const ask = (name: string): Promise<Look> => look('domain', { name, server });
  assert.equal((await ask('moved.example')).level, 'ok');
  assert.equal((await ask('patient.example')).level, 'ok');
  assert.match((await ask('free.example')).summary, /knows no such domain/);
  await assert.rejects(ask('loop.example'), /points on and on/);
  await assert.rejects(ask('inner.example'), /10\.0\.0\.1 is an inner address/);
  await assert.rejects(ask('busy.example'), /wants patience/);
});

test('domain: its registry is found in IANA’s list, and in our own where that is away', async () => {
  const registry = await site((_, response) => response.end(JSON.stringify(registered(100))));
  let asked = 0;
  const services = [
    [['moved', 'Shouted'], [`${registry}/rdap/`]],
    [['none'], []],
  ];
  const lists = await site((request, response) => {
    asked += 1;
    if (request.url === '/broken') return void response.end('{"services": 1}');
    if (request.url === '/gone') return void response.writeHead(503).end();
    return void response.end(JSON.stringify({ version: '1.0', services }));
  });
  const list = `${lists}/dns.json`;
  for (const name of ['some.moved', 'some.shouted', 'other.moved']) {
    assert.equal((await look('domain', { name, list })).summary, 'Ends in 100 days', name);
  }
  assert.equal(asked, 1, 'it is kept');
  await assert.rejects(look('domain', { name: 'some.none', list }), /known for \.none/);
  for (const path of ['broken', 'gone', 'gone']) {
    const settings = { name: 'some.invalid', list: `${lists}/${path}` };
    await assert.rejects(look('domain', settings), /known for \.invalid/, path);
  }
  assert.equal(asked, 3, 'a list that is away is not asked for at every look');
  assert.equal(knownRdapServer('tv'), 'https://rdap.nic.tv/');
});
