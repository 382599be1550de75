import type { DetectionCase } from '../../detection-case.ts';
import type { CodeCall } from '../../sink-call.ts';
import { body, q, type Row, toCase } from './row.ts';

const literal = (value: string): string => JSON.stringify(value);
const prose = 'It\'s "fine"; call me (Tom) = 1; // or `Ann` ${x}';
const code = "process.exit(); require('child_process')";
const windows = 'C:\\temp\\new\\';

const literals: readonly Row[] = [
  [
    'prose in a JSON string',
    body(prose),
    `var a = ${literal(prose)};`,
    'JSON.stringify into source',
  ],
  ['source code as text in a JSON string', body(code), `post(${literal(code)})`, 'code blog'],
  ['a Windows path, escaped', body(windows), `open(${literal(windows)})`, 'backslashes'],
  ['a lone backslash, escaped', q('\\'), 'x = "\\\\" + y', 'backslashes'],
  ['a backslash at the end, escaped', q('a b\\'), 'x = "a b\\\\" + y', 'backslashes'],
  ['a quote in a string of the other quote', q('"hi"'), 'x = \'"hi"\'', 'mixed quotes'],
  [
    'an apostrophe in a double-quoted string',
    { body: { name: "O'Brien" } },
    'x = "O\'Brien"',
    'names',
  ],
  ['a sentence in a template', body('a, b; c'), 'x = `a, b; c`', 'template text'],
  ['a dollar price in a template', body('$ 5.00'), 'x = `$ 5.00 for ${n}`', 'template text'],
  ['braces in a template', body('{a}'), 'x = `{a}`', 'template text'],
  ['tags in a line comment', body('<b>hi</b>'), '// title: <b>hi</b>\nrun()', 'generated comment'],
  [
    'a URL in a block comment',
    q('https://a.example/x?y=1'),
    '/* https://a.example/x?y=1 */ run()',
    'generated comment',
  ],
  [
    'a URL in a string',
    q('https://a.example/x?y=1'),
    'f("https://a.example/x?y=1")',
    'URL holds //',
  ],
  ['an address in a string', body('ann@a.example'), "mail('ann@a.example')", 'e-mail'],
  ['a date in a string', q('2026-11-24'), "on('2026-11-24')", 'dates'],
  [
    'an escaped pattern in a regular expression',
    q('a.b'),
    'x = /^a.b$/u.test(y)',
    'search pattern',
  ],
  [
    'a header in a JSON string',
    { headers: { 'user-agent': 'X (Y; Z) A/1' } },
    'log("X (Y; Z) A/1")',
    'user agents',
  ],
  ['a cookie in a JSON string', { cookies: { s: "a'b=c" } }, 'f("a\'b=c")', 'cookies'],
  ['a path in a string', { path: '/users/1;x' }, 'route("/users/1;x")', 'matrix parameters'],
  ['Japanese text with signs', body('こんにちは(笑)'), 'x = "こんにちは(笑)"', 'other alphabets'],
  [
    'text after a division that looks like a pattern',
    q('b/c d'),
    'x = a / 2; y = "b/c d" / 1',
    'division or pattern',
  ],
  [
    'a template after a substitution with an object',
    body("it's"),
    "x = `${{ a: 1 }.a} it's`",
    'nested braces',
  ],
  [
    'a string after a pattern that holds a quote',
    body('(a);'),
    'x.replace(/["\']/g, "(a);")',
    'quote in a pattern',
  ],
  [
    'a string after a pattern with a class',
    body('(b);'),
    'if (x) /[/"]/.test("(b);")',
    'slash in a class',
  ],
];

const fixedCode: readonly Row[] = [
  ['a word in the code by chance', q('value'), 'return value * 2', 'same word'],
  ['one bracket pair in the code by chance', q('()'), 'run(); stop()', 'same signs'],
  ['a quote sent, the code has its own', q("'"), "x = 'a' + 'b'", 'same signs'],
  ['a semicolon sent', q(';'), 'a(); b();', 'same signs'],
  ['a bracket and semicolons sent', q(' });'), 'f(function () { g() });', 'same signs'],
  ['an ellipsis sent', q('...'), 'f(...rest)', 'same signs'],
  ['the beginning of a list sent', q('a,+'), 'render(a, 2)', 'same signs'],
  ['a quote, a backslash and a quote, escaped', q('`\\`'), 'x = `\\`\\\\\\``', 'same signs'],
  ['white space sent', q('  '), 'a  =  b', 'same signs'],
  ['a number that the code has too', q('1.5'), 'x = y * 1.5', 'same number'],
  ['a negative number that the code has too', q('-10'), 'x = y + -10', 'same number'],
  ['a number put into code', body('12.50'), 'return 12.50 * 2', 'value of a number field'],
  ['an exponent put into code', body('1.5e+3'), 'return 1.5e+3', 'value of a number field'],
  ['code without input', q("'; exit() //"), 'require("x").exit()', 'static text'],
  [
    'code without input in a module',
    body('import("x")'),
    'import a from "x"; a()',
    'static text',
    'module',
  ],
  ['the path / in code', { path: '/' }, 'x = a / b', 'shortest path'],
  ['a star in a header', { headers: { accept: '*/*' } }, '/* a */ x = 1; /**/', 'accept header'],
  [
    'a row parser of a database driver',
    { query: { sort: 'user.name' } },
    "this['id'] = parsers[0](rowData[0]) || null;\nthis['user_name'] = parsers[1](rowData[1]) || null;",
    'drivers compile row readers',
  ],
  [
    'a validator compiled from a schema',
    body("a'b"),
    'if (typeof data !== "string") { validate.errors = [{ keyword: "type" }]; return false; }',
    'schema compilers',
  ],
];

const posted = 'Read it like this:\nfunction show(prefix, value) { return value + prefix; }';

const pieces: readonly Row[] = [
  [
    'a posted snippet that shares a piece with the code',
    body(posted),
    '(function (a, value) { return value * 2; })',
    'texts about code',
  ],
  [
    'a JSON document that shares its first key',
    body('{ "name": "x", "version": "1.0.0", "main": "a.js" }'),
    'state = {"name":"Ann"};',
    'JSON bodies',
  ],
];

const lists: readonly Row[] = [
  ['a parameter name equal to a word', q('data'), 'data', 'Function("data", …)', 'parameters'],
  ['a parameter name with a dollar', q('$el'), '$el', 'Function("$el", …)', 'parameters'],
  [
    'parameters that the input does not name',
    q('a=1'),
    'locals, escapeFn, include, rethrow',
    'template engines',
    'parameters',
  ],
];

export const benign: readonly DetectionCase<CodeCall>[] = [
  ...literals,
  ...fixedCode,
  ...pieces,
  ...lists,
].map((row) => toCase('benign', row));
