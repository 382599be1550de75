import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type Decision, formatToken } from '@castellan/core';

const app = join(import.meta.dirname, 'case-session-app.mjs');
let decisions: Decision[] = [];
let version = 1;
let watch: Server;
let child: ChildProcess;
let url: string;
const reached: string[] = [];

before(async () => {
  watch = createServer((req, res) => {
    req.resume();
    const known = Number(req.headers['castellan-policy-version']);
    res.setHeader('content-type', 'application/json');
    res.end(JSON.stringify({ policyVersion: version, ...(known !== version && { decisions }) }));
  });
  watch.listen(0, '127.0.0.1');
  await once(watch, 'listening');
  decisions = [decided('block', 'bad'), decided('step-up', 'doubted')];
  child = fork(app, {
    execArgv: ['-C', 'castellan-source', '--import', '@castellan/guard/register'],
    cwd: import.meta.dirname,
    env: {
      ...process.env,
      CASTELLAN_FINDINGS_FILE: 'false',
      CASTELLAN_SPOOL_DIRECTORY: 'false',
      CASTELLAN_LOG: 'off',
      CASTELLAN_STEP_UP_PATHS: '/passport/verify',
      CASTELLAN_WATCH_URL: `http://127.0.0.1:${(watch.address() as AddressInfo).port}`,
      CASTELLAN_TOKEN: formatToken('ingest', 'a'.repeat(43)),
    },
  });
  const port = await new Promise<number>((resolve) => {
    child.on('message', (message: { port?: number; reached?: string }) => {
      if (message.port !== undefined) resolve(message.port);
      if (message.reached !== undefined) reached.push(message.reached);
    });
  });
  url = `http://127.0.0.1:${port}`;
  // Decisions are there once the blocked user is refused.
  for (let tries = 0; (await visit('/bare', { 'x-user': 'bad' })).status !== 403; tries += 1) {
    assert.ok(tries < 200, 'the decisions never arrived');
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  reached.length = 0;
});

after(() => {
  child?.kill();
  watch?.close();
  watch?.closeAllConnections();
});

function decided(action: Decision['action'], value: string): Decision {
  const end = new Date(Date.now() + 600_000).toISOString();
  return {
    id: `${action} ${value}`,
    action,
    actor: { kind: 'user', value },
    end,
    includesCritical: false,
  };
}

async function visit(
  path: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; cookie: string; text: string }> {
  const answer = await fetch(url + path, { headers, signal: AbortSignal.timeout(5_000) });
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
  return { status: answer.status, cookie, text: await answer.text() };
}

/** Decisions that came after somebody signed in. */
async function decideNow(...added: Decision[]): Promise<void> {
  decisions = [...decisions, ...added];
  version += 1;
  const last = added.at(-1)?.actor.value ?? '';
  for (let tries = 0; (await visit('/bare', { 'x-user': last })).status !== 403; tries += 1) {
    assert.ok(tries < 500, 'the decision never arrived');
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

test('whoever is blocked cannot sign in, and somebody else can', async () => {
  assert.equal((await visit('/passport/sign-in/bad')).status, 403);
  assert.equal((await visit('/passport/sign-in/good')).status, 200);
});

test('someone who signed in before is refused once the session tells who it is, before the app sees it', async () => {
  const passport = await visit('/passport/sign-in/ann');
  const session = await visit('/session/sign-in/ann');
  const other = await visit('/passport/sign-in/ben');
  assert.equal((await visit('/passport/page', { cookie: passport.cookie })).text, 'done');
  assert.equal((await visit('/session/page', { cookie: session.cookie })).text, 'done');
  assert.deepEqual(reached.splice(0), ['passport ann', 'session ann']);
  await decideNow(decided('block', 'ann'));
  reached.length = 0;
  assert.equal((await visit('/passport/page', { cookie: passport.cookie })).status, 403);
  assert.equal((await visit('/session/page', { cookie: session.cookie })).status, 403);
  assert.equal((await visit('/bare', { 'x-user': 'ann' })).status, 403);
  assert.deepEqual(reached, []);
  assert.equal((await visit('/passport/page', { cookie: other.cookie })).text, 'done');
  assert.equal((await visit('/session/page')).text, 'done');
  assert.equal((await visit('/bare', { 'x-user': 'ben' })).text, 'done');
});

test('a proof opens the session that gave it, and no other', async () => {
  const signedIn = async (): Promise<string> => (await visit('/passport/sign-in/cat')).cookie;
  const [first, second] = [await signedIn(), await signedIn()];
  await decideNow(decided('step-up', 'cat'));
  const page = (cookie: string): Promise<{ status: number }> => visit('/passport/page', { cookie });
  assert.equal((await page(first)).status, 403);
  const proof = await visit('/passport/verify', { cookie: first });
  assert.deepEqual(JSON.parse(proof.text), { before: true, after: false });
  assert.equal((await page(first)).status, 200);
  assert.equal((await page(second)).status, 403);
});

test('the process lives, and without guard the same calls do nothing', async () => {
  assert.equal(child.exitCode, null);
  const off = fork(app, {
    execArgv: ['-C', 'castellan-source'],
    env: { ...process.env, CASTELLAN: 'off' },
  });
  const [{ port }] = (await once(off, 'message')) as [{ port: number }];
  assert.equal(
    (await fetch(`http://127.0.0.1:${port}/bare`, { headers: { 'x-user': 'bad' } })).status,
    200,
  );
  off.kill();
});
