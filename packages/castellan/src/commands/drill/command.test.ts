import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { formatToken } from '@castellan/core';
import { UsageError } from '../../usage-error.ts';
import { drill } from './command.ts';

const names = ['CASTELLAN_WATCH_URL', 'CASTELLAN_API_TOKEN'] as const;
const kept = names.map((name) => [name, process.env[name]] as const);
before(() => names.forEach((name) => delete process.env[name]));
after(() => {
  for (const [name, value] of kept) if (value !== undefined) process.env[name] = value;
});

const token = formatToken('api', 'a'.repeat(43));
const app = ['--app', 'http://127.0.0.1:9/'];
const watch = ['--watch', 'http://127.0.0.1:9/'];

test('what makes no sense is misuse, and nobody is asked anything', async () => {
  const cases: readonly (readonly [RegExp, readonly string[]])[] = [
    [/--app is needed/, []],
    [/--app takes an address/, ['--app', 'localhost:3000']],
    [/--app takes an address/, ['--app', 'http://a:b@localhost/']],
    [/--watch is needed/, app],
    [/an API token is needed in CASTELLAN_API_TOKEN/, [...app, ...watch]],
    [/is no API token/, [...app, ...watch, '--token', 'x']],
    [/is no API token/, [...app, ...watch, '--token', formatToken('ingest', 'a'.repeat(43))]],
    [/--wait takes 5 to 600 seconds/, [...app, ...watch, '--token', token, '--wait', '4']],
    [/did you mean --channel/, [...app, '--chanel', 'x']],
  ];
  for (const [message, argv] of cases) {
    await assert.rejects(
      drill.run(argv),
      (error) => error instanceof UsageError && message.test(error.message),
      argv.join(' '),
    );
  }
});

test('a watch that is not there is told apart from misuse', async () => {
  await assert.rejects(drill.run([...app, ...watch, '--token', token]), (error) => {
    assert.ok(error instanceof Error && !(error instanceof UsageError));
    return /watch at 127\.0\.0\.1:9 was not reached/.test(error.message);
  });
});
