import assert from 'node:assert/strict';
import { type ChildProcess, fork, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';

const folder = mkdtempSync(path.join(tmpdir(), 'castellan run '));
after(() => rmSync(folder, { recursive: true, force: true }));

const cli = new URL('../../cli.ts', import.meta.url).href;
const starter = path.join(folder, 'castellan.mjs');
writeFileSync(
  starter,
  `import { main } from ${JSON.stringify(cli)};
process.exitCode = await main(process.argv.slice(2));`,
);
/** Without `execve`, as on Windows and Node 20: the program is a child. */
const childStarter = path.join(folder, 'castellan-child.mjs');
writeFileSync(childStarter, `process.execve = undefined;\nawait import('./castellan.mjs');`);
const starters = { replaced: starter, child: childStarter };

const conditions = '-C castellan-source';
const env = {
  ...process.env,
  NODE_OPTIONS: conditions,
  CASTELLAN_LOG: 'off',
  CASTELLAN_FINDINGS_FILE: path.join(folder, 'findings.ndjson'),
};
const isGuarded = `Symbol.for('castellan.guard.started') in globalThis`;

function file(name: string, content: string): string {
  const where = path.join(folder, name);
  mkdirSync(path.dirname(where), { recursive: true });
  writeFileSync(where, content);
  return where;
}

function run(how: string, argv: readonly string[], more: NodeJS.ProcessEnv = {}) {
  return spawnSync(process.execPath, [how, 'run', ...argv], {
    encoding: 'utf8',
    cwd: folder,
    env: { ...env, ...more },
  });
}

for (const [how, castellan] of Object.entries(starters)) {
  test(`${how}: the app is guarded and gets its arguments, Node its flags`, () => {
    const app = file(
      'an app.cjs',
      `console.log(JSON.stringify([${isGuarded}, process.argv.slice(2), process.title]));`,
    );
    const { stdout, stderr, status } = run(castellan, ['--title=x', app, '--port', 'a b', '']);
    assert.deepEqual(JSON.parse(stdout), [true, ['--port', 'a b', ''], 'x'], stderr);
    assert.equal(status, 0);
    assert.equal(stderr, '');
  });

  test(`${how}: the exit code is the app's`, () => {
    assert.equal(run(castellan, [file('exit.cjs', 'process.exit(37)')]).status, 37);
  });

  test(`${how}: standard input reaches the app`, () => {
    const app = file('echo.cjs', 'process.stdin.pipe(process.stdout)');
    const { stdout } = spawnSync(process.execPath, [castellan, 'run', app], {
      encoding: 'utf8',
      env,
      input: 'hello',
    });
    assert.equal(stdout, 'hello');
  });

  test(`${how}: signals reach the app, and its death by one is ours`, async () => {
    const app = file(
      'waits.cjs',
      `process.once('SIGTERM', () => console.log('asked to end'));
       setInterval(() => {}, 1000); console.log('ready');`,
    );
    const child = spawn(process.execPath, [castellan, 'run', app], { env });
    await said(child, 'ready');
    child.kill('SIGTERM');
    await said(child, 'asked to end');
    child.kill('SIGTERM');
    assert.deepEqual(await once(child, 'exit'), [null, 'SIGTERM']);
  });

  test(`${how}: workers and child processes are guarded, however they are started`, () => {
    const told = file('told.mjs', `console.log('guarded', ${isGuarded});`);
    const app = file(
      'spawns.mjs',
      `import { Worker } from 'node:worker_threads';
       import { execFileSync, fork } from 'node:child_process';
       import cluster from 'node:cluster';
       const told = ${JSON.stringify(told)};
       const code = "console.log('guarded', ${isGuarded.replaceAll('"', '\\"')})";
       if (cluster.isPrimary) {
         const end = (one) => new Promise((resolve) => one.on('exit', resolve));
         await end(new Worker(code, { eval: true }));
         await end(new Worker(code, { eval: true, execArgv: [] }));
         await end(new Worker(told, { execArgv: [] }));
         await end(new Worker(told, { env: { NODE_OPTIONS: '${conditions}' } }));
         await end(fork(told));
         process.stdout.write(execFileSync(process.execPath, [told]));
         cluster.setupPrimary({ exec: told });
         cluster.fork().on('online', function () { setTimeout(() => this.disconnect(), 50); });
       }`,
    );
    const { stdout, stderr } = run(castellan, [app]);
    assert.equal(stdout.trim(), Array(7).fill('guarded true').join('\n'), stderr);
  });
}

test('a channel to the parent lives on', async () => {
  const app = file(
    'channel.cjs',
    `process.on('message', (m) => { process.send(m * 2, () => process.disconnect()); });`,
  );
  const child = fork(starter, ['run', app], { env });
  child.send(21);
  const [answer] = (await once(child, 'message')) as [number];
  assert.equal(answer, 42);
  assert.deepEqual(await once(child, 'exit'), [0, null]);
});

test('any command is started after --, with guard in NODE_OPTIONS, and it is said so', () => {
  const app = file('started.cjs', `console.log(${isGuarded}); process.exit(5)`);
  const script = file('start it.sh', `#!/bin/sh\nexec "$1" "$2"\n`);
  const { stdout, stderr, status } = run(starter, ['--', 'sh', script, process.execPath, app], {
    CASTELLAN_LOG: 'text',
  });
  assert.equal(stdout, 'true\n');
  assert.equal(status, 5);
  assert.match(
    stderr,
    /^castellan: guard is in NODE_OPTIONS for every Node process that sh starts\n/,
  );
});

test('a command that cannot be started ends as in a shell', () => {
  const missing = run(starter, ['--', 'no-such-program-here']);
  assert.equal(missing.status, 127);
  assert.match(missing.stderr, /no-such-program-here is not found\n$/);
  assert.equal(run(starter, ['--', file('plain.txt', 'x')]).status, 126);
});

test('what cannot have been meant is misuse, with the line that was meant', () => {
  for (const [argv, message] of [
    [[], /run needs a file to start/],
    [['--'], /run -- needs a command/],
    [['npm', 'start'], /there is no file npm; to run a command: castellan run -- npm start\n/],
    [['node', 'app.js'], /leave it out: castellan run app.js\n/],
  ] as const) {
    const { status, stderr } = run(starter, argv);
    assert.equal(status, 2);
    assert.match(stderr, message);
  }
});

async function said(child: ChildProcess, words: string): Promise<void> {
  for await (const chunk of child.stdout!.iterator({ destroyOnReturn: false })) {
    if (String(chunk).includes(words)) return;
  }
  assert.fail(`the app never said ${words}`);
}
