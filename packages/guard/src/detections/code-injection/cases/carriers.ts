import type { DetectionCase } from '../../detection-case.ts';
import { bearer, form, text, toHex, upload, xml } from '../../case-requests.ts';
import type { CodeCall } from '../../sink-call.ts';
import { type Row, toCase } from './row.ts';

const attacks: readonly Row[] = [
  [
    'the second of two parameters of one name',
    { query: { f: ['price', 'x();y'] } },
    'return x();y',
    'HTTP parameter pollution, OWASP WSTG-INPV-04',
  ],
  [
    'a call split over an array',
    { query: { f: ['x(', 'process)'] } },
    'return x(,process)',
    'parts that the app joins',
  ],
  ['a route parameter', { params: { field: "a'];x();['" } }, "row['a'];x();['']", 'CWE-95'],
  [
    'a header',
    { headers: { 'x-rule': '1;x()' } },
    'if (1;x()) allow()',
    'rules kept in headers, CWE-95',
  ],
  [
    'a value deep in a JSON document',
    { body: { chart: { axis: { format: 'v=>x(v)' } } } },
    'render(v=>x(v))',
    'chart libraries that evaluate formatters',
  ],
  [
    'an item of a JSON array',
    { body: { columns: ['a', 'b;x()'] } },
    'return [r.a, r.b;x()]',
    'CWE-95',
  ],
  [
    'a key of a JSON object',
    { body: { "a');x('": 1 } },
    "set('a');x('', 1)",
    'keys compiled to code, CWE-95',
  ],
  [
    'a form that the app parses itself',
    form('where=this.a%3D%3D1%7C%7Ctrue'),
    'return this.a==1||true',
    'MongoDB $where, CWE-943',
  ],
  ['a line of a text body', text('1+1\nprocess.exit(1)'), 'process.exit(1)', 'batch calculators'],
  [
    'a JSON text that no parser read',
    text('{"e":"x();"}', 'application/json'),
    'x();',
    'bodies read raw',
  ],
  ['a file name of an upload', upload({ fileName: "a');x('.js" }), "load('a');x('.js')", 'CWE-95'],
  ['a field name of an upload', upload({ name: 'a=x()' }), 'var a=x()', 'CWE-95'],
  [
    'the content of an uploaded rule',
    upload({ content: 'require("fs")' }),
    'require("fs")',
    'rule engines',
  ],
  [
    'an element of an XML document',
    xml('<rule><if>a||process.exit(1)</if></rule>'),
    'return a||process.exit(1)',
    'rule engines',
  ],
  [
    'a claim of an unsigned token',
    bearer({ rule: 'true||x()' }),
    'return true||x()',
    'OWASP JSON Web Token Cheat Sheet',
  ],
  [
    'a value in hexadecimal digits',
    { query: { e: toHex('process.exit()') } },
    'process.exit()',
    'decoded by the app',
  ],
  [
    'a value with HTML references',
    { query: { e: 'process&#46;exit&#40;&#41;' } },
    'process.exit()',
    'decoded by the app',
  ],
  [
    'a JSON text within a parameter',
    { query: { o: '{"e":"x\\u0028\\u0029;"}' } },
    'x();',
    'JSON in JSON',
  ],
  [
    'full-width signs that the app folded',
    { query: { e: 'ｘ（）；' } },
    'x();',
    'Unicode TR 36, NFKC',
  ],
  ['another letter case', { query: { e: 'X();' } }, 'x();', 'folded by the app'],
  [
    'white space that the app removed',
    { query: { e: 'x ( 1 ) ;' } },
    'x(1);',
    'collapsed by the app',
  ],
  [
    'angle brackets that the app stripped',
    { query: { e: 'pro<>cess.exit()' } },
    'process.exit()',
    'a cross-site scripting filter that joins what it parted',
  ],
  [
    'quotes that the app stripped',
    { query: { e: '"process".exit()' } },
    'process.exit()',
    'quotes removed in place of escaping',
  ],
  [
    'a text cut to a length',
    { query: { e: 'x(process.env);and much more text' } },
    'x(process.env);',
    'truncation',
  ],
  [
    'a default of a parameter',
    { query: { p: '{a=x()}' } },
    '{a=x()}',
    'ECMA-262, 15.1',
    'parameters',
  ],
  [
    'an import put behind a string',
    { query: { s: '";import "x' } },
    'export default "";import "x"',
    'ECMA-262, 16.2',
    'module',
  ],
  [
    'a division that is a regular expression',
    { query: { e: '/x/.constructor' } },
    '/x/.constructor',
    'ECMA-262, 12.9.5',
  ],
  ['a line end that ends a statement', { query: { e: '1\nx()' } }, 'y = 1\nx()', 'ECMA-262, 12.10'],
];

const benign: readonly Row[] = [
  [
    'an escaped script element',
    { body: { q: '</script><script>x' } },
    'var s = "\\u003c/script>\\u003cscript>x"',
    'serialised for a page',
  ],
  [
    'a text of every mark, as JSON',
    { body: { q: 'it\'s "x" \\ `y` ${z}' } },
    `f(${JSON.stringify('it\'s "x" \\ `y` ${z}')})`,
    'correct escaping',
  ],
  [
    'a function kept as text',
    { body: { q: 'function (a) { return a; }' } },
    'f("function (a) { return a; }")',
    'correct escaping',
  ],
  ['an arrow', { body: { q: '() => {}' } }, 'f(() => { g(); })', 'code about code'],
  ['the beginning of a line', { body: { q: 'const a' } }, 'const b = 1', 'code about code'],
  ['a comment’s marks in a string', { body: { q: '/*' } }, 'f("/*")', 'strings'],
  ['a placeholder in a string', { body: { q: '${x}' } }, 'f("${x}")', 'strings'],
  ['a negative number', { query: { q: '-5' } }, 'return this.id == -5', 'numbers'],
  ['markup in a correct template', { body: { q: '<b>x()</b>' } }, 'f(`<b>x()</b>`)', 'templates'],
];

export const carriers: readonly DetectionCase<CodeCall>[] = attacks.map((row) =>
  toCase('attack', row),
);
export const lookAlikes: readonly DetectionCase<CodeCall>[] = benign.map((row) =>
  toCase('benign', row),
);
