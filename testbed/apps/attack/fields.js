/** Changes that take over more than they are asked for, and some that only look so. */
export function fields({ minded }) {
  const wishes = [{ id: 1, what: 'lamp', owner: 'ada@example.com', paid: false }];
  const wish = (isBad) =>
    minded(async (ask, user) => {
      const given = await ask.body();
      const what = String(given.what);
      const one = { owner: user, paid: false, ...(isBad ? { ...given } : {}), what };
      wishes.push({ ...one, id: wishes.length + 1 });
      if (wishes.length > 50) wishes.shift();
      return { status: 201, json: one };
    });
  const member = { name: 'ada', role: 'user', approved: false };
  const note = { title: 'moat', owner: 'ada@example.com', createdAt: '2026-11-27T00:00:00.000Z' };
  const page = { slug: 'home', isAdmin: false, verified: true };
  const same = (method, path, run) => ({ method, path, bad: minded(run), good: minded(run) });
  return [
    {
      kind: 'mass-assignment',
      method: 'POST',
      path: '/wishes',
      bad: wish(true),
      good: wish(false),
    },
    same('GET', '/wishes', async () => ({ json: wishes })),
    // Its code names what it takes: a role is meant to be set here.
    same('POST', '/member', async (ask) => {
      const { name, role, approved } = await ask.body();
      if (name !== undefined) member.name = name;
      if (role !== undefined) member.role = role;
      if (approved !== undefined) member.approved = approved;
      return { json: member };
    }),
    same('GET', '/member', async () => ({ json: member })),
    // An echo: what it keeps is the title.
    same('POST', '/note', async (ask) => {
      const given = await ask.body();
      note.title = String(given.title);
      return { json: { ...note, ...given } };
    }),
    same('GET', '/note', async () => ({ json: note })),
    // A schema that refuses what it does not name, and names this.
    same('POST', '/page', async (ask) => {
      const given = { ...(await ask.body()) };
      const known = Object.keys(given).filter((name) => Object.hasOwn(page, name));
      if (known.length < Object.keys(given).length) return { status: 422, json: 'no such field' };
      Object.assign(page, given);
      return { json: page };
    }),
    same('GET', '/page', async () => ({ json: page })),
  ];
}
