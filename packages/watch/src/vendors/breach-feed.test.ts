import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readBreaches } from './breach-feed.ts';
import { caseBreach } from './case-breach.ts';

test('a list of breaches is read as its service documents it', () => {
  assert.deepEqual(readBreaches(JSON.stringify([caseBreach({ Domain: 'www.Stripe.com' })])), [
    {
      name: 'CaseBreach',
      title: 'A breach for tests',
      domain: 'stripe.com',
      breachedOn: '2026-10-30',
      addedAt: new Date('2026-11-02T09:30:00Z'),
      dataClasses: ['Email addresses', 'Passwords'],
    },
  ]);
});

test('what is of nobody, made up, taken back or a list of spammers is left out', () => {
  const odd = [
    { Domain: '' },
    { Domain: null },
    { Domain: '10.0.0.1' },
    { IsFabricated: true },
    { IsRetired: true },
    { IsSpamList: true },
  ];
  assert.deepEqual(readBreaches(JSON.stringify(odd.map(caseBreach))), []);
});

test('of an entry that lacks something the rest is taken, and one without a name is none', () => {
  const bare = { Name: 'Bare', Domain: 'example.net' };
  const entries = [bare, { ...bare, Name: undefined }, 7, null, { ...bare, Name: 'x'.repeat(201) }];
  const odd = caseBreach({ AddedDate: 'soon', BreachDate: 'then', DataClasses: 'all' });
  const read = readBreaches(JSON.stringify([...entries, odd]));
  assert.deepEqual(
    read.map(({ name, title, addedAt, breachedOn, dataClasses }) => [
      name,
      title,
      addedAt,
      breachedOn,
      dataClasses.length,
    ]),
    [
      ['Bare', 'Bare', null, null, 0],
      ['CaseBreach', 'A breach for tests', null, null, 0],
    ],
  );
});

test('what is no list of breaches is refused', () => {
  for (const text of ['', '{}', '<html>', '[1, 2]', '[{"id": 1}]'])
    assert.throws(() => readBreaches(text), text);
  assert.deepEqual(readBreaches('[]'), []);
});
