import type { DetectionCase } from '../../detection-case.ts';
import type { CodeCall } from '../../sink-call.ts';
import { body, q, type Row, toCase } from './row.ts';

const rows: readonly Row[] = [
  ['arithmetic in a calculator', body('1+2*3'), '1+2*3', 'calculators by eval'],
  [
    'arithmetic with spaces and brackets',
    body('(1 + 2) / 4 % 3'),
    'return (1 + 2) / 4 % 3',
    'calculators by eval',
  ],
  ['arithmetic put between brackets', body('2*3.5'), 'result = (2*3.5) + 1', 'calculators by eval'],
  ['a power', body('2**10'), '2**10', 'calculators by eval'],
  [
    'Math functions',
    body('Math.max(1, 2) * Math.PI'),
    'return Math.max(1, 2) * Math.PI',
    'calculators by eval',
  ],
  [
    'a formula over names in its own slot',
    body('price * (1 - discount)'),
    'return price * (1 - discount)',
    'formula fields',
  ],
  ['a property path', body('user.name'), 'return user.name', 'field chosen by the user'],
  [
    'a property path in a comparison',
    q('user.age'),
    'row.user.age > 18',
    'field chosen by the user',
  ],
  ['an optional path', q('user?.name'), 'return user?.name', 'field chosen by the user'],
  ['a list of fields', q('id, name'), 'return {id, name}', 'fields chosen by the user'],
  ['a word that is all of the source', q('total'), 'total', 'eval used to look up a variable'],
  ['a number that is all of the source', q('42'), '42', 'eval used to parse a number'],
  ['a signed number that is all of the source', q('-4.2'), '-4.2', 'eval used to parse a number'],
  [
    'JSON in brackets',
    { body: '{"a":[1,"b",null]}' },
    '({"a":[1,"b",null]})',
    'eval used as JSON parser',
  ],
  [
    'JSON that is all of the source',
    { body: '[1,"two",{"c":false}]' },
    '[1,"two",{"c":false}]',
    'eval used as JSON parser',
  ],
  [
    'JSON assigned in code',
    q('{"a":"b; c()"}'),
    'var data = {"a":"b; c()"};',
    'JSON put into code as sent',
  ],
  ['a quoted word put into code', q('"red"'), 'paint("red")', 'literal as sent'],
  ['two plain words', body('hello world'), 'x = hello world', 'forgotten quotes'],
  ['a list of parameter names', body('a, b'), 'a, b', 'user-defined functions', 'parameters'],
];

export const weaknesses: readonly DetectionCase<CodeCall>[] = rows.map((row) =>
  toCase('weakness', row),
);
