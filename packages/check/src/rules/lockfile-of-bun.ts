import { commit, digest } from './lockfile-of-npm.ts';
import type { Example } from './rule.ts';

/** Of `deps/lockfile`. */
export const ofBun: readonly Example[] = [
  {
    title:
      'Bun: pinned, an alias, from commits, an archive that is asked for, a workspace, a folder',
    given: withBun(
      `"a": ["a@1.0.0", "", { "dependencies": { "b": "^1.0.0" } }, "${digest}"]`,
      `"a/b": ["c@1.0.0", "", {}, "${digest}"]`,
      `"d": ["d@git+ssh://git@example.com/x/d.git#${commit}", {}, "${commit}"]`,
      '"e": ["e@github:x/e#c0c0c0c", {}, "x-e-c0c0c0c"]',
      `"f": ["f@https://cdn.example.com/f.tgz", {}, "${digest}"]`,
      '"g": ["g@workspace:packages/g"]',
      '"h": ["h@file:h", {}]',
    ),
    expect: 'pass',
  },
  {
    title: 'Bun: no digest',
    given: withBun('"a": ["a@1.0.0", "", {}]'),
    expect: 'fail',
    at: ['bun.lock'],
  },
  {
    title: 'Bun: asked for by plain http: package.json has to change too',
    given: {
      ...withBun(
        `"a": ["a@1.0.0", "", {}, "${digest}"]`,
        `"f": ["f@http://npm.example.com/f.tgz", {}, "${digest}"]`,
      ),
      '.npmrc': 'registry=https://npm.example.com/\n',
    },
    expect: 'fail',
    fixed: {},
  },
  {
    title: 'Bun: plain http, and https in the settings',
    given: { ...bunFrom('http'), '.npmrc': 'registry=https://npm.example.com/\n' },
    expect: 'fail',
    fixed: { 'bun.lock': bunFrom('https')['bun.lock']! },
  },
  {
    title: 'Bun: from a branch',
    given: withBun('"a": ["a@github:x/a#main", {}, "x-a-main"]'),
    expect: 'fail',
  },
  {
    title: 'Bun: another package behind the name',
    given: withBun(
      `"a": ["a@1.0.0", "https://registry.npmjs.org/evil/-/evil-1.0.0.tgz", {}, "${digest}"]`,
    ),
    expect: 'fail',
  },
  {
    title: 'Bun: behind package.json',
    given: {
      ...withBun(`"a": ["a@1.0.0", "", {}, "${digest}"]`),
      'package.json': '{"dependencies":{"a":"^2.0.0"}}',
    },
    expect: 'fail',
  },
  {
    title: 'Bun: cut off',
    given: withBun('"a": ["a@1.0.0", "", {'),
    expect: 'unknown',
  },
  {
    title: 'Bun: binary',
    given: { 'package.json': '{"dependencies":{"a":"1"}}', 'bun.lockb': '#!/usr/bin/env bun\n' },
    expect: 'unknown',
  },
];

/** An app that asks for `a`, with a bun.lock whose packages are `packages`. */
function withBun(...packages: readonly string[]): Record<string, string> {
  const lines = packages.map((line) => `    ${line},\n`).join('');
  return {
    'package.json': '{"dependencies":{"a":"^1.0.0"}}',
    'bun.lock': `{\n  "lockfileVersion": 1,\n  "workspaces": {\n    "": {\n      "dependencies": {\n        "a": "^1.0.0",\n      },\n    },\n  },\n  "packages": {\n${lines}  },\n}\n`,
  };
}

function bunFrom(scheme: string): Record<string, string> {
  return withBun(
    `"a": ["a@1.0.0", "${scheme}://npm.example.com/a/-/a-1.0.0.tgz", {}, "${digest}"]`,
  );
}
