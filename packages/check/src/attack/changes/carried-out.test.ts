import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canaryOf, type Sighting } from '@castellan/core';
import type { Exchange } from '../prober.ts';
import { carriedOut } from './carried-out.ts';

const mine = canaryOf('test', 1);
const theirs = canaryOf('test', 2);

interface Made {
  readonly value?: string;
  readonly status?: number;
  readonly body?: string;
  readonly location?: string;
  readonly calls?: readonly (readonly [text: string, ...bound: string[]])[];
}

function exchange(
  method: 'GET' | 'POST',
  { value, status = 200, body = '{"ok":true}', location, calls = [] }: Made,
): Exchange {
  const given = value === undefined ? '' : `name=${value}`;
  return {
    request: method === 'GET' ? request(method, given) : { ...request(method, ''), body: given },
    answer: { status, body, headers: location === undefined ? {} : { location } },
    sightings: calls.map(([text, ...bound]): Sighting => ({
      exchange: 1,
      sink: { library: 'pg', api: 'Client.query', kind: 'sql' },
      text,
      bound,
    })),
    verdicts: [],
  };
}

const request = (method: string, query: string) => ({ method, path: `/a?${query}`, headers: {} });

function judge(
  own: Made,
  across: Made,
  more: { method?: 'GET'; nobody?: Made; empty?: Made } = {},
) {
  const { method = 'POST', nobody = { status: 401, body: 'sign in' }, empty } = more;
  return carriedOut({
    own: exchange(method, { value: mine, ...own }),
    across: exchange(method, { value: theirs, ...across }),
    nobody: exchange(method, { value: mine, ...nobody }),
    ...(empty && { empty: exchange(method, empty) }),
  })?.confidence;
}

const update = 'UPDATE users SET name = $1 WHERE id = $2';

test('what is written again, with the values of the other site, was carried out', () => {
  const own: Made = { status: 302, location: '/me', calls: [[update, mine]] };
  assert.equal(judge(own, { ...own, calls: [[update, theirs]] }), 'certain');
  assert.equal(judge(own, { ...own, calls: [] }), undefined);
  assert.equal(judge(own, { ...own, calls: [[update]] }), undefined);
  assert.equal(judge(own, { ...own, calls: [['UPDATE audit SET last = $1', theirs]] }), undefined);
  assert.equal(judge(own, { status: 403, calls: [[update, theirs]] }), undefined);
});

test('what libraries keep of every session, or nobody is refused, is no change of theirs', () => {
  const touch = 'UPDATE "session" SET sess = $1 WHERE sid = $2';
  const own: Made = { status: 302, calls: [[touch, mine]] };
  assert.equal(judge(own, { status: 302, calls: [[touch, theirs]] }), undefined);
  const log = 'INSERT INTO visits (path) VALUES ($1)';
  const all: Made = { status: 302, calls: [[log, mine]] };
  assert.equal(judge(all, { status: 302, calls: [[log, theirs]] }, { nobody: all }), undefined);
});

test('where nothing is seen to be written the answer must say it', () => {
  const shows = (name: string): Made => ({ body: `{"id":${name.length},"name":"${name}"}` });
  assert.equal(judge(shows(mine), shows(theirs)), 'certain');
  // Not taken: it shows what was there before.
  assert.equal(judge(shows(mine), shows(mine)), undefined);
  assert.equal(judge({}, {}, { empty: { status: 400, body: 'no name' } }), 'likely');
  assert.equal(judge({}, {}, { empty: {} }), undefined);
  assert.equal(
    judge({ body: '{"error":"old page"}' }, { body: '{"error":"old page"}' }),
    undefined,
  );
  const back: Made = { status: 302, body: '', location: '/form' };
  assert.equal(judge(back, back), undefined);
});

test('by a link only what puts or takes what was sent is a change', () => {
  const get = (text: string) =>
    judge({ calls: [[text, mine]] }, { calls: [[text, theirs]] }, { method: 'GET' });
  assert.equal(get(update), 'certain');
  assert.equal(get('DELETE FROM orders WHERE id = $1'), 'certain');
  assert.equal(get('UPDATE pages SET views = views + 1 WHERE slug = $1'), undefined);
  assert.equal(get('UPDATE pages SET views = views + ? WHERE slug = ?'), undefined);
  assert.equal(get('UPDATE `orders` SET `seen_at` = ?, `lastReader` = ? WHERE id = ?'), undefined);
  assert.equal(get('UPDATE "orders" SET "state" = $1, "updatedAt" = $2 WHERE id = $3'), 'certain');
  assert.equal(get('UPDATE orders SET seen_at = now() WHERE id = $1'), undefined);
  assert.equal(get('INSERT INTO searches (text) VALUES ($1)'), undefined);
  assert.equal(get('SELECT * FROM orders WHERE id = $1'), undefined);
});
