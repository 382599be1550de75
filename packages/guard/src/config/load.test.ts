import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { formatToken } from '@castellan/core';
import { type Loaded, loadConfiguration } from './load.ts';

const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'castellan-config-')));
after(() => rmSync(root, { recursive: true, force: true }));
const FILE = 'castellan.config.json';
const detections = ['sql-injection', 'path-traversal'];
let folders = 0;

/** Loads with this text as the configuration file; none when it is undefined. */
function load(text: string | Uint8Array | undefined, env: NodeJS.ProcessEnv = {}): Loaded {
  const folder = path.join(root, String((folders += 1)));
  mkdirSync(folder);
  if (text !== undefined) writeFileSync(path.join(folder, FILE), text);
  return loadConfiguration(detections, env, folder);
}

function problemsOf(loaded: Loaded): string[] {
  if (loaded.ok) return [];
  return loaded.problems.map(({ key, message }) => `${key} ${message}`);
}

const guard = (settings: unknown): string => JSON.stringify({ guard: settings });
const MODES = 'accepts "off", "monitor", "block"';
const LOG_FORMS = 'accepts "auto", "json", "text", "off"';
const OBJECT = 'accepts a JSON object with a "guard" key';

/** A file, and what must be said of it: each problem with its key and what is accepted. */
const malformedFiles: Readonly<Record<string, readonly [string | Uint8Array, ...string[]]>> = {
  'no JSON': ['mode: block', `${FILE} is not valid JSON`, OBJECT],
  'cut off': ['{"guard": {"mode": "block"', `${FILE} is not valid JSON`, OBJECT],
  'a comment in it': ['{/* hi */}', `${FILE} is not valid JSON`],
  'UTF-16': [Buffer.from('\uFEFF{"guard":{}}', 'utf16le'), `${FILE} is not valid JSON`],
  empty: ['', `${FILE} is empty`, OBJECT],
  'white space': [' \n', `${FILE} is empty`],
  'a list': ['[]', `${FILE} ${OBJECT}`],
  'a text': ['"block"', `${FILE} ${OBJECT}`],
  null: ['null', `${FILE} ${OBJECT}`],
  'a section under another name': [
    '{"gaurd": {"mode": "off"}}',
    `${FILE}: gaurd is not a known key; accepted keys are "$schema", "guard", "check", "watch"; did you mean "guard"?`,
  ],
  'settings outside of their section': ['{"mode": "off"}', `${FILE}: mode is not a known key`],
  'a section that is null': [guard(null), 'guard accepts an object, got null'],
  'a section that is a list': [guard([]), 'guard accepts an object, got []'],
  'an unknown key': [
    guard({ modes: 'block' }),
    'guard.modes is not a known key; accepted keys are "app", "environment", "mode"',
    'did you mean "mode"?',
  ],
  'a key that every object inherits': [
    '{"guard": {"constructor": 1, "__proto__": {"mode": "off"}}}',
    'guard.constructor is not a known key',
    'guard.__proto__ is not a known key',
  ],
  'an unknown mode': [
    guard({ mode: 'blok' }),
    `guard.mode ${MODES}, got "blok"; did you mean "block"?`,
  ],
  'a mode of another type': [guard({ mode: true }), `guard.mode ${MODES}, got true`],
  'a mode in capitals': [guard({ mode: 'BLOCK' }), `guard.mode ${MODES}, got "BLOCK"`],
  'an unknown detection': [
    guard({ detections: { 'sql-injektion': 'off' } }),
    'guard.detections.sql-injektion is not a known key; accepted keys are "sql-injection", "path-traversal"; did you mean "sql-injection"?',
  ],
  'a detection without a mode': [
    guard({ detections: { 'sql-injection': false } }),
    `guard.detections.sql-injection ${MODES}, got false`,
  ],
  'a list of detections': [
    guard({ detections: ['sql-injection'] }),
    'guard.detections accepts an object, got ["sql-injection"]',
  ],
  'routes that are no list': [guard({ routes: {} }), 'guard.routes accepts a list, got {}'],
  'a route without a mode': [
    guard({ routes: [{ route: '/a' }] }),
    'guard.routes[0].mode is required',
  ],
  'a route that is no path': [
    guard({ routes: [{ route: 'admin', mode: 'off' }] }),
    'guard.routes[0].route accepts a path pattern such as "/admin/*"',
  ],
  'an unknown detection on the second route': [
    guard({
      routes: [
        { route: '/', mode: 'off' },
        { route: '/', mode: 'off', detections: ['x'] },
      ],
    }),
    'guard.routes[1].detections[0] accepts "sql-injection", "path-traversal", got "x"',
  ],
  'an exception without an end': [
    guard({
      exceptions: [{ detection: 'sql-injection', route: '/a', input: 'body.a', reason: 'known' }],
    }),
    'guard.exceptions[0].until is required',
  ],
  'an exception for every input, until a day that is none': [
    guard({
      exceptions: [
        { detection: 'x', route: '/a', input: '*', reason: 'known', until: '2026-02-30' },
      ],
    }),
    'guard.exceptions[0].detection accepts "sql-injection", "path-traversal", got "x"',
    'guard.exceptions[0].input accepts the path of one input',
    'guard.exceptions[0].until accepts the last day such as "2027-01-31", got "2026-02-30"',
  ],
  'a host with a scheme': [
    guard({ allowedHosts: ['http://images.internal/'] }),
    'guard.allowedHosts[0] accepts a host name or address, without scheme or path',
  ],
  'a host that is a number': [guard({ allowedHosts: [1] }), 'guard.allowedHosts[0] accepts a host'],
  'a findings file that is true': [
    guard({ findingsFile: true }),
    'guard.findingsFile accepts a file path or false, got true',
  ],
  'a findings file without a name': [guard({ findingsFile: '' }), 'guard.findingsFile accepts'],
  'an unknown form of log': [guard({ log: 'txt' }), `guard.log ${LOG_FORMS}, got "txt"`],
  'an app without a name': [guard({ app: '' }), 'guard.app accepts a name of 1 to 100 characters'],
  'a name of 101 characters': [guard({ app: 'a'.repeat(101) }), 'guard.app accepts a name of 1'],
  'several problems at once': [
    guard({ mode: 1, log: 2 }),
    `guard.mode ${MODES}, got 1`,
    `guard.log ${LOG_FORMS}, got 2`,
  ],
};

for (const [title, [text, ...expected]] of Object.entries(malformedFiles)) {
  test(`a file is refused, and it is said why: ${title}`, () => {
    const problems = problemsOf(load(text)).join('\n');
    for (const one of expected) assert.ok(problems.includes(one), problems);
  });
}

const malformedVariables: Readonly<Record<string, readonly [NodeJS.ProcessEnv, string]>> = {
  'an unknown mode': [{ CASTELLAN_MODE: 'blok' }, `CASTELLAN_MODE ${MODES}, got "blok"`],
  'an empty mode': [{ CASTELLAN_MODE: '' }, `CASTELLAN_MODE ${MODES}, got ""`],
  'an unknown form of log': [{ CASTELLAN_LOG: 'yes' }, `CASTELLAN_LOG ${LOG_FORMS}, got "yes"`],
  'a log that is false': [{ CASTELLAN_LOG: 'false' }, `CASTELLAN_LOG ${LOG_FORMS}, got false`],
  'an app without a name': [{ CASTELLAN_APP: ' ' }, 'CASTELLAN_APP accepts a name of 1 to 100'],
  'an environment without a name': [{ CASTELLAN_ENVIRONMENT: '' }, 'CASTELLAN_ENVIRONMENT accepts'],
  'a findings file without a name': [
    { CASTELLAN_FINDINGS_FILE: '' },
    'CASTELLAN_FINDINGS_FILE accepts a file path or false, got ""',
  ],
  'an unknown strictness': [
    { CASTELLAN_STRICT: 'yes' },
    'CASTELLAN_STRICT accepts "1", "0", got "yes"',
  ],
  'an unknown switch': [{ CASTELLAN: 'of' }, 'CASTELLAN accepts "on", "off", got "of"'],
  'a file that is not there': [{ CASTELLAN_CONFIG: 'nowhere.json' }, '(ENOENT)'],
};

for (const [title, [env, expected]] of Object.entries(malformedVariables)) {
  test(`a variable is refused, and it is said why: ${title}`, () => {
    const problems = problemsOf(load(undefined, env)).join('\n');
    assert.ok(problems.includes(expected), problems);
    assert.match(problems, /^CASTELLAN/);
  });
}

test('a valid file does not excuse a variable, nor a valid variable the file', () => {
  assert.equal(load(guard({ mode: 'block' }), { CASTELLAN_MODE: 'x' }).ok, false);
  assert.equal(load(guard({ mode: 'x' }), { CASTELLAN_MODE: 'block' }).ok, false);
});

test('a directory, and a file that may not be read, are named with the cause', (t) => {
  const folder = path.join(root, 'unreadable');
  mkdirSync(path.join(folder, FILE), { recursive: true });
  assert.match(
    problemsOf(loadConfiguration(detections, {}, folder)).join(),
    /cannot read .*EISDIR/,
  );
  const file = path.join(root, 'secret.json');
  writeFileSync(file, '{}', { mode: 0o000 });
  if (process.getuid?.() === 0)
    return t.skip('root may read every file: run the tests as another user');
  const loaded = loadConfiguration(detections, { CASTELLAN_CONFIG: file }, root);
  chmodSync(file, 0o600);
  assert.match(problemsOf(loaded).join(), /^CASTELLAN_CONFIG cannot read .*EACCES/);
});

test('a file is read to the last byte that is allowed, and not with one more', () => {
  const limit = 1_048_576;
  const head = '{"guard":{}';
  const padded = (length: number): string => `${head}${' '.repeat(length - head.length - 1)}}`;
  assert.equal(load(padded(limit)).ok, true);
  assert.match(problemsOf(load(padded(limit + 1))).join(), /is longer than 1048576 bytes/);
});

test('what is valid is applied over the defaults: file, then environment', () => {
  const loaded = load(
    `\uFEFF${guard({ mode: 'monitor', log: 'text', allowedHosts: ['a.internal'] })}`,
    {
      CASTELLAN_LOG: 'json',
      CASTELLAN_FINDINGS_FILE: 'false',
      CASTELLAN_STRICT: '1',
      NODE_ENV: 'test',
    },
  );
  assert.ok(loaded.ok, problemsOf(loaded).join());
  const { mode, log, findingsFile, allowedHosts, environment } = loaded.configuration;
  assert.deepEqual(
    [mode, log, findingsFile, allowedHosts, environment],
    ['monitor', 'json', false, ['a.internal'], 'test'],
  );
  assert.ok(Object.isFrozen(loaded.configuration));
});

test('no file, an empty section and sections of other faces are the defaults', () => {
  for (const text of [undefined, '{}', '{"guard":{}}', '{"$schema":"x","check":{},"watch":{}}']) {
    const loaded = load(text);
    assert.ok(loaded.ok, problemsOf(loaded).join());
    assert.equal(loaded.configuration.mode, 'block');
  }
});

const token = formatToken('ingest', 'a'.repeat(43));
test('watch, its token and the trusted proxies come from the environment', () => {
  const loaded = load(undefined, {
    CASTELLAN_WATCH_URL: 'https://watch.example.com',
    CASTELLAN_TOKEN: token,
    CASTELLAN_TRUSTED_PROXIES: '10.0.0.0/8, 2001:db8::1',
  });
  assert.ok(loaded.ok);
  const { watchUrl, watchToken, trustedProxies, spoolDirectory } = loaded.configuration;
  assert.deepEqual(
    { watchUrl, watchToken, trustedProxies, spoolDirectory },
    {
      watchUrl: 'https://watch.example.com',
      watchToken: token,
      trustedProxies: ['10.0.0.0/8', '2001:db8::1'],
      spoolDirectory: path.join(root, String(folders), '.castellan', 'spool'),
    },
  );
});

test('an address without a token is a problem, named by its variable', () => {
  const [problem = ''] = problemsOf(
    load(undefined, { CASTELLAN_WATCH_URL: 'https://watch.example.com' }),
  );
  assert.match(problem, /^CASTELLAN_TOKEN is required with CASTELLAN_WATCH_URL/);
});

test('a token with a slip in it is told, and never shown', () => {
  const [problem = ''] = problemsOf(load(undefined, { CASTELLAN_TOKEN: `${token.slice(0, -1)}!` }));
  assert.match(problem, /^CASTELLAN_TOKEN accepts an ingest token of watch/);
  assert.equal(problem.includes('aaaa'), false);
  assert.equal(
    problemsOf(load(undefined, { CASTELLAN_TOKEN: formatToken('api', 'a'.repeat(43)) })).length,
    1,
  );
});

test('addresses that lead nowhere, or carry a password, are problems', () => {
  for (const url of [
    'watch.example.com',
    'ftp://watch',
    'https://u:p@watch',
    'https://watch/?x',
    '',
  ]) {
    assert.equal(
      problemsOf(load(undefined, { CASTELLAN_WATCH_URL: url, CASTELLAN_TOKEN: token })).length,
      1,
      url,
    );
  }
});

test('a proxy that is no network is a problem, named by its variable', () => {
  const [problem = ''] = problemsOf(
    load(undefined, { CASTELLAN_TRUSTED_PROXIES: '10.0.0.0/8,proxy.internal' }),
  );
  assert.match(problem, /^CASTELLAN_TRUSTED_PROXIES accepts an address or a network/);
});
