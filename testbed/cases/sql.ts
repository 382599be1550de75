import {
  answered,
  body,
  form,
  json,
  query,
  type Answer,
  type AppCases,
  type AttackCase,
  type BenignCase,
} from './case.ts';
import { type SqlApp, sqlApps } from './sql-apps.ts';

const everybody = answered('alice', 'bob');
const anybody = answered('alice');
const secret = answered('crown-jewels');
const nobody = ({ status, text }: Answer): boolean => status === 200 && text === '{"rows":[]}';
const obrien = answered("O'Brien");
const bob = answered('bob');

const tautology = "nobody' OR '1'='1";
const union = "nobody' UNION SELECT id, secret FROM secrets -- ";
const stacked = "nobody'; SELECT id, secret AS name FROM secrets; -- ";
const otherNote = "x'), ((SELECT secret FROM secrets)), ('y";
const oracle =
  "CASE WHEN (SELECT COUNT(*) FROM secrets WHERE secret LIKE 'crown%') > 0 THEN -id ELSE id END";

const isReversed = ({ status, text }: Answer): boolean =>
  status === 200 && text.includes('"id":4') && text.indexOf('"id":4') < text.indexOf('"id":1');

function attacksOn(app: SqlApp): AttackCase[] {
  return [
    ...app.statements.flatMap(attacksOnStatement),
    ...(app.conditions ?? []).flatMap(attacksOnCondition),
    ...(app.effects ?? []).map((style) => ({
      title: `${style}: a second row through an INSERT`,
      request: query(`/${style}/note`, { text: otherNote }),
      works: secret,
    })),
    ...(app.stacked ?? []).map((style) => ({
      title: `${style}: a second statement`,
      request: query(`/${style}/users`, { name: stacked }),
      works: secret,
    })),
    ...attacksByEveryWay,
  ];
}

function attacksOnStatement(style: string): AttackCase[] {
  return [
    {
      title: `${style}: tautology`,
      request: query(`/${style}/users`, { name: tautology }),
      works: everybody,
    },
    {
      title: `${style}: tautology with a comment`,
      request: query(`/${style}/users`, { name: "nobody' OR 1=1 -- " }),
      works: everybody,
    },
    {
      title: `${style}: union`,
      request: query(`/${style}/users`, { name: union }),
      works: secret,
    },
    {
      title: `${style}: tautology at a number`,
      request: query(`/${style}/by-id`, { id: '0 OR 1=1' }),
      works: everybody,
    },
    {
      title: `${style}: union at a number`,
      request: query(`/${style}/by-id`, { id: '0 UNION SELECT id, secret FROM secrets' }),
      works: secret,
    },
    {
      title: `${style}: oracle in ORDER BY`,
      request: query(`/${style}/order`, { by: oracle }),
      works: isReversed,
    },
  ];
}

function attacksOnCondition(style: string): AttackCase[] {
  return [
    {
      title: `${style}: tautology`,
      request: query(`/${style}/users`, { name: tautology }),
      works: anybody,
    },
    {
      title: `${style}: union`,
      request: query(`/${style}/users`, { name: union }),
      works: secret,
    },
  ];
}

/** The same harm by every way that a name can come in. */
const attacksByEveryWay: readonly AttackCase[] = [
  { title: 'JSON body', request: json('/json', { user: { name: union } }), works: secret },
  { title: 'form body', request: form('/form', { name: union }), works: secret },
  { title: 'text body', request: body('/text', 'text/plain', union), works: secret },
  {
    title: 'header',
    request: { path: '/header', headers: { 'x-name': `${union}x` } },
    works: secret,
  },
  {
    title: 'cookie',
    request: { path: '/cookie', headers: { cookie: `a=1; name=${encodeURIComponent(union)}` } },
    works: secret,
  },
  {
    title: 'duplicate parameter',
    request: { path: `/duplicate?name=bob&name=${encodeURIComponent(union)}` },
    works: secret,
  },
  {
    title: 'duplicate parameters joined',
    request: {
      path: `/joined?name=${encodeURIComponent("nobody' OR")}&name=${encodeURIComponent("'1'='1")}`,
    },
    works: everybody,
  },
  { title: 'path', request: { path: `/path/${encodeURIComponent(union)}` }, works: secret },
  {
    title: 'base64',
    request: query('/base64', { name: Buffer.from(union).toString('base64') }),
    works: secret,
  },
  {
    title: 'trimmed and in lower case',
    request: query('/trimmed', { name: `  NOBODY' UNION SELECT ID, SECRET FROM SECRETS -- x ` }),
    works: secret,
  },
];

function benignFor(app: SqlApp): BenignCase[] {
  return [
    ...app.statements.flatMap(benignForStatement),
    ...(app.conditions ?? []).map((style) => ({
      title: `${style}: a plain name`,
      request: query(`/${style}/users`, { name: 'bob' }),
      expected: bob,
    })),
    ...(app.effects ?? []).map((style) => ({
      title: `${style}: a plain note`,
      request: query(`/${style}/note`, { text: 'select all or nothing' }),
      expected: answered('select all or nothing'),
    })),
    ...['safe', 'escape'].flatMap(benignForBound),
    { title: 'JSON body', request: json('/json', { user: { name: 'bob' } }), expected: bob },
    { title: 'form body', request: form('/form', { name: 'bob' }), expected: bob },
    { title: 'header', request: { path: '/header', headers: { 'x-name': 'bob' } }, expected: bob },
    { title: 'static statement', request: { path: '/static' }, expected: everybody },
    {
      title: 'static statement that happens to hold what was sent',
      request: query('/static', { name: "bob' OR 1=1" }),
      expected: everybody,
    },
  ];
}

function benignForStatement(style: string): BenignCase[] {
  return [
    {
      title: `${style}: a plain name`,
      request: query(`/${style}/users`, { name: 'bob' }),
      expected: bob,
    },
    {
      title: `${style}: a name of keywords`,
      request: query(`/${style}/users`, { name: 'Union Select' }),
      expected: answered('Union Select'),
    },
    {
      title: `${style}: a number`,
      request: query(`/${style}/by-id`, { id: '1' }),
      expected: anybody,
    },
    {
      title: `${style}: a negative number`,
      request: query(`/${style}/by-id`, { id: '-1' }),
      expected: nobody,
    },
    {
      title: `${style}: a column to order by`,
      request: query(`/${style}/order`, { by: 'name desc' }),
      expected: everybody,
    },
  ];
}

/** Values that are bound, or escaped as the driver does it, may hold anything. */
function benignForBound(route: string): BenignCase[] {
  return [
    {
      title: `${route}: O'Brien`,
      request: query(`/${route}`, { name: "O'Brien" }),
      expected: obrien,
    },
    {
      title: `${route}: the text of a tautology`,
      request: query(`/${route}`, { name: tautology }),
      expected: nobody,
    },
    {
      title: `${route}: the text of a union`,
      request: query(`/${route}`, { name: union }),
      expected: nobody,
    },
    {
      title: `${route}: backslash and quotes`,
      request: query(`/${route}`, { name: `C:\\new "folder" it''s \\' -- ;` }),
      expected: nobody,
    },
  ];
}

/** The cases of every SQL driver's app. */
export const sqlCases: readonly AppCases[] = sqlApps.map((app) => ({
  app: app.app,
  ...(app.needs && { needs: app.needs }),
  ...(app.native !== undefined && { native: app.native }),
  ...(app.minimumNode !== undefined && { minimumNode: app.minimumNode }),
  attacks: attacksOn(app),
  benign: benignFor(app),
}));
