import { casesOf, type SqlCase } from './case.ts';

const postgresql = casesOf('postgresql', 'attack', [
  [
    'a tautology ends a string',
    { query: { name: "' or 1=1 --" } },
    "SELECT * FROM users WHERE name = '' or 1=1 --'",
    'OWASP WSTG, SQL injection',
  ],
  [
    'a UNION follows a number',
    { params: { id: '1 UNION SELECT login, password FROM users' } },
    'SELECT a, b FROM posts WHERE id = 1 UNION SELECT login, password FROM users',
    'OWASP WSTG, UNION exploitation',
  ],
  [
    'a second statement follows a number',
    { params: { id: '1; DROP TABLE users' } },
    'DELETE FROM posts WHERE id = 1; DROP TABLE users',
    'stacked queries, CWE-89',
  ],
  [
    'a second statement follows a string',
    { body: { note: "x'); DELETE FROM notes; --" } },
    "INSERT INTO notes (t) VALUES ('x'); DELETE FROM notes; --')",
    'CWE-89',
  ],
  [
    'comments stand for spaces',
    { query: { id: "1'/**/or/**/1=1/**/--" } },
    "SELECT 1 FROM t WHERE id = '1'/**/or/**/1=1/**/--'",
    'sqlmap tamper: space2comment',
  ],
  [
    'keywords in mixed case',
    { query: { id: '1 uNiOn SeLeCt pwd FrOm users' } },
    'SELECT x FROM t WHERE id = 1 uNiOn SeLeCt pwd FrOm users',
    'sqlmap tamper: randomcase',
  ],
  [
    'chr() builds a string',
    { query: { id: '0 or name=chr(97)||chr(98)' } },
    'SELECT 1 FROM t WHERE id = 0 or name=chr(97)||chr(98)',
    'sqlmap tamper: charencode',
  ],
  [
    'a function sleeps',
    { headers: { 'x-tenant': "1' || pg_sleep(5) || '" } },
    "SELECT 1 FROM t WHERE tenant = '1' || pg_sleep(5) || ''",
    'time-based blind injection',
  ],
  [
    'a subquery in ORDER BY',
    { query: { sort: '(SELECT 1 FROM pg_sleep(3))' } },
    'SELECT * FROM t ORDER BY (SELECT 1 FROM pg_sleep(3))',
    'ORDER BY injection',
  ],
  [
    'a CASE in ORDER BY',
    { query: { sort: 'case when admin then id else name end' } },
    'SELECT * FROM t ORDER BY case when admin then id else name end',
    'boolean inference by sort order',
  ],
  [
    'a clause after LIMIT',
    { query: { n: '10 offset 5' } },
    'SELECT * FROM t LIMIT 10 offset 5',
    'LIMIT injection',
  ],
  [
    'a query in LIMIT',
    { query: { n: '(select count(*) from users)' } },
    'SELECT * FROM t LIMIT (select count(*) from users)',
    'LIMIT injection',
  ],
  [
    'a cast in a number',
    { query: { id: '1::text' } },
    'SELECT * FROM t WHERE id = 1::text',
    'PostgreSQL casts',
  ],
  [
    'a comment by a negative number',
    { body: { by: '-1' } },
    'SELECT balance --1 FROM t WHERE id = 4',
    'minus before a negative number, CWE-89',
  ],
  [
    'an E string ended by an escaped backslash',
    { body: { q: "\\' or true --" } },
    "SELECT * FROM t WHERE q = E'\\\\' or true --'",
    'quotes escaped, backslashes forgotten',
  ],
  [
    'a backslash eats the quote of an E string',
    { body: { a: 'x\\', b: ' or true --' } },
    "SELECT * FROM t WHERE a = E'x\\' AND b = E' or true --'",
    'fragmented injection over two values',
  ],
  [
    'backslash escaping where a backslash is a character',
    { body: { a: "' or 1=1--" } },
    "SELECT * FROM t WHERE a = '\\' or 1=1--'",
    'MySQL escaping on PostgreSQL',
  ],
  [
    'a dollar quote is closed',
    { body: { body: '$$ or true or $$' } },
    'SELECT * FROM t WHERE a = $$$$ or true or $$$$',
    'dollar quoting as a home-made escape',
  ],
  [
    'a JSON path goes on as code',
    { query: { key: "a' is null or 'a" } },
    "SELECT * FROM t WHERE data ->> 'a' is null or 'a' = 'x'",
    'JSON path operators',
  ],
  [
    'a JSON existence operator',
    { query: { key: "x' or data ? 'y" } },
    "SELECT * FROM t WHERE data ? 'x' or data ? 'y'",
    'JSON path operators',
  ],
  [
    'a quoted name is ended',
    { query: { sort: 'id" desc, (select pg_sleep(1))--' } },
    'SELECT * FROM t ORDER BY "id" desc, (select pg_sleep(1))--"',
    'ORDER BY in quotes',
  ],
  [
    'an extra element in an IN list',
    { query: { tag: "a', 'b" } },
    "SELECT * FROM t WHERE tag IN ('a', 'b')",
    'structure added without keywords',
  ],
  [
    'another row in VALUES',
    { body: { name: "bob', 'admin') --" } },
    "INSERT INTO users (name, role) VALUES ('bob', 'admin') --', 'user')",
    'INSERT injection, OWASP',
  ],
  [
    'a LIKE pattern is ended',
    { query: { q: "%' or '%'='" } },
    "SELECT * FROM t WHERE name LIKE '%%' or '%'='%'",
    'LIKE context',
  ],
  [
    'a block comment is left',
    { headers: { 'x-trace': '*/ or true /*' } },
    'SELECT 1 FROM t WHERE a = 1 /* trace */ or true /* */',
    'query tags from headers',
  ],
  [
    'a nested comment hides the rest',
    { headers: { 'x-trace': 'a /* b' } },
    'SELECT /* a /* b */ 1 FROM t',
    'PostgreSQL nests comments',
  ],
  [
    'a line comment is left',
    { headers: { 'x-user': 'bob\n delete from t' } },
    '-- by bob\n delete from t\nSELECT 1',
    'line breaks in query tags',
  ],
  [
    'a single quote breaks the statement',
    { query: { q: "O'Brien" } },
    "SELECT * FROM t WHERE name = 'O'Brien'",
    'the classic probe',
  ],
  [
    'a quote at the end takes the closing quote',
    { query: { q: "Brien'" } },
    "SELECT * FROM t WHERE a = 'Brien'' AND b = 'x'",
    'quote swallowing',
  ],
  [
    'the whole statement is input',
    { body: { sql: 'select * from users' } },
    'select * from users',
    'user-written SQL',
  ],
  [
    'a column name carries a call',
    { query: { col: 'version()' } },
    'SELECT version() FROM t',
    'column name context',
  ],
  [
    'a table name carries a join',
    { query: { table: 'posts join users on true' } },
    'SELECT * FROM posts join users on true',
    'table name context',
  ],
  [
    'input decoded from a URL once more',
    { query: { q: '%27%20or%201%3D1--' } },
    "SELECT * FROM t WHERE a = '' or 1=1--'",
    'double URL encoding',
  ],
  [
    'input trimmed',
    { query: { q: "   ' or true --   " } },
    "SELECT * FROM t WHERE a = '' or true --'",
    'trim() before use',
  ],
  [
    'input in lower case',
    { query: { q: "X' OR TRUE --" } },
    "SELECT * FROM t WHERE lower(a) = 'x' or true --'",
    'toLowerCase() before use',
  ],
  [
    'input from base64',
    { cookies: { state: Buffer.from("x' or 1=1 --").toString('base64') } },
    "SELECT * FROM t WHERE a = 'x' or 1=1 --'",
    'base64 cookies',
  ],
  [
    'input from JSON in JSON',
    { body: { filter: JSON.stringify({ name: "x' or 1=1 --" }) } },
    "SELECT * FROM t WHERE a = 'x' or 1=1 --'",
    'JSON in JSON',
  ],
  [
    'a full-width quote folded by NFKC',
    { query: { q: 'x＇ or 1=1 --' } },
    "SELECT * FROM t WHERE a = 'x' or 1=1 --'",
    'Unicode normalization',
  ],
  [
    'a path segment',
    { path: "/users/1' or '1'='1", params: { id: "1' or '1'='1" } },
    "SELECT * FROM users WHERE id = '1' or '1'='1'",
    'path parameters',
  ],
]);

const mysql = casesOf('mysql', 'attack', [
  [
    'a backslash eats the quote',
    { body: { user: 'x\\', pass: ' or 1=1 -- ' } },
    "SELECT * FROM u WHERE n = 'x\\' AND p = ' or 1=1 -- '",
    'fragmented injection',
  ],
  [
    'quotes doubled, backslashes forgotten',
    { body: { user: "\\' or 1=1 -- " } },
    "SELECT * FROM u WHERE n = '\\'' or 1=1 -- '",
    'CWE-116',
  ],
  [
    'an executable comment',
    { query: { id: '1 /*!50000union*/ /*!50000select*/ 2' } },
    'SELECT a FROM t WHERE id = 1 /*!50000union*/ /*!50000select*/ 2',
    'sqlmap tamper: versionedkeywords',
  ],
  [
    'a comment turned executable',
    { headers: { 'x-tag': '! or 1=1' } },
    'SELECT 1 FROM t WHERE a = 1 /*! or 1=1*/',
    'query tags from headers',
  ],
  [
    'a hash hides the rest',
    { query: { user: "admin'#" } },
    "SELECT * FROM u WHERE n = 'admin'#' AND p = 'x'",
    'login bypass',
  ],
  [
    'marks alone bypass a login',
    { body: { user: "'-'" } },
    "SELECT * FROM u WHERE n = ''-'' AND p = 'x'",
    'implicit conversion, login bypass lists',
  ],
  [
    'double quotes are strings',
    { query: { user: 'x" or ""="' } },
    'SELECT * FROM u WHERE n = "x" or ""=""',
    'double-quoted context',
  ],
  [
    'an operator of symbols',
    { query: { id: '1||1=1' } },
    'SELECT * FROM u WHERE id = 1||1=1',
    'symbolic operators',
  ],
  [
    'hexadecimal in a condition',
    { query: { id: '0 or n=0x61646d696e' } },
    'SELECT * FROM u WHERE id = 0 or n=0x61646d696e',
    'sqlmap tamper: 0xencode',
  ],
  [
    'char() builds a string',
    { query: { id: '0 or n=char(97,98)' } },
    'SELECT * FROM u WHERE id = 0 or n=char(97,98)',
    'sqlmap tamper: charencode',
  ],
  [
    'a file is written',
    { query: { n: "1 into outfile '/tmp/x'" } },
    "SELECT * FROM u LIMIT 1 into outfile '/tmp/x'",
    'INTO OUTFILE',
  ],
  [
    'a backquoted name is ended',
    { query: { sort: 'id`, sleep(1), `id' } },
    'SELECT * FROM u ORDER BY `id`, sleep(1), `id`',
    'names in backquotes',
  ],
]);

const others = [
  ...casesOf(
    'mysql',
    'attack',
    [
      [
        'a quoted name is ended under ANSI_QUOTES',
        { query: { sort: 'id" desc, sleep(1) -- ' } },
        'SELECT * FROM u ORDER BY "id" desc, sleep(1) -- "',
        'sql_mode ANSI_QUOTES',
      ],
    ],
    { ansiQuotes: true },
  ),
  ...casesOf(
    'mysql',
    'attack',
    [
      [
        'backslash escaping is void under NO_BACKSLASH_ESCAPES',
        { query: { q: "' or 1=1 -- " } },
        "SELECT * FROM u WHERE n = '\\' or 1=1 -- '",
        'sql_mode NO_BACKSLASH_ESCAPES',
      ],
    ],
    { noBackslashEscapes: true },
  ),
  ...casesOf(
    'mysql',
    'attack',
    [
      [
        'backslash escaping where NO_BACKSLASH_ESCAPES may be in force',
        { query: { q: "' or 1=1 -- " } },
        "SELECT * FROM u WHERE n = '\\' or 1=1 -- '",
        'sql_mode set by an expression',
      ],
    ],
    { alsoAs: { noBackslashEscapes: true } },
  ),
  ...casesOf(
    'postgresql',
    'attack',
    [
      [
        'a backslash eats the doubled quote',
        { query: { q: "\\' or 1=1 -- " } },
        "SELECT * FROM u WHERE n = '\\'' or 1=1 -- '",
        'standard_conforming_strings off',
      ],
    ],
    { nonstandardStrings: true },
  ),
  ...casesOf('sqlite', 'attack', [
    [
      'a UNION over the schema',
      { query: { q: "x' union select sql from sqlite_master --" } },
      "SELECT a FROM t WHERE a = 'x' union select sql from sqlite_master --'",
      'sqlmap, SQLite',
    ],
    [
      'a bracketed name is ended',
      { query: { sort: 'id] desc, (select 1) --' } },
      'SELECT * FROM t ORDER BY [id] desc, (select 1) --]',
      'bracket names',
    ],
    [
      'a database is attached',
      { params: { id: "1; attach database '/tmp/x' as y" } },
      "SELECT * FROM t WHERE id = 1; attach database '/tmp/x' as y",
      'SQLite ATTACH',
    ],
  ]),
  ...casesOf('mssql', 'attack', [
    [
      'a command is run',
      { query: { id: "1; exec xp_cmdshell 'dir'" } },
      "SELECT * FROM t WHERE id = 1; exec xp_cmdshell 'dir'",
      'xp_cmdshell',
    ],
    [
      'a command without a semicolon',
      { query: { id: '1 drop table users' } },
      'SELECT * FROM t WHERE id = 1 drop table users',
      'T-SQL batches',
    ],
    [
      'a statement waits',
      { query: { q: "x' waitfor delay '0:0:5'--" } },
      "SELECT * FROM t WHERE a = N'x' waitfor delay '0:0:5'--'",
      'time-based blind injection',
    ],
    [
      'a bracketed name is ended',
      { query: { sort: 'id]; drop table x--' } },
      'SELECT * FROM t ORDER BY [id]; drop table x--]',
      'bracket names',
    ],
  ]),
];

export const attacks: readonly SqlCase[] = [...postgresql, ...mysql, ...others];
