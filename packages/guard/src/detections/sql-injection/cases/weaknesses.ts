import { casesOf, type SqlCase } from './case.ts';

export const weaknesses: readonly SqlCase[] = casesOf('postgresql', 'weakness', [
  [
    'a direction beside a name',
    { query: { sort: 'name desc' } },
    'SELECT * FROM t ORDER BY name desc',
    'sort parameters',
  ],
  ['a list of names', { query: { fields: 'id, name' } }, 'SELECT id, name FROM t', 'field lists'],
  [
    'a dotted name',
    { query: { sort: 'users.name' } },
    'SELECT * FROM users ORDER BY users.name',
    'sort parameters',
  ],
  [
    'two plain words',
    { query: { q: 'john smith' } },
    'SELECT * FROM t WHERE name = john smith',
    'missing quotes',
  ],
  [
    'a name with a hyphen',
    { params: { table: 'my-table' } },
    'SELECT * FROM my-table',
    'table name context',
  ],
  [
    'an email address without quotes',
    { body: { email: 'ann@example.com' } },
    'SELECT * FROM t WHERE email = ann@example.com',
    'missing quotes',
  ],
  [
    'a UUID without quotes',
    { params: { id: '550e8400-e29b-41d4-a716-446655440000' } },
    'SELECT * FROM t WHERE id = 550e8400-e29b-41d4-a716-446655440000',
    'missing quotes',
  ],
  [
    'a phone number without quotes',
    { body: { phone: '555-1234' } },
    'SELECT * FROM t WHERE phone = 555-1234',
    'missing quotes',
  ],
  [
    'a JSON:API sort',
    { query: { sort: '-created_at,name' } },
    'SELECT * FROM t ORDER BY -created_at,name',
    'JSON:API sort syntax',
  ],
  [
    'a value that brings its quotes',
    { query: { q: "'ann'" } },
    "SELECT * FROM t WHERE name = 'ann'",
    'client-side quoting',
  ],
  [
    'a quoted name in code',
    { query: { sort: '"name"' } },
    'SELECT * FROM t ORDER BY "name"',
    'client-side quoting',
  ],
  [
    'a clause keyword and a name',
    { query: { clause: 'order by name' } },
    'SELECT * FROM t order by name',
    'clause from the client',
  ],
]);
