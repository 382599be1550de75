import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const register = fileURLToPath(new URL('../register.ts', import.meta.url));

/** Handlers that hand `q` of the query to what runs code; the value is sent back. */
const handlers = {
  direct: 'const rate = 2; return eval(q)',
  indirect: 'return (0, eval)(q)',
  alias: 'const e = eval; return e(q)',
  'as-property': 'return globalThis.eval(q)',
  import: 'return import(q)',
  'data-url':
    "return (await import('data:text/javascript,export default ' + encodeURIComponent(q))).default",
  timer: 'try { setTimeout(q, 0) } catch (error) { return error.code }',
} as const;

const commonJsHandlers = {
  require: 'return require(q)',
  'vm-script': "return require('node:vm').createScript(q).runInThisContext()",
  'vm-parameters': "return require('node:vm').compileFunction('return 9', [q])(1)",
  'made-require': "return require('node:module').createRequire(__filename)(q)",
  'module-require': 'return module.require(q)',
  'worker-text': `const { Worker } = require('node:worker_threads');
    const text = "require('node:worker_threads').parentPort.postMessage(" + q + ")";
    return new Promise((done, fail) => new Worker(text, { eval: true, execArgv: [], env: {} })
      .on('message', done).on('error', fail))`,
  'worker-file': `const { Worker } = require('node:worker_threads');
    return new Promise((done, fail) => new Worker(q, { execArgv: [] }).on('exit', done).on('error', fail))`,
  fork: `const { fork } = require('node:child_process');
    return new Promise((done, fail) => fork(q, { silent: true, execArgv: [] }).on('exit', done).on('error', fail))`,
} as const;

function serverOf(uses: Readonly<Record<string, string>>): string {
  const table = Object.entries(uses).map(([name, body]) => `'/${name}': async (q) => { ${body} }`);
  return `const uses = {\n${table.join(',\n')}\n};
createServer(async (req, res) => {
  const url = new URL(req.url, 'http://app');
  try { res.end(String(await uses[url.pathname](url.searchParams.get('q')))); }
  catch (error) { res.statusCode = 500; res.end(String(error.code)); }
}).listen(0, '127.0.0.1', function () { console.log(this.address().port) });\n`;
}

const folder = mkdtempSync(join(tmpdir(), 'castellan-code-'));
const outside = join(folder, 'outside', 'steal.cjs');
const files: Readonly<Record<string, string>> = {
  'outside/steal.cjs': 'exports.stolen = true;',
  'app/part.cjs': 'exports.isPart = true;',
  'app/app.cjs': `const { createServer } = require('node:http');\n${serverOf({ ...handlers, ...commonJsHandlers })}`,
  'app/app.mjs': `import { createServer } from 'node:http';\n${serverOf(handlers)}`,
  'app/app.mts': `import { createServer } from 'node:http';\nconst kind: string = 'ts';\n${serverOf(handlers)}`,
  'app/app.cts': `const { createServer } = require('node:http');\nconst kind: string = 'ts';\n${serverOf(handlers)}`,
};
for (const [name, text] of Object.entries(files)) {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), text);
}
after(() => rmSync(folder, { recursive: true, force: true }));

interface Trial {
  readonly use: string;
  readonly q: string;
  readonly answer: string | 403;
}

const everywhere: readonly Trial[] = [
  ...['direct', 'indirect', 'alias', 'as-property'].flatMap((use) => [
    { use, q: '41+1', answer: '42' },
    { use, q: 'process.exit(3)', answer: 403 } as const,
  ]),
  { use: 'direct', q: 'rate', answer: '2' },
  { use: 'import', q: 'node:path/posix', answer: 403 },
  { use: 'import', q: outside, answer: 403 },
  { use: 'import', q: '../outside/steal.cjs', answer: 403 },
  { use: 'import', q: 'data:text/javascript,process.exit(3)', answer: 403 },
  { use: 'import', q: 'no-such-package', answer: 'ERR_MODULE_NOT_FOUND' },
  { use: 'data-url', q: '7', answer: '7' },
  { use: 'data-url', q: 'process.exit(3)', answer: 403 },
  { use: 'timer', q: 'process.exit(3)', answer: 'ERR_INVALID_ARG_TYPE' },
];
const inCommonJs: readonly Trial[] = [
  ...['require', 'made-require', 'module-require'].flatMap((use) => [
    { use, q: outside, answer: 403 } as const,
    { use, q: '../outside/steal.cjs', answer: 403 } as const,
    { use, q: 'no-such-package', answer: 'MODULE_NOT_FOUND' },
  ]),
  { use: 'vm-script', q: '6*7', answer: '42' },
  { use: 'vm-script', q: 'process.exit(3)', answer: 403 },
  { use: 'vm-parameters', q: 'price', answer: '9' },
  { use: 'vm-parameters', q: 'a = process.exit(3)', answer: 403 },
  { use: 'worker-text', q: '8', answer: '8' },
  { use: 'worker-text', q: 'process.exit(3)', answer: 403 },
  { use: 'worker-file', q: outside, answer: 403 },
  { use: 'fork', q: outside, answer: 403 },
  { use: 'fork', q: '../outside/steal.cjs', answer: 403 },
];

for (const [app, trials] of [
  ['app.cjs', [...everywhere, ...inCommonJs]],
  ['app.mjs', everywhere],
  ['app.mts', everywhere],
  ['app.cts', everywhere],
] as const) {
  describe(`code that a request brings to ${app}`, () => {
    let server: ChildProcess;
    let port: string;
    before(async () => {
      const args = ['-C', 'castellan-source', '--import', register, join(folder, 'app', app)];
      const env = { ...process.env, CASTELLAN_LOG: 'off' };
      server = spawn(process.execPath, args, { cwd: join(folder, 'app'), env });
      assert.ok(server.stdout);
      for await (const line of createInterface(server.stdout)) {
        port = line;
        break;
      }
    });
    after(() => server.kill());
    for (const { use, q, answer } of trials) {
      test(`${use}: ${q}`, async () => {
        const url = `http://127.0.0.1:${port}/${use}?q=${encodeURIComponent(q)}`;
        const response = await fetch(url);
        const text = await response.text();
        if (answer === 403) assert.equal(response.status, 403, text);
        else assert.equal(text, answer);
      });
    }
  });
}
