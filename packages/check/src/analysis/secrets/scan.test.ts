import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { signsOf } from './alphabets.ts';
import { checksumOf, hasValidChecksum } from './checksum.ts';
import { tokenFormats } from './formats/all-formats.ts';
import { isMonotonous, isPlaceholder } from './placeholder.ts';
import { looksRandom } from './rarity.ts';
import { scanText } from './scan.ts';
import { templateOf } from './template.ts';

/** A made-up token of a template: each run as long as `pick` says, signs spread over its alphabet. */
function tokenOf(template: string, pick: 'least' | 'most', seed = 7): string {
  let state = seed;
  const next = (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
  return templateOf(template)
    .segments.map((segment) => {
      if ('literal' in segment) return segment.literal;
      const signs = signsOf(segment.letter);
      const length = Math.min(segment[pick], segment.least + 400);
      return Array.from({ length }, () => signs[next(signs.length)]).join('');
    })
    .join('');
}

function withChecksum(token: string): string {
  const body = token.slice(token.indexOf('_') + 1, -6);
  return token.slice(0, -6) + checksumOf(body);
}

for (const { id, templates, checksum } of tokenFormats) {
  test(`${id}: a token is found whole, shortest and longest, between quotes`, () => {
    for (const template of templates) {
      for (const pick of ['least', 'most'] as const) {
        const made = tokenOf(template, pick);
        const token = checksum ? withChecksum(made) : made;
        const hits = scanText(`const c = new Client("${token}");\n`, { withAssignments: false });
        assert.ok(
          hits.some(({ secret }) => secret === token || token.includes(secret)),
          `${template}: ${token} → ${JSON.stringify(hits)}`,
        );
      }
    }
  });

  test(`${id}: a token inside a longer word is none`, () => {
    for (const template of templates) {
      const token = tokenOf(template, 'least');
      const found = scanText(`aQ9${token}`, { withAssignments: false }).filter(
        ({ kind }) => kind === id,
      );
      assert.deepEqual(
        found.filter(({ start }) => start === 3),
        [],
        template,
      );
    }
  });
}

test('the table knows at least 60 providers, and no id twice', () => {
  const ids = tokenFormats.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
  assert.ok(new Set(tokenFormats.map(({ title }) => title.split(' ')[0])).size >= 60);
});

test('a right check sum is certain, a wrong one only possible', () => {
  const token = withChecksum(tokenOf('ghp_{A36}', 'least'));
  assert.equal(hasValidChecksum(token), true);
  assert.equal(scanText(`x = '${token}'`)[0]?.confidence, 'certain');
  const wrong = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
  assert.equal(hasValidChecksum(wrong), false);
  assert.equal(scanText(`x = '${wrong}'`)[0]?.confidence, 'possible');
});

test('layers are opened: base64, URL encoding, escapes, one in the other', () => {
  const token = withChecksum(tokenOf('ghp_{A36}', 'least'));
  const line = `{"name":"someone","token":"${token}"}`;
  const escaped = [...token].map((sign) => `\\x${sign.charCodeAt(0).toString(16)}`).join('');
  const wrappings: [string, string][] = [
    [btoa(line), 'base64'],
    [btoa(`{"inner":"${btoa(line)}"}`), 'base64, base64'],
    [encodeURIComponent(line), 'url'],
    [escaped, 'escapes'],
  ];
  for (const [wrapped, layer] of wrappings) {
    const [hit] = scanText(`const c = '${wrapped}';`);
    assert.equal(hit?.secret, token, layer);
    assert.equal(hit.layer, layer);
  }
});

test('what people write in place of a secret is told from one', () => {
  for (const value of [
    'your-api-key',
    '<token>',
    '${TOKEN}',
    'xxxxxxxxxxxx',
    'changeme',
    '{{ token }}',
    'process.env.X',
    'abcdefghijklmnop',
    '********',
  ])
    assert.ok(isPlaceholder(value), value);
  for (const value of ['q8Kd02Lq9XzP4mNv', 'Tr0ub4dor&3']) assert.ok(!isPlaceholder(value), value);
  assert.ok(isMonotonous('AAAAAAAAAAAA'));
  assert.ok(isMonotonous('R6WCNd0erkAuZyD+aBcDeFgHiJ4C8IwjpYQtniK'));
  assert.ok(isMonotonous('Xk29dLq1234567890Qm3vT'));
  assert.ok(!isMonotonous('aBcDeFgHiKjd84kDh37s'));
  assert.ok(!isMonotonous('q8Kd02Lq9XzP'));
});

test('names and sentences do not look random, made keys do', () => {
  for (const value of [
    'applicationSettingsProvider',
    'this-is-a-long-kebab-case-name',
    'com.example.some.package.Name',
    'getElementsByClassNameNS2',
    'MAX_CONNECTION_POOL_SIZE',
    'https-only-cookie-name-2024',
  ])
    assert.equal(looksRandom(value), false, value);
  const seeds = Array.from({ length: 500 }, (_, index) => index + 1);
  const told = seeds.filter((seed) => looksRandom(tokenOf('x{A32}', 'least', seed).slice(1)));
  assert.ok(told.length >= seeds.length * 0.98, `${told.length} of ${seeds.length}`);
});

test('any text is scanned without an error, hits lie within and do not overlap', () => {
  const piece = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom(
      '-----BEGIN RSA PRIVATE KEY-----',
      'password=',
      'eyJ',
      '://',
      'a:b@',
      '%3A',
      '\\x41',
      'ghp_',
      '"',
      '\n',
      'SG.',
      '=',
    ),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join('');
      let end = 0;
      for (const hit of scanText(text, { hasBareValues: true })) {
        assert.ok(hit.start >= end && hit.end > hit.start && hit.end <= text.length);
        end = hit.end;
      }
    }),
  );
});

test('hostile texts cost in proportion to their length', () => {
  const hostile = [
    'A',
    'eyJhbGciOiJIUzI1NiJ9.eyJ',
    'a:b@://',
    'password="',
    '%3A',
    '\\x41',
    'sk-proj-',
    '1:AA',
    '//a/:_authToken=',
  ];
  const begin = ['-----BEGIN RSA PRIVATE', 'KEY-----'].join(' ');
  const small = 16_000;
  const timesLarger = 8;
  const mostTimes = 30;
  const slackMs = 200;
  const cost = (unit: string, length: number): number => {
    const text = unit.repeat(Math.ceil(length / unit.length));
    const before = process.cpuUsage();
    scanText(text, { hasBareValues: true });
    return process.cpuUsage(before).user / 1000;
  };
  for (const unit of [...hostile, begin, `${begin}MIIE`]) {
    const [once, larger] = [cost(unit, small), cost(unit, small * timesLarger)];
    assert.ok(larger <= once * mostTimes + slackMs, `${unit}: ${once} ms, then ${larger} ms`);
  }
});
