const columns = 'SELECT id, name FROM users';
const orders = { name: 'name', age: 'age' };

/** Routes whose values go to the database: into the text of the statement, or bound to it. */
export function statements({ raw, bound }) {
  const found = async (rows) => ({ json: await rows });
  const route = (path, bad, good, kind = 'sql-injection') => ({
    kind,
    method: 'GET',
    path,
    bad: async (ask) => found(bad(ask)),
    good: async (ask) => found(good(ask)),
  });
  return [
    route(
      '/sql/quoted',
      (ask) => raw(`${columns} WHERE name = '${ask.query('name')}'`),
      (ask) => bound(`${columns} WHERE name = ?`, [String(ask.query('name'))]),
    ),
    route(
      '/sql/number/:id',
      (ask) => raw(`${columns} WHERE id = ${ask.param('id')}`),
      (ask) => bound(`${columns} WHERE id = ?`, [Number(ask.param('id')) || 0]),
    ),
    route(
      '/sql/order',
      (ask) => raw(`${columns} ORDER BY ${ask.query('by') ?? 'id'}`),
      (ask) => bound(`${columns} ORDER BY ${orders[ask.query('by')] ?? 'id'}`, []),
    ),
    route(
      '/sql/like',
      (ask) => raw(`${columns} WHERE name LIKE '%${ask.query('part')}%'`),
      (ask) => bound(`${columns} WHERE name LIKE ?`, [`%${ask.query('part')}%`]),
    ),
    route(
      '/sql/list',
      (ask) => raw(`${columns} WHERE id IN (${ask.query('ids')})`),
      (ask) => {
        const ids = String(ask.query('ids'))
          .split(',')
          .map((id) => Number(id) || 0);
        return bound(`${columns} WHERE id IN (${ids.map(() => '?').join(', ')})`, ids);
      },
    ),
    route(
      '/sql/most',
      (ask) => raw(`${columns} LIMIT ${ask.query('most') ?? 2}`),
      (ask) =>
        bound(
          `${columns} LIMIT ${Math.min(Math.abs(parseInt(ask.query('most'), 10) || 2), 9)}`,
          [],
        ),
    ),
    route(
      '/sql/header',
      (ask) => raw(`${columns} WHERE name = '${ask.header('x-tenant')}'`),
      (ask) => bound(`${columns} WHERE name = ?`, [String(ask.header('x-tenant'))]),
    ),
    route(
      '/sql/cookie',
      (ask) => raw(`${columns} WHERE name = '${ask.cookie('tenant')}'`),
      (ask) => bound(`${columns} WHERE name = ?`, [String(ask.cookie('tenant'))]),
    ),
    {
      kind: 'sql-injection',
      method: 'POST',
      path: '/sql/body',
      bad: async (ask) => {
        const { user } = await ask.body();
        return found(raw(`${columns} WHERE name = '${user?.name}'`));
      },
      good: async (ask) => {
        const { user } = await ask.body();
        return found(bound(`${columns} WHERE name = ?`, [String(user?.name)]));
      },
    },
  ];
}
