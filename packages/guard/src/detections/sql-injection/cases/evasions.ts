import { toHex } from '../../case-requests.ts';
import { casesOf, type SqlCase } from './case.ts';

const byId = (value: string): string => `SELECT * FROM bills WHERE id = ${value} AND open = 1`;
const byName = (value: string): string => `SELECT id FROM users WHERE name = '${value}' AND open`;

const onPostgresql = casesOf('postgresql', 'attack', [
  [
    'a value in hexadecimal digits',
    { query: { q: toHex("x' or 1=1 --") } },
    byName("x' or 1=1 --"),
    'decoded by the app, CWE-89',
  ],
  [
    'a value with HTML references',
    { query: { q: 'x&#39; or 1=1 --' } },
    byName("x' or 1=1 --"),
    'sanitizers that decode, CWE-116',
  ],
  [
    'white space that the app collapsed',
    { query: { q: '1\t\tOR\n1=1' } },
    byId('1 OR 1=1'),
    'normalised search terms',
  ],
  [
    'a value cut to a column’s width',
    { body: { q: "ann' or 1=1 -- and much more than fits" } },
    byName("ann' or 1=1 -- and"),
    'SQL truncation, CWE-89',
  ],
  [
    'quotes that the app stripped',
    { query: { id: "1 or '1'='1'" } },
    byId('1 or 1=1'),
    'quotes removed in place of escaping, in a numeric place',
  ],
  [
    'angle brackets that the app stripped',
    { query: { id: '1 o<b>r 1=1'.replace('<b>', '<>') } },
    byId('1 or 1=1'),
    'a cross-site scripting filter that joins what it parted',
  ],
  [
    'a semicolon that the app stripped',
    { query: { id: '1 or 1=1;' } },
    byId('1 or 1=1'),
    'trailing semicolons removed',
  ],
  [
    'a query of its own in brackets',
    { query: { id: '(select pin)' } },
    byId('(select pin)'),
    'subqueries, OWASP SQL Injection Prevention Cheat Sheet',
  ],
  [
    'a condition by EXISTS',
    { query: { id: 'exists(select 1)' } },
    byId('exists(select 1)'),
    'always true without an operator',
  ],
  [
    'a table in brackets',
    { query: { id: 'exists(table users)' } },
    byId('exists(table users)'),
    'PostgreSQL and MySQL 8: TABLE as a query',
  ],
  [
    'a null that is compared',
    { query: { id: 'null is null' } },
    byId('null is null'),
    'always true, and neither name nor number',
  ],
  [
    'two nulls joined',
    { query: { id: 'null is null or null' } },
    byId('null is null or null'),
    'always true, and neither name nor number',
  ],
  [
    'a string that goes on over a line end',
    { query: { q: "x'\n' or 1=1 --" } },
    byName("x'\n' or 1=1 --"),
    'PostgreSQL manual, 4.1.2.1',
  ],
  [
    'a dollar quote that the app wrote is ended',
    { query: { q: '$$ || version() || $$' } },
    'SELECT $$a$$ || version() || $$b$$',
    'PostgreSQL manual, 4.1.2.4',
  ],
  [
    'a JSON path operator’s key is ended',
    { query: { k: "name' = 'x' or true --" } },
    "SELECT * FROM t WHERE doc->>'name' = 'x' or true --' = 'v'",
    'CVE-2019-14234, Django JSONField',
  ],
  [
    'a trace comment is ended',
    { headers: { traceparent: '*/ drop table t /*' } },
    'SELECT 1 /* trace: */ drop table t /* */',
    'comments that tracing adds, CWE-89',
  ],
  [
    'a line comment is left by a line end',
    { headers: { 'x-request-id': '7\n; drop table t --' } },
    'SELECT 1 -- request 7\n; drop table t --',
    'comments that tracing adds, CWE-89',
  ],
  [
    'a payload split over two fields',
    { body: { user: "x' /*", pass: '*/ or 1=1 --' } },
    "SELECT 1 FROM u WHERE n = 'x' /*' AND p = '*/ or 1=1 --'",
    'fragmented injection, OWASP',
  ],
  [
    'a doubled quote cut in half',
    { body: { user: "aaaaaaaaa'", pass: ' or 1=1 --' } },
    "SELECT 1 FROM u WHERE n = 'aaaaaaaaa'' AND p = ' or 1=1 --'",
    'truncation after escaping',
  ],
]);

const onMysql = casesOf('mysql', 'attack', [
  [
    'an operator that is a word',
    { query: { id: 'id div 1' } },
    byId('id div 1'),
    'MySQL manual, 14.6.1 Arithmetic operators',
  ],
  [
    'quotes that look doubled, and a comment that is none',
    { query: { q: "';--" } },
    byName("';--"),
    'a second statement; two dashes open a comment in MySQL only before white space',
  ],
  [
    'the null of old',
    { query: { id: '\\Nunion select 1' } },
    byId('\\Nunion select 1'),
    'MySQL manual, 11.1.7 NULL values',
  ],
  [
    'a keyword behind a number’s point',
    { query: { id: '1.union select 2' } },
    byId('1.union select 2'),
    'filters that want white space, WAF evasion papers',
  ],
  [
    'an executable comment without spaces',
    { query: { id: '1/*!50000union*//*!50000select*/2' } },
    byId('1/*!50000union*//*!50000select*/2'),
    'MySQL manual, 11.7 Comments',
  ],
  [
    'vertical tabs for spaces',
    { query: { id: '1\vor\v1' } },
    byId('1\vor\v1'),
    'white space that filters do not know',
  ],
  [
    'an assignment to a variable',
    { query: { id: '@a:=1' } },
    byId('@a:=1'),
    'MySQL manual, 11.4 User-defined variables',
  ],
]);

const onOthers = [
  ...casesOf('mssql', 'attack', [
    [
      'a session is ended without a semicolon',
      { query: { id: '1 kill 53' } },
      'SELECT * FROM t WHERE id = 1 kill 53',
      'T-SQL batches',
    ],
    [
      'a bracketed name is ended in a sort',
      { query: { s: 'a],(select 1)--' } },
      'SELECT * FROM t ORDER BY [a],(select 1)--]',
      'T-SQL, database identifiers',
    ],
  ]),
  ...casesOf('sqlite', 'attack', [
    [
      'an extension is loaded',
      { query: { q: "x'||load_extension('x')||'" } },
      byName("x'||load_extension('x')||'"),
      'SQLite, lang_corefunc.html',
    ],
    [
      'a pattern matches everything',
      { query: { q: "x' glob '*" } },
      byName("x' glob '*"),
      'SQLite, lang_expr.html',
    ],
  ]),
];

/** Ways past a filter or a reader, found by attacking this detection or told by others. */
export const evasions: readonly SqlCase[] = [...onPostgresql, ...onMysql, ...onOthers];
