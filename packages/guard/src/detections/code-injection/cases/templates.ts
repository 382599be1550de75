import type { CaseRequest, DetectionCase } from '../../detection-case.ts';
import type { CodeCall } from '../../sink-call.ts';

type Row = readonly [
  expect: DetectionCase['expect'],
  name: string,
  request: CaseRequest,
  source: string,
];

const page = (text: string): string => `<h1>Hello <%= name %></h1>\n<p>${text}</p>`;

const rows: readonly Row[] = [
  [
    'attack',
    'a tag in a template',
    { body: { t: '<%= process.env.KEY %>' } },
    page('<%= process.env.KEY %>'),
  ],
  [
    'attack',
    'a tag within words',
    { body: { t: 'Hi! <%- 7*7 %> bye' } },
    page('Hi! <%- 7*7 %> bye'),
  ],
  ['attack', 'the whole template', { query: { t: '<% while(1); %>' } }, '<% while(1); %>'],
  [
    'attack',
    'a tag in base64',
    { query: { t: 'PCU9IHByb2Nlc3MucGlkICU+' } },
    page('<%= process.pid %>'),
  ],
  ['attack', 'words put into a tag', { query: { f: 'x; y()' } }, '<p><%= x; y() %></p>'],
  [
    'benign',
    'words beside tags',
    { body: { t: 'Happy birthday, 100 % yours!' } },
    page('Happy birthday, 100 % yours!'),
  ],
  ['benign', 'an arrow and a percent sign', { body: { t: 'a < 5 % > b' } }, page('a < 5 % > b')],
  ['benign', 'a closing tag alone', { body: { t: 'see %> here' } }, page('see %> here')],
  [
    'attack',
    'the end of a tag and another',
    { query: { f: 'x %> y <% z() ' } },
    '<%= x %> y <% z()  %>',
  ],
  ['attack', 'the end of a string in a tag', { query: { f: '"+y()+"' } }, '<%= "a" + ""+y()+"" %>'],
  [
    'benign',
    'text of a string in a tag',
    { query: { f: "Tom & Jerry's; (live)" } },
    '<%= "a" + "Tom & Jerry\'s; (live)" %>',
  ],
  [
    'weakness',
    'a name that the code of a tag also holds',
    { query: { sort: 'user.name' } },
    '<p><%= user.name %></p>',
  ],
  ['benign', 'text of a comment', { query: { f: 'x; y()' } }, '<p><%# x; y() %></p>'],
  ['benign', 'a value that only the data holds', { body: { t: '<%= 1 %>' } }, page('<%= t %>')],
];

/** Templates that users write, as their engine's `compile` gets them. */
export const templates: readonly DetectionCase<CodeCall>[] = rows.map(
  ([expect, name, request, source]) => ({
    name: `template: ${name}`,
    expect,
    request,
    call: { kind: 'code', source, form: 'template', tags: ['<%', '%>'] },
    idea: 'server-side template injection, CWE-1336',
  }),
);
