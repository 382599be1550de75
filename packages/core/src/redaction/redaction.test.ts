import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { passesLuhn } from './card-numbers.ts';
import { redactText, redactValue } from './redact-value.ts';
import { secretRanges } from './secret-ranges.ts';
import { isSensitiveKey } from './sensitive-key.ts';

const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';

test('keys of secrets are sensitive however they are written', () => {
  const keys = [
    'password',
    'body.user.password',
    'body.userPassword',
    'body.PASSWORD_CONFIRMATION',
    'query.api_key',
    'query.apiKey',
    'header.authorization',
    'header.x-api-key',
    'header.cookie',
    'cookie.connect.sid',
    'cookie.session',
    'body.cards[0].cvv',
    'body.accesstoken',
    'body.pin',
    'body.clientSecret',
    'mypassword',
  ];
  for (const key of keys) assert.equal(isSensitiveKey(key), true, key);
});

test('other keys are not, also where they look alike or only the carrier does', () => {
  const keys = [
    'body.name',
    'cookie.theme',
    'query.tokenizer',
    'body.compass',
    'body.secretary',
    'body.pinned',
    'body.author',
    'query.keyboard',
    'params.id',
    'path',
    'header.user-agent',
    'body.passenger',
    'query.q[1]',
    '',
  ];
  for (const key of keys) assert.equal(isSensitiveKey(key), false, key);
});

test('a value under a sensitive key is masked whole, by class of length', () => {
  assert.equal(redactValue('hunter2', 'body.password'), '[secret, 1 to 8 characters]');
  assert.equal(redactValue('12345678', 'body.password'), '[secret, 1 to 8 characters]');
  assert.equal(redactValue('123456789', 'body.password'), '[secret, 9 to 16 characters]');
  assert.equal(redactValue('x'.repeat(256), 'body.password'), '[secret, 65 to 256 characters]');
  assert.equal(redactValue('x'.repeat(257), 'body.password'), '[secret, over 256 characters]');
  assert.equal(redactValue('', 'body.password'), '');
});

test('an attack under an ordinary key stays readable', () => {
  for (const attack of [
    "1' OR '1'='1",
    '; cat /etc/passwd',
    '../../etc/shadow',
    'http://169.254.169.254/',
  ]) {
    assert.equal(redactValue(attack, 'query.q'), attack);
  }
});

const textCases: [title: string, text: string, shown: string][] = [
  ['a card number', 'pay 4111 1111 1111 1111 now', 'pay [card number ending 1111] now'],
  ['a card number without breaks', '5500005555555559', '[card number ending 5559]'],
  [
    'two card numbers',
    '4111-1111-1111-1111 378282246310005',
    '[card number ending 1111] [card number ending 0005]',
  ],
  ['no card number: check digit wrong', '4111111111111112', '4111111111111112'],
  ['no card number: inside a longer number', '94111111111111111', '94111111111111111'],
  ['no card number: a time in milliseconds', '1732406400000', '1732406400000'],
  ['a JSON web token', `t ${jwt}.`, 't [token, 33 to 64 characters]'],
  [
    'a token in a header',
    'Authorization: Bearer abcdefgh12345',
    'Authorization: [secret, 1 to 8 characters] [credentials, 9 to 16 characters]',
  ],
  ['an AWS key', 'AKIAIOSFODNN7EXAMPLE', '[token, 17 to 32 characters]'],
  [
    'a private key',
    'x -----BEGIN RSA PRIVATE KEY-----\nMII\n-----END RSA PRIVATE KEY----- y',
    'x [private key, 65 to 256 characters] y',
  ],
  [
    'a private key cut short',
    '-----BEGIN PRIVATE KEY-----\nMII',
    '[private key, 17 to 32 characters]',
  ],
  ['a public key', '-----BEGIN PUBLIC KEY-----', '-----BEGIN PUBLIC KEY-----'],
  ['an e-mail address', 'mail ann.lee@example.org!', 'mail a***@example.org!'],
  ['a short e-mail address', 'a@b.co', '***@b.co'],
  ['no e-mail address', 'git@host a @b.c d@', 'git@host a @b.c d@'],
  [
    'SQL with a password',
    "WHERE password = 'hunter2' OR 1=1",
    "WHERE password = '[secret, 1 to 8 characters]' OR 1=1",
  ],
  ['JSON with a token', '{"token":"abc","a":1}', '{"token":"[secret, 1 to 8 characters]","a":1}'],
  ['a URL with a key', '/x?api_key=abc&b=2', '/x?api_key=[secret, 1 to 8 characters]&b=2'],
  ['an empty password', "password=''", "password=''"],
];
for (const [title, text, shown] of textCases) {
  test(`in text: ${title}`, () => assert.equal(redactText(text), shown));
}

test('secrets known from the request are masked wherever they stand', () => {
  assert.equal(
    redactText("VALUES ('ann', 'hunter2')", ['hunter2', 'ann']),
    "VALUES ('ann', '[secret, 1 to 8 characters]')",
  );
});

test('Luhn: any number gets exactly one check digit', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{12,18}$/), (digits) => {
      const passing = [...'0123456789'].filter((check) => passesLuhn(digits + check));
      assert.equal(passing.length, 1);
    }),
  );
});

test('any text: ranges are sorted, apart, within the text; nothing throws', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      jwt,
      '4111111111111111',
      'password=',
      "'",
      '"',
      '-----BEGIN PRIVATE KEY-----',
      'a@b.co',
      'Bearer ',
    ),
  );
  fc.assert(
    fc.property(fc.array(piece), fc.array(fc.string()), (pieces, known) => {
      const text = pieces.join('');
      let last = 0;
      for (const { start, end } of secretRanges(text, known)) {
        assert.ok(start >= last && end > start && end <= text.length);
        last = end;
      }
    }),
  );
});

test('any secret under a sensitive key is gone from what is shown', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9A-Z]{6,40}$/), (secret) => {
      assert.ok(!redactValue(secret, 'body.password').includes(secret));
      assert.ok(!redactText(`{"password":"${secret}"}`).includes(secret));
      assert.ok(!redactText(`x ${secret} y`, [secret]).includes(secret));
    }),
  );
});

test('hostile repeats of half a megabyte are read in one go', { timeout: 60_000 }, () => {
  // Growth is judged generously: quadratic work would take minutes here and run into the time limit.
  for (const unit of [
    'eyJ.',
    'password=',
    "password='",
    'a@',
    '-----BEGIN ',
    '-----BEGIN PRIVATE KEY',
    '4111 ',
    '4',
    'Bearer ',
    '=:',
  ]) {
    redactText(unit.repeat(Math.ceil(500_000 / unit.length)));
  }
});
