import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The Node.js under test, and the built package as it is published. */
const node = process.env['CASTELLAN_NODE'] ?? process.execPath;
const guard = fileURLToPath(new URL('../../../castellan/dist/guard.js', import.meta.url));
const guardUrl = pathToFileURL(guard).href;

/** A server with a shell call; `/quit` ends it, and so does a test run that has been forgotten. */
const server = `const server = createServer((req, res) => {
  const url = new URL(req.url, 'http://app');
  if (url.pathname === '/quit') process.exit();
  try { res.end(execSync('echo ' + url.searchParams.get('q'))) }
  catch { res.statusCode = 500; res.end() }
});
server.listen(0, '127.0.0.1', () => console.log('port ' + server.address().port));
setTimeout(() => process.exit(), 30_000).unref();`;

const commonJs = (names: string, from: string): string =>
  `const { ${names} } = require('${from}');\n`;
const serverInCommonJs =
  commonJs('createServer', 'node:http') + commonJs('execSync', 'node:child_process') + server;
const serverFile = "require('node:path').join(__dirname, 'server.cjs')";
const endTogether = ".on('exit', () => process.exit());";

const apps: Readonly<Record<string, string>> = {
  'server.cjs': serverInCommonJs,
  'server.mjs': `import { createServer } from 'node:http';
import { execSync } from 'node:child_process';\n${server}`,
  'worker.cjs': `${commonJs('Worker', 'node:worker_threads')}new Worker(${serverFile})${endTogether}`,
  'worker-text.cjs': `${commonJs('Worker', 'node:worker_threads')}
new Worker(${JSON.stringify(serverInCommonJs)}, { eval: true })${endTogether}`,
  'fork.cjs': `${commonJs('fork', 'node:child_process')}fork(${serverFile})${endTogether}`,
  'cluster.cjs': `const cluster = require('node:cluster');
if (cluster.isPrimary) cluster.fork()${endTogether}\nelse require('./server.cjs');`,
  'exec-file.cjs': `${commonJs('execFile', 'node:child_process')}
const child = execFile(process.execPath, [${serverFile}]);
child.stdout.pipe(process.stdout); child.stderr.pipe(process.stderr); child${endTogether}`,
};

/** A way to start an app under guard, and the apps whose server it does not reach. */
interface Start {
  readonly args: readonly string[];
  readonly nodeOptions: string;
  readonly misses: readonly string[];
}

const starts: Readonly<Record<string, Start>> = {
  '--import': {
    args: ['--import', guardUrl],
    nodeOptions: '',
    misses: ['worker-text.cjs', 'exec-file.cjs'],
  },
  '-r': { args: ['-r', guard], nodeOptions: '', misses: ['exec-file.cjs'] },
  NODE_OPTIONS: { args: [], nodeOptions: `--import=${guardUrl}`, misses: ['worker-text.cjs'] },
  'NODE_OPTIONS and -r': { args: ['-r', guard], nodeOptions: `--require=${guard}`, misses: [] },
};

const folder = mkdtempSync(join(tmpdir(), 'castellan-start-'));
for (const [name, text] of Object.entries(apps)) writeFileSync(join(folder, name), text);
after(() => rmSync(folder, { recursive: true, force: true }));

test('the packages are built', () => assert.ok(existsSync(guard), 'run `node tools/build.ts`'));

for (const [title, start] of Object.entries(starts)) {
  for (const app of Object.keys(apps)) {
    const isReached = !start.misses.includes(app);
    test(`${title} ${isReached ? 'guards' : 'does not reach'} ${app}`, async () => {
      const { process: child, port } = await started(start, app);
      const url = (path: string): string => `http://127.0.0.1:${port}${path}`;
      const ask = async (q: string): Promise<Response> =>
        fetch(url(`/?q=${encodeURIComponent(q)}`));
      try {
        const benign = await ask('hello');
        assert.deepEqual([benign.status, await benign.text()], [200, 'hello\n']);
        const attack = await ask('hello; echo more');
        assert.equal(attack.status, isReached ? 403 : 200, await attack.text());
      } finally {
        await fetch(url('/quit')).catch(() => undefined);
        child.kill();
      }
    });
  }
}

interface Running {
  readonly process: ChildProcess;
  readonly port: string;
}

/** Resolves once the app's server listens; rejects with what the app wrote when it ends before. */
async function started(start: Start, app: string): Promise<Running> {
  const env: NodeJS.ProcessEnv = { ...process.env, CASTELLAN_LOG: 'off' };
  // What the test runner tells its own children must not reach the app.
  delete env['NODE_TEST_CONTEXT'];
  if (start.nodeOptions === '') delete env['NODE_OPTIONS'];
  else env['NODE_OPTIONS'] = start.nodeOptions;
  const child = spawn(node, [...start.args, join(folder, app)], { env, cwd: folder });
  let errors = '';
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  for await (const line of createInterface(child.stdout)) {
    const port = /^port (\d+)$/.exec(line)?.[1];
    if (port !== undefined) return { process: child, port };
  }
  throw new Error(`${app} ended before it listened\n${errors}`);
}
