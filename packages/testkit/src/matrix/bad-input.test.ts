import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';

const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'castellan-start-')));
after(() => rmSync(root, { recursive: true, force: true }));
/** The Node.js under test, and the built package as it is published. */
const node = process.env['CASTELLAN_NODE'] ?? process.execPath;
const guard = new URL('../../../castellan/dist/guard.js', import.meta.url).href;
let folders = 0;

interface Ran {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs `app.cjs` among these files under guard. */
function runApp(files: Readonly<Record<string, string>>, env: NodeJS.ProcessEnv = {}): Ran {
  const folder = path.join(root, String((folders += 1)));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  const args = ['--import', guard, 'app.cjs'];
  const { NODE_TEST_CONTEXT: _context, NODE_OPTIONS: _options, ...rest } = process.env;
  const { status, stdout, stderr } = spawnSync(node, args, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...rest, CASTELLAN_FINDINGS_FILE: 'false', CASTELLAN_LOG: 'json', ...env },
  });
  return { code: status, output: stdout, errors: stderr };
}

/** Says what of guard is there: a wrapped function has been given a new text in no other way. */
const app = `const started = Reflect.ownKeys(globalThis).filter((key) => String(key).includes('guard.bridge'));
console.log('ran', started.length, Object.hasOwn(process, 'emit'));`;
const typo = JSON.stringify({ guard: { mode: 'blok' } });

test('with a malformed configuration guard says so and hooks nothing; the app runs', () => {
  const { code, output, errors } = runApp({ 'app.cjs': app, 'castellan.config.json': typo });
  assert.deepEqual([code, output], [0, 'ran 0 false\n']);
  assert.match(
    errors,
    /guard\.mode accepts "off", "monitor", "block", got "blok"; did you mean "block"\?\n/,
  );
  assert.match(errors, /Guard has NOT started: this app runs UNPROTECTED\. Set CASTELLAN_STRICT=1/);
});

test('the same app with a valid configuration is hooked, so that the test above can fail', () => {
  const { code, output } = runApp({ 'app.cjs': app, 'castellan.config.json': '{"guard":{}}' });
  assert.deepEqual([code, output], [0, 'ran 1 true\n']);
});

test('with CASTELLAN_STRICT the process ends before the app, and not in 0', () => {
  for (const strict of ['1', 'yes']) {
    const env = { CASTELLAN_STRICT: strict };
    const { code, output, errors } = runApp({ 'app.cjs': app, 'castellan.config.json': typo }, env);
    assert.deepEqual([code, output], [1, '']);
    assert.match(errors, /guard\.mode accepts .*\n[^]*so the process ends\.\n/);
  }
  const { code, output } = runApp({ 'app.cjs': app }, { CASTELLAN_STRICT: '1' });
  assert.deepEqual([code, output], [0, 'ran 1 true\n']);
});

test('a malformed variable is refused in the same way', () => {
  const { output, errors } = runApp({ 'app.cjs': app }, { CASTELLAN_MODE: 'on' });
  assert.equal(output, 'ran 0 false\n');
  assert.match(errors, /CASTELLAN_MODE accepts "off", "monitor", "block", got "on"/);
});

/** Manifests of drivers whose version guard cannot know, and the version that it tells. */
const unknownVersions: Readonly<Record<string, readonly [object, string]>> = {
  'a later major version': [{ name: 'pg', version: '99.0.0' }, '99.0.0'],
  'a pre-release': [{ name: 'pg', version: '8.16.0-beta.1' }, '8.16.0-beta.1'],
  'no version': [{ name: 'pg' }, 'unknown'],
  'a version that is none': [{ name: 'pg', version: 'latest' }, 'latest'],
  'a version that is a number': [{ name: 'pg', version: 8 }, 'unknown'],
};

for (const [title, [manifest, version]] of Object.entries(unknownVersions)) {
  test(`a driver of which guard does not know the version is told as unprotected: ${title}`, () => {
    const { code, errors } = runApp({
      'app.cjs': "console.log(typeof require('pg').prototype.query);",
      'node_modules/pg/package.json': JSON.stringify({ ...manifest, main: 'lib/client.js' }),
      'node_modules/pg/lib/client.js': 'module.exports = class { query() {} };',
    });
    assert.equal(code, 0, errors);
    const [line] = errors.split('\n').filter((one) => one.includes('"library":"pg"'));
    const told = JSON.parse(line ?? assert.fail(errors)) as Record<string, unknown>;
    assert.equal(told['msg'], 'library not protected');
    assert.equal(told['version'], version);
    assert.equal(told['cause'], `version ${version} is not known to this guard`);
  });
}
