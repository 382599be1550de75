import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { watchOptions, type WatchFlags } from './options.ts';

const directory = mkdtempSync(join(tmpdir(), 'castellan-command-'));
chmodSync(directory, 0o755);
after(() => rmSync(directory, { recursive: true, force: true }));

const flags: WatchFlags = { port: '4600', host: '127.0.0.1' };
const options = (
  part: Partial<WatchFlags>,
  env: NodeJS.ProcessEnv = {},
): ReturnType<typeof watchOptions> =>
  watchOptions({ ...flags, ...part }, env, (message) => {
    throw new TypeError(message);
  });

test('flags become options', () => {
  const {
    port,
    directory: place,
    trustedProxies,
    databaseUrl,
    publicUrl,
  } = options(
    { data: '/srv/x', 'trusted-proxy': ['10.0.0.0/8'], url: 'https://watch.example.com' },
    { DATABASE_URL: 'postgres://db/x' },
  );
  assert.deepEqual(
    { port, place, bits: trustedProxies[0]?.bits, databaseUrl, publicUrl },
    {
      port: 4600,
      place: '/srv/x',
      bits: 8,
      databaseUrl: 'postgres://db/x',
      publicUrl: 'https://watch.example.com',
    },
  );
});

test('what makes no sense is refused, and the flag is named', () => {
  const cases: readonly (readonly [Partial<WatchFlags>, RegExp])[] = [
    [{ port: '65536' }, /--port/],
    [{ port: 'x' }, /--port/],
    [{ port: '-1' }, /--port/],
    [{ url: 'watch.example.com' }, /--url/],
    [{ url: 'ftp://watch.example.com' }, /--url/],
    [{ 'trusted-proxy': ['proxy.internal'] }, /--trusted-proxy/],
    [{ 'allow-network': ['mail.internal'] }, /--allow-network/],
  ];
  for (const [part, message] of cases) assert.throws(() => options(part), message);
  assert.equal(options({ port: '65535' }).port, 65_535);
});

test('the command starts a console that answers, prints the set-up link, and ends in order on Ctrl-C', async () => {
  const code = `
    import { main } from ${JSON.stringify(new URL('../../cli.ts', import.meta.url).href)};
    process.exitCode = await main(['watch', '--port', '0', '--data', ${JSON.stringify(join(directory, 'data'))}]);`;
  const child = spawn(
    process.execPath,
    ['-C', 'castellan-source', '--input-type=module', '-e', code],
    { env: { PATH: process.env['PATH'] }, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = once(child, 'exit');
  let text = '';
  for await (const chunk of child.stdout) {
    text += String(chunk);
    if (text.includes('/setup#')) break;
  }
  const url = /castellan watch: (\S+)/.exec(text)?.[1] ?? '';
  assert.match(text, new RegExp(`${url}/setup#[\\w-]{43}\\n`));
  const health = await fetch(`${url}/api/v1/health`);
  assert.deepEqual(await health.json(), { status: 'ok' });
  child.kill('SIGINT');
  assert.deepEqual(await ended, [0, null]);
});
