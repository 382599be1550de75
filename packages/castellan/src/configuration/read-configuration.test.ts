import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UsageError } from '../usage-error.ts';
import type { Configuration } from './configuration.ts';
import { sectionOf } from './read-configuration.ts';

const file = 'castellan.config.ts';

function problemOf(text: string, name: string = file): string {
  try {
    sectionOf(name, text);
  } catch (error) {
    assert.ok(error instanceof UsageError, String(error));
    return error.message;
  }
  return 'none';
}

const whole: NonNullable<Configuration['check']> = {
  targets: {
    repository: true,
    sites: ['https://a.example'],
    hosts: ['local', 'ssh://root@b.example'],
    domains: ['example.com'],
    images: ['shop.tar'],
  },
  rules: { 'docker/user': 'medium', headers: 'low', M1: 'off', 'ci/sast': 'critical' },
  failOn: { severity: 'medium', confidence: 'possible' },
  format: 'github',
  output: ['out/castellan.html', 'castellan.sarif'],
  baseline: 'last.json',
  strict: true,
  accept: [
    { rule: 'docker/user', file: 'images/**', reason: 'r', owner: 'ana', until: '2027-01-01' },
  ],
};
// No rule judges M1: only what rules judge can be set.
const { M1: _, ...ruled } = whole.rules!;
const fitting = { ...whole, rules: ruled };

test('every form of the file says the same', () => {
  const json = JSON.stringify({ check: fitting, guard: { mode: 'block' } });
  const code = JSON.stringify({ check: fitting });
  const forms: readonly (readonly [string, string])[] = [
    ['castellan.config.json', json],
    [file, `import { defineConfig } from 'castellan';\nexport default defineConfig(${code});`],
    [file, `export default ${code} satisfies Configuration;`],
    ['castellan.config.mts', `const it = ${code} as const;\nexport default it;`],
    ['castellan.config.js', `module.exports = ${code};`],
    ['castellan.config.mjs', `export const it = (${code});\nexport default { ...it };`],
  ];
  for (const [name, text] of forms) assert.deepEqual(sectionOf(name, text), fitting, text);
  assert.equal(sectionOf('castellan.config.json', '{"guard":{}}'), undefined);
  assert.equal(sectionOf(file, 'export default {}'), undefined);
});

test('nothing in it is run: what is no literal is told with its line', () => {
  const nothing: readonly (readonly [string, RegExp])[] = [
    [
      'export default {\n  check: {\n    strict: process.exit(1) } }',
      /^castellan\.config\.ts:3: only literals/,
    ],
    ['export default { check: { baseline: process.env.HOME } }', /:1: only literals/],
    ['export default { check: { baseline: `${x}` } }', /:1: only literals/],
    ['export default { check: { baseline: require("child_process") } }', /:1: only literals/],
    ['export default { get check() { return {} } }', /:1: only plain names/],
    ['export default { ["che" + "ck"]: {} }', /:1: only plain names/],
    [
      'const a = b;\nconst b = a;\nexport default { check: a }',
      /:2: a is no constant of this file/,
    ],
    ['export default () => ({})', /:1: only literals/],
    ['export default defineConfig({}, {})', /:1: the call takes one object/],
    ['let x = 1;', /:1: there is no `export default`/],
    ['export default {', /castellan\.config\.ts:1: /],
    ['export default 3', /:1: the configuration is no object/],
  ];
  for (const [text, message] of nothing) assert.match(problemOf(text), message, text);
});

test('what is not known is told with its line and what was probably meant', () => {
  const wrong: readonly (readonly [string, RegExp])[] = [
    [
      'export default {\n  chek: {} }',
      /^castellan\.config\.ts:2: unknown key "chek"; did you mean "check"\?$/,
    ],
    ['export default { guard: {} }', /:1: guard reads castellan\.config\.json alone/],
    [
      'export default { check: {\n failOn: {\n  sevrity: "low" } } }',
      /:3: unknown key "sevrity" in check\.failOn; did you mean "severity"\?/,
    ],
    [
      'export default { check: { rules: {\n\n "docker/usr": "off" } } }',
      /:3: "docker\/usr" is no rule.*did you mean "docker\/user"\?/,
    ],
    [
      'export default { check: { rules: {\n "docker/user": "medum" } } }',
      /:2: check\.rules\.docker\/user is invalid: option/,
    ],
    [
      'export default { check: { accept: [\n{ rule: "docker/user",\nreason: "r", owner: "o",\nuntil: "soon" }] } }',
      /:4: check\.accept\[0\]\.until is a day/,
    ],
    [
      'export default { check: { accept: [\n{ rule: "docker/user" }] } }',
      /:2: check\.accept\[0\]\.reason/,
    ],
    [
      'export default { check: { output: [\n"../a.html"] } }',
      /:2: check\.output\[0\] is a path in this folder/,
    ],
    ['export default { check: { output: [".git/hooks/pre-commit"] } }', /is a path in this folder/],
    ['export default { check: { "__proto__": {} } }', /unknown key "__proto__"/],
  ];
  for (const [text, message] of wrong) assert.match(problemOf(text), message, text);
  assert.match(
    problemOf('{"check":{\n"strct":true}}', 'castellan.config.json'),
    /json:2: unknown key "strct"/,
  );
  assert.match(problemOf('{"check":}', 'castellan.config.json'), /is no JSON/);
});
