import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Finding } from '@castellan/core';
import { type BuildOptions, build } from 'esbuild';

const node = process.env['CASTELLAN_NODE'] ?? process.execPath;
const guard = fileURLToPath(new URL('../../../castellan/dist/guard.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'castellan-explanation-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** The token comes in base64, in a nested field of a JSON body; line 8 runs it. */
const source = `import { createServer } from 'node:http';
import { execSync } from 'node:child_process';

interface Order { user: { token: string } }

function count(order: Order): string {
  const name: string = Buffer.from(order.user.token, 'base64').toString();
  return execSync('echo "user ' + name + '" | wc -l').toString();
}

const server = createServer(async (req, res) => {
  let text = '';
  for await (const chunk of req) text += chunk;
  res.end(count(JSON.parse(text) as Order));
});
server.listen(0, '127.0.0.1', () => console.log('port ' + (server.address() as any).port));
setTimeout(() => process.exit(), 30_000).unref();
`;
const line = source.split('\n').findIndex((text) => text.includes('execSync(')) + 1;
const attack = 'x"; touch /tmp/castellan-must-not-be #';

const builds: Readonly<Record<string, BuildOptions>> = {
  'minified ES module with its map beside it': { format: 'esm', sourcemap: 'linked', minify: true },
  'CommonJS with its map inside': { format: 'cjs', sourcemap: 'inline' },
  'without a map': { format: 'cjs', sourcemap: false },
};

for (const [title, options] of Object.entries(builds)) {
  test(`a block explains itself: ${title}`, async () => {
    const isMapped = options.sourcemap !== false;
    const finding = await findingOf(await built(title, options));
    assert.equal(finding.detection, 'command-injection');
    assert.deepEqual([finding.outcome, finding.disposition], ['attack', 'blocked']);
    assert.equal(finding.input.path, 'body.user.token');
    assert.deepEqual(finding.input.transformations, ['base64-decoding']);
    const { excerpt, start, end } = finding.span;
    assert.match(excerpt, /^echo "user x"; touch/);
    assert.ok(excerpt.slice(start, end).includes('touch /tmp'), excerpt.slice(start, end));
    assert.deepEqual(finding.sink, {
      library: 'node:child_process',
      api: 'execSync',
      kind: 'shell',
    });
    assert.deepEqual([finding.cwe, finding.controls.includes('asvs5:1.2.5')], [78, true]);
    assert.match(finding.advice, /execFile/);
    assert.equal(finding.request?.method, 'POST');
    assert.equal(finding.location?.sourceMapped, isMapped);
    if (!isMapped) return;
    assert.equal(finding.location.file, join(folder, 'app.ts'));
    assert.equal(finding.location.line, line);
  });
}

/** Builds the app in one form; answers the file to start. */
async function built(title: string, options: BuildOptions): Promise<string> {
  const entry = join(folder, 'app.ts');
  writeFileSync(entry, source);
  const extension = options.format === 'esm' ? 'mjs' : 'cjs';
  const outfile = join(folder, 'dist', `${title.replaceAll(' ', '-')}.${extension}`);
  await build({ entryPoints: [entry], outfile, platform: 'node', target: 'node20', ...options });
  return outfile;
}

/** Starts the app under guard, attacks it, and reads what guard wrote of it. */
async function findingOf(app: string): Promise<Finding> {
  const file = `${app}.ndjson`;
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const child = spawn(node, ['--import', pathToFileURL(guard).href, app], {
    cwd: folder,
    env: { ...env, CASTELLAN_LOG: 'off', CASTELLAN_FINDINGS_FILE: file },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    for await (const text of createInterface(child.stdout)) {
      const body = JSON.stringify({ user: { token: Buffer.from(attack).toString('base64') } });
      const url = `http://127.0.0.1:${text.slice('port '.length)}/`;
      const response = await fetch(url, { method: 'POST', body });
      assert.equal(response.status, 403, await response.text());
      break;
    }
    return await firstFinding(file);
  } finally {
    child.kill();
  }
}

async function firstFinding(file: string): Promise<Finding> {
  for (let attempt = 0; attempt < 100; attempt++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    const [first] = readIfThere(file).split('\n', 1);
    if (first) return JSON.parse(first) as Finding;
  }
  return assert.fail(`nothing was written to ${file}`);
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
