import { casesOf, type SqlCase } from './case.ts';

/** What a user may well send, beside correct or static statements that hold something alike. */
export const lookAlikes: readonly SqlCase[] = [
  ...casesOf('postgresql', 'benign', [
    [
      'the words of a clause',
      { query: { q: 'is null' } },
      'SELECT * FROM t WHERE a IS NULL',
      'words that every statement holds',
    ],
    [
      'a search for a constraint',
      { query: { q: 'not null' } },
      'CREATE TABLE t (a int not null)',
      'words that every statement holds',
    ],
    ['a null in a list', { query: { q: 'null' } }, 'INSERT INTO t VALUES (null, 1)', 'a word'],
    [
      'a function’s name that is an operator elsewhere',
      { query: { q: 'a, b' } },
      'SELECT mod(x, 2) FROM t ORDER BY z',
      'PostgreSQL manual, 9.3',
    ],
    [
      'a text search’s operators',
      { query: { q: 'cats & dogs' } },
      "SELECT * FROM t WHERE v @@ to_tsquery('cats & dogs')",
      'PostgreSQL manual, 8.11.2',
    ],
    [
      'an array literal',
      { query: { q: '{1,2}' } },
      "SELECT * FROM t WHERE a = ANY('{1,2}')",
      'PostgreSQL manual, 8.15',
    ],
    [
      'a JSON document',
      { body: { q: '{"a":"b\'c"}' } },
      `SELECT * FROM t WHERE j = '{"a":"b''c"}'`,
      'correct escaping',
    ],
    [
      'a trace in a comment',
      { headers: { traceparent: '00-abc-def-01' } },
      "SELECT 1 /*traceparent='00-abc-def-01'*/",
      'sqlcommenter',
    ],
    [
      'markup beside a condition of the app',
      { query: { q: '<b>1 or 2</b>' } },
      'SELECT * FROM t WHERE a = 1 or b = 2',
      'stripped marks',
    ],
    [
      'a version range beside a number',
      { body: { engines: '>= 4 || < 3' } },
      'SELECT * FROM t WHERE tenant = 4',
      'npm version ranges: a stripped sign leaves `= 4`',
    ],
    [
      'a quoted placeholder',
      { query: { q: '"id" = $1' } },
      'SELECT * FROM t WHERE id = $1',
      'documentation sent to a search',
    ],
    [
      'an SQL statement kept as text',
      { body: { q: "select 'a' from users" } },
      "INSERT INTO log VALUES ('select ''a'' from users')",
      'correct escaping',
    ],
    [
      'an apostrophe in an XML element',
      { body: { doc: "<a>O'Neil; ok</a>" } },
      "INSERT INTO t VALUES ('<a>O''Neil; ok</a>')",
      'correct escaping',
    ],
  ]),
  ...casesOf('mysql', 'benign', [
    [
      'an escaped text of every quote',
      { body: { q: 'it\'s "x" \\ y' } },
      "SELECT 1 FROM t WHERE a = 'it\\'s \\\"x\\\" \\\\ y'",
      'correct escaping',
    ],
    [
      'a doubled quote beside an empty string',
      { body: { q: "'';" } },
      "SELECT 1 FROM t WHERE a = '\\'\\';' AND b = ''",
      'correct escaping',
    ],
  ]),
];
