import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { inputsOf } from './case-inputs.ts';
import { createInputs } from './create-inputs.ts';
import { fold } from './folding.ts';
import type { RequestMaterial } from './request-material.ts';

function textsFound(body: unknown, text: string): string[] {
  return inputsOf({ body })
    .occurrencesIn(text)
    .map(({ start, end }) => text.slice(start, end));
}

test('words are no occurrence, but may equal a text', () => {
  const inputs = inputsOf({ query: { sort: 'Name' }, body: { file: ' Überzug ' } });
  assert.deepEqual(inputs.occurrencesIn('order by name'), []);
  assert.deepEqual(inputs.equalTo('Name'), {
    input: { path: 'query.sort', value: 'Name' },
    start: 0,
    end: 4,
    transformations: [],
  });
  assert.deepEqual(inputs.equalTo('name')?.transformations, ['letter-case']);
  assert.deepEqual(inputs.equalTo('überzug')?.transformations, ['trim', 'letter-case']);
  assert.equal(inputs.equalTo('names'), undefined);
  assert.equal(inputs.equalTo(''), undefined);
});

test('decoded words may equal a text', () => {
  const inputs = inputsOf({ body: Buffer.from('administrator').toString('base64') });
  assert.deepEqual(inputs.equalTo('administrator')?.transformations, ['base64-decoding']);
});

test('a single character is no occurrence', () => {
  assert.deepEqual(textsFound({ sep: "'" }, "select 'a'"), []);
});

test('an occurrence spans the value as it stands in the text', () => {
  const inputs = inputsOf({ body: { v: ' 1 OR 1=1 ' } });
  const spans = (text: string) =>
    inputs
      .occurrencesIn(text)
      .map(({ start, end, transformations }) => [start, end, ...transformations]);
  assert.deepEqual(spans('x = 1 OR 1=1 ;'), [[3, 13]]);
  assert.deepEqual(spans('x=1 OR 1=1'), [[2, 10, 'trim']]);
  assert.deepEqual(spans('x= 1 or 1=1 '), [[2, 12, 'letter-case']]);
  assert.deepEqual(spans('x=1 or 1=1'), [[2, 10, 'trim', 'letter-case']]);
});

test('offsets hold beside characters whose lower case is longer', () => {
  assert.deepEqual(textsFound("İx' Or", "İİ = 'İX' OR 1"), ["İX' OR"]);
});

test('carriers are read at the first question, once, and again when the material grew', () => {
  const counts = { params: 0, bodies: 0 };
  const grown: { version: number; params: unknown; body: unknown } = {
    version: 1,
    params: undefined,
    body: undefined,
  };
  const material: RequestMaterial = {
    get version() {
      return grown.version;
    },
    path: '/a',
    query: undefined,
    rawHeaders: [],
    params: () => (counts.params++, grown.params),
    bodies: () => (
      counts.bodies++,
      grown.body === undefined ? [] : [{ path: 'body', value: grown.body }]
    ),
    rawBody: () => undefined,
  };
  const inputs = createInputs(material);
  assert.deepEqual(counts, { params: 0, bodies: 0 });
  const text = "x' or 1=1";
  assert.deepEqual(inputs.occurrencesIn(text), []);
  assert.equal(inputs.equalTo(text), undefined);
  assert.deepEqual(counts, { params: 1, bodies: 1 });
  Object.assign(grown, { version: 2, params: { id: '7' }, body: { a: "X' or" } });
  assert.equal(inputs.occurrencesIn(text)[0]?.input.path, 'body.a');
  assert.equal(inputs.equalTo("x' or")?.input.path, 'body.a');
  assert.equal(inputs.values().filter(({ path }) => path === 'params.id').length, 1);
  Object.assign(grown, { version: 3 });
  assert.equal(inputs.values().length, 3);
});

test('inputs that rested answer as before, of values that the app has changed since', () => {
  const body = { v: "x' or 1=1", w: 'Name' };
  const inputs = createInputs(material(body));
  const ask = () => [
    inputs.occurrencesIn("a = 'x' or 1=1'"),
    inputs.equalTo('name'),
    inputs.values(),
    inputs.truncated,
  ];
  const before = structuredClone(ask());
  Object.assign(body, { v: 'x', w: '' });
  inputs.rest();
  assert.deepEqual(ask(), before);
  inputs.rest();
  inputs.rest();
  assert.deepEqual(ask(), before);
});

function material(value: unknown): RequestMaterial {
  return {
    version: 1,
    path: undefined,
    query: undefined,
    rawHeaders: [],
    params: () => undefined,
    bodies: () => [{ path: 'body', value }],
    rawBody: () => undefined,
  };
}

test('the raw body is read when no parser left anything', () => {
  const withXml = (value: unknown): RequestMaterial => ({
    ...material(value),
    rawBody: () => ({
      contentType: 'text/xml',
      chunks: [Buffer.from('<a>b</a>')],
      truncated: false,
    }),
  });
  assert.deepEqual(createInputs(withXml({})).values(), [{ path: 'body', value: '<a>b</a>' }]);
  assert.deepEqual(createInputs(withXml({ a: 'b' })).values(), [{ path: 'body.a', value: 'b' }]);
});

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const hex = (text: string): string => Buffer.from(text).toString('hex');
const html = (text: string): string =>
  text.replace(/[^ \w]/g, (mark) => `&#${mark.charCodeAt(0)};`);

/** What a client may send so that an app which undoes it gets `text`. */
const sendings: Record<string, (text: string) => unknown> = {
  plain: (text) => text,
  url: (text) => encodeURIComponent(text),
  'url twice': (text) => encodeURIComponent(encodeURIComponent(text)),
  plus: (text) => encodeURIComponent(text).replaceAll('%20', '+'),
  html,
  base64,
  base64url: (text) => Buffer.from(text).toString('base64url'),
  hex,
  'JSON in JSON': (text) => JSON.stringify({ a: [text] }),
  'JSON string': (text) => JSON.stringify(text),
  'JSON in base64': (text) => base64(JSON.stringify({ a: text })),
  'URL in base64': (text) => base64(encodeURIComponent(text)),
  'base64 in URL': (text) => encodeURIComponent(base64(text)),
  token: (text) =>
    `Bearer ${['{}', JSON.stringify({ a: text }), 's']
      .map((part) => Buffer.from(part).toString('base64url'))
      .join('.')
      .replace(/^[^.]*/, base64('{"alg":1}').replaceAll('=', ''))}`,
  wide: (text) =>
    text.replace(/[!-~]/g, (mark) => String.fromCharCode(mark.charCodeAt(0) + 0xfee0)),
  list: (text) => [text.slice(0, 3), text.slice(3)],
  'list of words': (text) => text.split(' '),
};

/** What an app may do with a value before it puts it into a text. */
const rewritings: Record<string, (text: string) => string> = {
  none: (text) => text,
  trim: (text) => text.trim(),
  lower: (text) => text.toLowerCase(),
  upper: (text) => text.toUpperCase(),
  collapse: (text) => text.replace(/\s+/g, ' '),
  'no white space': (text) => text.replace(/\s+/g, ''),
  'double quotes': (text) => text.replaceAll("'", "''"),
  'backslash quotes': (text) => text.replaceAll("'", "\\'"),
  'escape as JSON': (text) => JSON.stringify(text).slice(1, -1),
  'lower and double': (text) => text.trim().toLowerCase().replaceAll("'", "''"),
  'collapse and escape': (text) => text.replace(/\s+/g, ' ').trim().replaceAll("'", "\\'"),
};

const payload = fc
  .array(
    fc.constantFrom(
      "' or",
      '1=1',
      '--',
      ';',
      'union',
      '  select',
      '"x"',
      '(1)',
      '\tfrom',
      '\\',
      '../',
      '$(id)',
      '|',
      'é',
    ),
    { minLength: 2, maxLength: 8 },
  )
  .map((words) => `x${words.join(' ')}' y`);

for (const [sending, send] of Object.entries(sendings)) {
  for (const [rewriting, rewrite] of Object.entries(rewritings)) {
    test(`sent as ${sending} and rewritten by ${rewriting}, a payload is found`, () => {
      fc.assert(
        fc.property(payload, (text) => {
          const made = rewrite(text);
          const sink = `SELECT * FROM t WHERE a = '${made}' AND b = "c" -- it\\'s ''`;
          const start = sink.indexOf(made);
          const inputs = inputsOf({ body: { v: send(text) } });
          const covers = inputs
            .occurrencesIn(sink)
            .some(
              (found) => found.start <= start + 1 && found.end >= start + made.trimEnd().length - 1,
            );
          const reached = sending.startsWith('list')
            ? inputs.occurrencesIn(sink).length > 0
            : covers;
          assert.ok(reached, JSON.stringify({ text, sink, found: inputs.occurrencesIn(sink) }));
        }),
        { numRuns: 25 },
      );
    });
  }
}

test('a span holds what its transformations make of the value, letter case aside', () => {
  fc.assert(
    fc.property(payload, fc.string({ unit: 'binary' }), (text, around) => {
      const sink = around + text.toUpperCase() + around;
      for (const { input, start, end, transformations } of inputsOf({ body: text }).occurrencesIn(
        sink,
      )) {
        const span = fold(sink.slice(start, end));
        if (transformations.every((each) => each === 'trim' || each === 'letter-case')) {
          const wanted = transformations.includes('trim') ? input.value.trim() : input.value;
          assert.equal(span, fold(wanted));
        }
        assert.ok(start >= 0 && start < end && end <= sink.length);
      }
    }),
  );
});

test('never throws, whatever the request and the text', () => {
  const text = fc.string({ unit: 'binary' });
  const headers = fc.dictionary(text, text);
  fc.assert(
    fc.property(fc.anything(), text, headers, (body, each, record) => {
      const inputs = inputsOf({ body, path: each, headers: record, params: record });
      inputs.occurrencesIn(each);
      inputs.equalTo(each);
      inputs.values();
      assert.equal(typeof inputs.truncated, 'boolean');
    }),
  );
});
