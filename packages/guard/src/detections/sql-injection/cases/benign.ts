import { casesOf, type SqlCase } from './case.ts';

const postgresql = casesOf('postgresql', 'benign', [
  [
    'plain text in a string',
    { query: { q: 'hello, world!' } },
    "SELECT * FROM t WHERE a = 'hello, world!'",
    'ordinary text',
  ],
  [
    'a quote doubled',
    { body: { name: "O'Brien" } },
    "SELECT * FROM t WHERE a = 'O''Brien'",
    'correct escaping',
  ],
  [
    'a hostile value doubled',
    { body: { name: "' or 1=1 --" } },
    "SELECT * FROM t WHERE a = ''' or 1=1 --'",
    'correct escaping',
  ],
  [
    'a value that ends in a quote, doubled',
    { body: { name: "5'" } },
    "SELECT * FROM t WHERE a = '5''' AND b = 'x'",
    'correct escaping',
  ],
  [
    'a value that is one quote, doubled',
    { body: { name: "'" } },
    "SELECT * FROM t WHERE a = '''' AND b = 'x'",
    'correct escaping',
  ],
  [
    'a quote doubled in a LIKE pattern',
    { body: { name: "5'" } },
    "SELECT * FROM t WHERE a LIKE '%5''%'",
    'correct escaping',
  ],
  [
    'a backslash in a plain string',
    { body: { dir: 'C:\\' } },
    "SELECT * FROM t WHERE a = 'C:\\'",
    'standard_conforming_strings',
  ],
  [
    'a backslash doubled in an E string',
    { body: { dir: 'C:\\' } },
    "SELECT * FROM t WHERE a = E'C:\\\\'",
    'escapeLiteral of pg',
  ],
  [
    'SQL as text',
    { body: { q: 'select * from users; drop table x' } },
    "INSERT INTO posts VALUES ('select * from users; drop table x')",
    'forum about SQL',
  ],
  [
    'a comment mark in text',
    { body: { q: 'wait -- what?' } },
    "INSERT INTO posts VALUES ('wait -- what?')",
    'ordinary prose',
  ],
  [
    'a block comment mark in text',
    { headers: { accept: '*/*' } },
    "INSERT INTO log VALUES ('*/*')",
    'Accept header',
  ],
  [
    'bound parameters',
    { query: { q: "' or 1=1 --" } },
    'SELECT * FROM t WHERE a = $1',
    'bound parameters',
  ],
  ['a negative number', { params: { id: '-1' } }, 'SELECT * FROM t WHERE a = -1', 'number context'],
  [
    'a decimal',
    { params: { price: '-12.50' } },
    'SELECT * FROM t WHERE a > -12.50',
    'number context',
  ],
  [
    'an exponent',
    { params: { price: '1.5e-3' } },
    'SELECT * FROM t WHERE a > 1.5e-3',
    'number context',
  ],
  [
    'a list of numbers',
    { query: { ids: '1,2,3' } },
    'SELECT * FROM t WHERE id IN (1,2,3)',
    'validated id list',
  ],
  [
    'a date',
    { query: { day: '2026-11-24' } },
    'SELECT * FROM t WHERE day = 2026-11-24',
    'number context',
  ],
  [
    'a star that the app wrote too',
    { query: { q: '*' } },
    'SELECT * FROM t /* all */',
    'coincidence',
  ],
  ['a slash path', { path: '/' }, 'SELECT a / b FROM t /* x */', 'coincidence'],
  ['an equals sign', { query: { op: '=' } }, 'SELECT a FROM t WHERE a = $1', 'coincidence'],
  [
    'a comma and space',
    { query: { sep: ', ' } },
    "SELECT string_agg(a, ', '), b FROM t WHERE a IN ('x', 'y')",
    'coincidence',
  ],
  [
    'a quote that delimits elsewhere',
    { query: { q: "'" } },
    "SELECT a FROM t WHERE s = 'open' AND a = $1",
    'coincidence',
  ],
  [
    'quote, comma, quote',
    { query: { q: "', '" } },
    "SELECT a FROM t WHERE s IN ('x', 'y') AND a = $1",
    'coincidence',
  ],
  ['brackets', { query: { q: '()' } }, 'SELECT now() FROM t WHERE a = $1', 'coincidence'],
  [
    'a percent sign in quotes',
    { query: { q: "'%'" } },
    "SELECT a FROM t WHERE a LIKE $1 || '%'",
    'coincidence',
  ],
  [
    'two dashes beside a comment in the middle',
    { query: { q: '--' } },
    'SELECT a -- names\nFROM t\nWHERE a = $1',
    'coincidence',
  ],
  ['a placeholder as price', { query: { q: '$1' } }, 'SELECT a FROM t WHERE a = $1', 'coincidence'],
  [
    'a number in brackets that the app wrote',
    { query: { q: '1)' } },
    'SELECT substr(a, 1) FROM t WHERE a = $1',
    'coincidence',
  ],
  ['a keyword phrase', { query: { q: 'order by' } }, 'SELECT a FROM t ORDER BY a', 'coincidence'],
  [
    'is not null, searched for',
    { query: { q: 'is not null' } },
    'SELECT a FROM t WHERE b IS NOT NULL AND a = $1',
    'coincidence',
  ],
  ['a minus', { query: { q: '-' } }, 'SELECT a - b FROM t -- x', 'coincidence'],
  ['a semicolon', { query: { q: ';' } }, 'SELECT a FROM t;', 'coincidence'],
  ['a question mark', { query: { q: '?' } }, "SELECT a FROM t WHERE data ? 'x'", 'coincidence'],
  [
    'input inside a comment',
    { headers: { 'x-request-id': 'req-1/2' } },
    'SELECT 1 /* id: req-1/2 */',
    'query tags',
  ],
  ['input inside a line comment', { path: '/users/list' }, 'SELECT 1 -- /users/list', 'query tags'],
  [
    'input inside a dollar quote',
    { body: { t: "it's; fine" } },
    "SELECT $x$it's; fine$x$",
    'dollar quoting',
  ],
  [
    'input inside a quoted name',
    { query: { col: 'first name' } },
    'SELECT "first name" FROM t',
    'quoted names',
  ],
  [
    'JSON in a literal',
    { body: { meta: '{"a": "b--c"}' } },
    `INSERT INTO t VALUES ('{"a": "b--c"}'::jsonb)`,
    'JSON columns',
  ],
  ['emoji and quotes', { body: { t: "it's 😀" } }, "INSERT INTO t VALUES ('it''s 😀')", 'Unicode'],
  [
    'an upper-cased value',
    { query: { code: "d'or" } },
    "SELECT * FROM t WHERE a = 'D''OR'",
    'toUpperCase() and escaping',
  ],
  [
    'a trimmed value',
    { query: { q: "  rock 'n' roll " } },
    "SELECT * FROM t WHERE a = 'rock ''n'' roll'",
    'trim() and escaping',
  ],
]);

const others = [
  ...casesOf('mysql', 'benign', [
    [
      'a quote after a backslash',
      { body: { a: "it's" } },
      "SELECT * FROM t WHERE a = 'it\\'s'",
      'escape of mysql2',
    ],
    [
      'a hostile value escaped',
      { body: { a: "' or 1=1 -- " } },
      "SELECT * FROM t WHERE a = '\\' or 1=1 -- '",
      'escape of mysql2',
    ],
    [
      'a backslash doubled',
      { body: { a: 'x\\' } },
      "SELECT * FROM t WHERE a = 'x\\\\' AND b = 'y'",
      'escape of mysql2',
    ],
    [
      'a single backslash beside an escaped quote',
      { body: { a: '\\' } },
      "SELECT * FROM t WHERE a = 'it\\'s'",
      'coincidence',
    ],
    [
      'a double-quoted string',
      { body: { a: "it's; ok" } },
      'SELECT * FROM t WHERE a = "it\'s; ok"',
      'double-quoted strings',
    ],
    [
      'two dashes without a space are no comment',
      { params: { n: '-1' } },
      'SELECT a --1 FROM t',
      'MySQL needs white space',
    ],
  ]),
  ...casesOf('mssql', 'benign', [
    [
      'a national string',
      { body: { a: "d'or" } },
      "SELECT * FROM t WHERE a = N'd''or'",
      'national strings',
    ],
    [
      'a bracketed name',
      { query: { a: 'first name' } },
      'SELECT [first name] FROM t',
      'bracket names',
    ],
  ]),
  ...casesOf('sqlite', 'benign', [
    [
      'a doubled quote',
      { body: { a: "d'or; --" } },
      "SELECT * FROM t WHERE a = 'd''or; --'",
      'correct escaping',
    ],
  ]),
  ...casesOf(
    'postgresql',
    'benign',
    [
      [
        'doubled backslashes and quotes',
        { query: { q: "\\' or 1=1 -- " } },
        "SELECT * FROM u WHERE n = '\\\\'' or 1=1 -- '",
        'standard_conforming_strings off',
      ],
    ],
    { nonstandardStrings: true },
  ),
  ...casesOf(
    'mysql',
    'benign',
    [
      [
        'a doubled quote, which every mode reads alike',
        { query: { q: "O' or 1=1 -- " } },
        "SELECT * FROM u WHERE n = 'O'' or 1=1 -- '",
        'sql_mode set by an expression',
      ],
    ],
    { alsoAs: { noBackslashEscapes: true, ansiQuotes: true } },
  ),
];

export const benign: readonly SqlCase[] = [...postgresql, ...others];
