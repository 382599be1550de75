import { users } from './sessions.js';

const orders = [
  { id: 11, owner: 'ada@example.com', what: 'lamp' },
  { id: 12, owner: 'bob@example.com', what: 'stool' },
  { id: 13, owner: 'ada@example.com', what: 'rug' },
];

/** Users, what is theirs, and a part that is not for everybody. */
export function accounts({ closed, open, signIn }) {
  const profiles = new Map(users.map((email) => [email, { email, role: 'user' }]));
  const order = (isAnybody) =>
    closed(async (ask, user) => {
      const found = orders.find(({ id }) => String(id) === ask.param('id'));
      const isGiven = found !== undefined && (isAnybody || found.owner === user);
      return isGiven ? { json: found } : { status: 404, json: 'none' };
    });
  const change = (fields) =>
    closed(async (ask, user) => {
      const given = await ask.body();
      const wanted = fields ?? Object.keys(given);
      for (const name of wanted)
        if (given[name] !== undefined) profiles.get(user)[name] = given[name];
      return { json: profiles.get(user) };
    });
  const mine = closed(async (_ask, user) => ({
    json: orders.filter(({ owner }) => owner === user),
  }));
  const profile = async (_ask, user) => ({ json: profiles.get(user) });
  const everything = async () => ({ json: 'everything' });
  return [
    { kind: 'tokens', method: 'POST', path: '/login', bad: signIn, good: signIn },
    { method: 'GET', path: '/orders', bad: mine, good: mine },
    { kind: 'isolation', method: 'GET', path: '/orders/:id', bad: order(true), good: order(false) },
    {
      kind: 'unauthenticated',
      method: 'GET',
      path: '/profile',
      bad: open(profile),
      good: closed(profile),
    },
    {
      kind: 'mass-assignment',
      method: 'PATCH',
      path: '/profile',
      bad: change(),
      good: change(['name']),
    },
    { method: 'GET', path: '/admin/users', bad: closed(everything), good: closed(everything) },
    {
      kind: 'unauthenticated',
      method: 'GET',
      path: '/admin/export',
      bad: open(everything),
      good: closed(everything),
    },
  ];
}
