import { randomBytes } from 'node:crypto';

const passwords = { 'ada@example.com': 'lamp-and-moat', 'bob@example.com': 'oak-and-iron' };
export const users = Object.keys(passwords);

/** Sessions by a cookie that any site makes a browser send: in the mended app each route minds who asks. */
export function openSessions(isBad) {
  const sessions = new Map();
  let count = 4_000;
  const userOf = (ask) => sessions.get(ask.cookie('sid'));
  const closed = (run) => async (ask) => {
    const user = userOf(ask);
    return user === undefined ? { status: 401, json: 'sign in first' } : run(ask, user);
  };
  return {
    closed,
    // Whatever the cookie says, no other site asks for it.
    minded: (run) =>
      closed(async (ask, user) =>
        ask.header('sec-fetch-site') === 'cross-site'
          ? { status: 403, json: 'no' }
          : run(ask, user),
      ),
    open: (run) => async (ask) => run(ask, userOf(ask) ?? 'ada@example.com'),
    signIn: async (ask) => {
      const { email, password } = await ask.body();
      if (!Object.hasOwn(passwords, String(email)) || passwords[email] !== password)
        return { status: 401, json: 'no' };
      const sid = isBad ? String((count += 1)) : randomBytes(24).toString('base64url');
      sessions.set(sid, email);
      const flags = isBad ? 'Path=/' : 'HttpOnly; Secure; SameSite=None; Path=/';
      return { json: 'welcome', cookie: `sid=${sid}; ${flags}` };
    },
  };
}
