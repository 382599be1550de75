/** Changes that another site can have a browser ask for, and some that only look as if it could. */
export function forged({ closed }, { bound }) {
  const kept = {};
  const token = 'a4c1f09b7d2e';
  const keep = (name, isRefused) =>
    closed(async (ask) => {
      const refusal = await isRefused(ask);
      if (refusal !== undefined) return refusal;
      kept[name] = String((await ask.body())[name]);
      return { json: { [name]: kept[name] } };
    });
  const nothing = async () => undefined;
  const isAcross = (ask) => ask.header('sec-fetch-site') === 'cross-site';
  const change = (path, run, more) => ({ method: 'POST', path, bad: run, good: run, ...more });
  const forbidden = { status: 403, json: 'no' };
  return [
    change('/account/email', keep('email', nothing), {
      kind: 'csrf',
      good: keep('email', async (ask) => (isAcross(ask) ? forbidden : undefined)),
    }),
    change(
      '/account/name',
      keep('name', async (ask) => (ask.header('x-csrf-token') === token ? undefined : forbidden)),
    ),
    // Refused with the status of what went well.
    change(
      '/account/city',
      keep('city', async (ask) => (isAcross(ask) ? { json: { ok: false } } : undefined)),
    ),
    change(
      '/account/phone',
      keep('phone', async (ask) =>
        (await ask.body())._csrf === token
          ? undefined
          : { json: { error: 'that page is too old' } },
      ),
    ),
    // No form of another site can say that it sends JSON.
    change(
      '/account/street',
      keep('street', async (ask) =>
        /^application\/json/.test(ask.header('content-type'))
          ? undefined
          : { status: 415, json: 'no' },
      ),
    ),
    {
      kind: 'csrf',
      method: 'GET',
      path: '/account/nick',
      bad: closed(async (ask) => {
        await bound('UPDATE users SET name = ? WHERE id = -1', [String(ask.query('nick'))]);
        return { json: 'done' };
      }),
      // What is counted of who looks at what is no change.
      good: closed(async (ask) => {
        await bound('UPDATE users SET age = age + 1 WHERE id = -1 AND name = ?', [
          String(ask.query('nick')),
        ]);
        return { json: 'done' };
      }),
    },
  ];
}
