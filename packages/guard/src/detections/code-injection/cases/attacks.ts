import type { DetectionCase } from '../../detection-case.ts';
import type { CodeCall } from '../../sink-call.ts';
import { body, q, type Row, toCase } from './row.ts';

const whole = "process.mainModule.require('child_process').execSync('id')";
const viaConstructor = "[].constructor.constructor('return process')().exit()";
const jsFuck = '[][(![]+[])[+[]]+(![]+[])[!+[]+!+[]]]()';

const unquoted: readonly Row[] = [
  ['a query value is all of the source', q(whole), whole, 'CWE-95 example'],
  [
    'a constructor chain is all of the source',
    body(viaConstructor),
    viaConstructor,
    'vm escape write-ups',
  ],
  ['only brackets and signs are all of the source', q(jsFuck), jsFuck, 'JSFuck encoding'],
  ['a bare dangerous word is all of the source', q('process'), 'process', 'probe of eval sinks'],
  ['a call in a calculator', body('alert(1)'), 'return alert(1)', 'OWASP Code Injection'],
  [
    'a global function without arguments',
    body('quit()'),
    'var r = quit() + 1',
    'calculator challenges',
  ],
  ['an endless loop', q('while(1);'), 'x = while(1);', 'server-side JS denial of service'],
  [
    'arithmetic, then a second statement',
    body('1;process.exit()'),
    'return (1;process.exit())',
    'SSJS injection papers',
  ],
  [
    'arithmetic, then a comma and a call',
    body('1,process.exit()'),
    'var total = 1,process.exit();',
    'comma operator',
  ],
  ['a condition made always true', q('1||true'), 'this.id == 1||true', 'NoSQL $where injection'],
  [
    'a condition made true by counting',
    q('0+this.id'),
    'this.id == 0+this.id',
    'tautology without logic signs',
  ],
  ['a comma makes a condition true', q('1,1'), 'return this.id == 1,1', 'comma operator tautology'],
  ['an assignment', body('role=1'), 'with(user){ role=1 }', 'sandbox state change'],
  [
    'an increment at the end',
    body('balance++'),
    'return account.balance++',
    'state change by update',
  ],
  [
    'a property by a bracketed string',
    body("this['constr'+'uctor']"),
    "return this['constr'+'uctor']",
    'filter evasion',
  ],
  [
    'a property path to the constructor',
    body('a.constructor'),
    'return a.constructor',
    'vm escape step',
  ],
  [
    'the environment of the process',
    q('process.env.SECRET'),
    'f(process.env.SECRET)',
    'secret leak without a call',
  ],
  ['a dynamic import', q("import('node:fs')"), "x = import('node:fs')", 'import() in eval'],
  [
    'a static import in a module',
    body('import "node:fs"'),
    'import "node:fs";run()',
    'data: module',
    'module',
  ],
  ['a tagged template is a call', body('eval`1`'), 'y = eval`1`', 'call without parentheses'],
  ['a function expression', body('(()=>{})()'), 'y = (()=>{})()', 'arrow invoked at once'],
  ['a new object of a class', body('new Foo'), 'y = new Foo', 'call without parentheses'],
  [
    'an escaped name',
    body('pr\\u006fcess.pid'),
    'y = pr\\u006fcess.pid',
    'Unicode escape in names',
  ],
  [
    'a name in braces escaped',
    body('\\u{70}rocess.pid'),
    'y = \\u{70}rocess.pid',
    'Unicode escape in names',
  ],
  ['a comment cuts off a check', body('1 // '), 'ok = 1 // && isAdmin', 'comment truncation'],
  [
    'an HTML-like comment cuts off a check',
    body('1<!--'),
    'ok = 1<!-- && isAdmin',
    'ECMA-262 annex B.1.1',
  ],
  [
    'a getter in an object literal',
    body('{get a(){return exit()}}'),
    'x = {get a(){return exit()}}',
    'not JSON',
  ],
  [
    'JSON whose key sets the prototype',
    { body: '{"__proto__":{"admin":true}}' },
    '({"__proto__":{"admin":true}})',
    'eval used as JSON parser',
  ],
  ['a spread of a call', body('...f()'), 'x = [...f()]', 'array spread'],
  ['deletes a property', body('delete a.b'), 'delete a.b', 'unary operator'],
  ['throws a value', body('throw 1'), 'if (x) throw 1', 'statement in a slot'],
  [
    'Math leads to the constructor',
    body('Math.constructor'),
    'return Math.constructor',
    'calculator allow-list bypass',
  ],
  [
    'Math member outside the list is called',
    body('Math.toString()'),
    'return Math.toString()',
    'calculator allow-list bypass',
  ],
];

const quoted: readonly Row[] = [
  ["ends a '…' string", q("'+process.exit()+'"), "var a = ''+process.exit()+'';", 'SSJS break-out'],
  ['ends a "…" string', q('";process.exit();"'), 'var a = "";process.exit();"";', 'SSJS break-out'],
  [
    'ends a template',
    body('`+process.exit()+`'),
    'var a = ``+process.exit()+``;',
    'template break-out',
  ],
  [
    'opens a substitution in a template',
    body('${process.exit()}'),
    'var a = `Hello ${process.exit()}`;',
    'template substitution',
  ],
  [
    'makes a quoted comparison true',
    q("'||'1'=='1"),
    "this.name == ''||'1'=='1'",
    'MongoDB $where tautology',
  ],
  ['comments out the rest', q("'});exit();//"), "f({a: ''});exit();//'})", 'comment truncation'],
  [
    'a backslash swallows the closing quote',
    { query: { a: 'abc\\', b: ';exit()//' } },
    "f('abc\\', ';exit()//')",
    'escape of the delimiter',
  ],
  ['a new line ends a string', body('a\nexit()'), "x = 'a\nexit()'", 'unescaped line terminator'],
  [
    'ends a block comment',
    { headers: { 'user-agent': '*/exit()/*' } },
    '/* agent: */exit()/* */ run()',
    'comment break-out',
  ],
  [
    'a new line ends a line comment',
    { headers: { 'x-name': 'Al\u2028exit()' } },
    '// by Al\u2028exit()\nrun()',
    'U+2028 ends comments',
  ],
  [
    'ends a regular expression',
    q('a/.test(exit())||/'),
    'x = /a/.test(exit())||//.test(y)',
    'regular expression break-out',
  ],
  [
    'a name with an apostrophe breaks the literal',
    { body: { name: "O'Brien" } },
    "greet('O'Brien')",
    'broken quoting seen in the wild',
  ],
  [
    'a route parameter breaks out',
    { params: { id: "1'];exit();x['" } },
    "return data['1'];exit();x['']",
    'property name built from a parameter',
  ],
  [
    'a cookie breaks out',
    { cookies: { theme: "';exit();'" } },
    "theme = '';exit();''",
    'node-serialize style payloads',
  ],
  [
    'a path breaks out',
    { path: "/a');exit();('" },
    "load('/a');exit();('')",
    'path in generated code',
  ],
  [
    'a form value breaks out of an attribute of generated code',
    { body: { t: "');exit();('" } },
    "__append('');exit();('')",
    'template compilers',
  ],
  [
    'a URL-encoded value breaks out once decoded',
    q('%27-exit()-%27'),
    "a=''-exit()-''",
    'double decoding',
  ],
  [
    'a base64 value breaks out once decoded',
    q('Jy1leGl0KCktJw=='),
    "a=''-exit()-''",
    'encoded payload',
  ],
  [
    'a value with spaces round it is trimmed and run',
    q("  exit('x')  "),
    "exit('x')",
    'trim before eval',
  ],
  [
    'doubled quotes do not escape in JavaScript',
    q("a'-exit()-'"),
    "x='a''-exit()-'''",
    'SQL escaping used for code',
  ],
  [
    'a substitution inside a substitution',
    body('${`${exit()}`}'),
    'x = `a ${`${exit()}`} b`',
    'nested templates',
  ],
];

const cut: readonly Row[] = [
  [
    'a value that the app cuts off still breaks out',
    q("');process.exit();//and more"),
    "f('');process.exit();//an')",
    'truncation',
  ],
  [
    'one item of a list that the app splits',
    q("a,');process.exit();('"),
    "f('');process.exit();('')",
    'split at commas',
  ],
];

const lists: readonly Row[] = [
  [
    'a default value runs in a parameter list',
    body('a=exit()'),
    'a=exit()',
    'Function parameter defaults',
    'parameters',
  ],
  [
    'a parameter list is closed',
    body('a){exit()}//'),
    'a){exit()}//',
    'Function parameter break-out',
    'parameters',
  ],
  [
    'a comment opens in a parameter list',
    body('a/*'),
    'a/*,b',
    'Function comment break-out',
    'parameters',
  ],
  [
    'a destructuring default',
    body('{a=exit()}'),
    'x,{a=exit()}',
    'destructuring default',
    'parameters',
  ],
  [
    'a computed key in a parameter',
    body('{[exit()]:a}'),
    '{[exit()]:a}',
    'destructuring key',
    'parameters',
  ],
];

export const attacks: readonly DetectionCase<CodeCall>[] = [
  ...unquoted,
  ...quoted,
  ...cut,
  ...lists,
].map((row) => toCase('attack', row));
