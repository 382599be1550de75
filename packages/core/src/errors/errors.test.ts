import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { CastellanError } from './castellan-error.ts';
import { errorMessage, errorMessages } from './error-codes.ts';

const copyOfModule: string = './castellan-error.ts?copy';

const page = readFileSync(new URL('../../../../docs/errors.md', import.meta.url), 'utf8');

test('the table of codes and docs/errors.md agree both ways', () => {
  const documented = [...page.matchAll(/^## (\S+)$/gm)].map((heading) => heading[1]);
  assert.deepEqual(documented, Object.keys(errorMessages));
});

test('docs/errors.md quotes each message as it stands in the table', () => {
  for (const [code, message] of Object.entries(errorMessages)) {
    assert.ok(page.includes(`## ${code}\n\n> ${message}\n`), code);
  }
});

test('a message is filled in, and a value may hold anything', () => {
  const message = errorMessage('CASTELLAN_CONFIG_UNREADABLE', { file: '$&{reason}', reason: '$1' });
  assert.equal(message, 'The configuration at $&{reason} cannot be read: $1');
});

test('a value missing at run time leaves the name standing', () => {
  assert.equal(
    errorMessage('CASTELLAN_BLOCKED', {} as { findingId: string }),
    'Blocked by Castellan (finding {findingId})',
  );
});

test('an error has its code, name, message and cause', () => {
  const cause = new Error('disk');
  const error = new CastellanError(
    'CASTELLAN_HOOK_FAILED',
    { library: 'pg', reason: 'x' },
    { cause },
  );
  assert.equal(error.code, 'CASTELLAN_HOOK_FAILED');
  assert.equal(error.name, 'CastellanError');
  assert.equal(error.cause, cause);
  assert.equal(error.message, 'pg could not be wrapped and is not protected: x');
});

test('instanceof holds across copies of the package and not for strangers', async () => {
  const copy = (await import(copyOfModule)) as typeof import('./castellan-error.ts');
  const foreign = new copy.CastellanError('CASTELLAN_BLOCKED', { findingId: '1' });
  assert.notEqual(copy.CastellanError, CastellanError);
  assert.ok(foreign instanceof CastellanError);
  for (const stranger of [new Error('x'), null, undefined, 1, 'x', {}]) {
    assert.ok(!((stranger as object) instanceof CastellanError));
  }
});
