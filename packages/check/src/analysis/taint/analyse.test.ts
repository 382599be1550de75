import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyse } from './analyse.ts';

/** An app of `count` routes that share helpers, a store and a long chain of calls. */
function appOf(count: number): { path: string; text: string }[] {
  const routes = Array.from({ length: count }, (_, index) => ({
    path: `routes/route-${index}.js`,
    text: `const store = require('../store');
const { tidy, step${index} } = require('../steps');
module.exports = (app) => {
  app.get('/${index}', async (req, res) => {
    const options = { name: tidy(req.query.name), page: Number(req.query.page) };
    if (options.page > 3) return res.sendStatus(404);
    res.json(await store.find(step${index}(options)));
  });
};
`,
  }));
  const steps = routes.map(
    (_, index) =>
      `exports.step${index} = (value) => exports.step${index + 1 < count ? index + 1 : 0}(value);`,
  );
  return [
    ...routes,
    { path: 'steps.js', text: `exports.tidy = (text) => text.trim();\n${steps.join('\n')}\n` },
    {
      path: 'store.js',
      text: `const { Pool } = require('pg');
const pool = new Pool();
exports.find = ({ name }) => pool.query('SELECT * FROM t WHERE name = $1', [name]);
exports.drop = (name) => pool.query('DROP TABLE ' + name);
`,
    },
    {
      path: 'app.js',
      text: `const app = require('express')();\n${routes.map(({ path }) => `require('./${path}')(app);`).join('\n')}\n`,
    },
  ];
}

test('work grows with the size of the program, not with its square', () => {
  const small = analyse(appOf(40)).size;
  const large = analyse(appOf(160)).size;
  for (const key of ['nodes', 'edges', 'steps', 'states'] as const)
    assert.ok(large[key] < 8 * small[key] + 2_000, `${key}: ${small[key]} → ${large[key]}`);
});

test('a chain of calls across many files is followed to its end', () => {
  const files = Array.from({ length: 30 }, (_, index) => ({
    path: `f${index}.js`,
    text:
      index === 29
        ? "const { exec } = require('child_process');\nexports.go = (text) => exec(text);\n"
        : `const next = require('./f${index + 1}');\nexports.go = (text) => next.go(text);\n`,
  }));
  const start =
    "const { go } = require('./f0');\nmodule.exports = (req, res) => go(req.query.a);\n";
  const { flows } = analyse([...files, { path: 'start.js', text: start }]);
  const flow = flows.find(({ source }) => source === 'query parameters: a');
  assert.ok(flow);
  assert.deepEqual([flow.file, flow.line, flow.harm], ['f29.js', 2, 'command']);
  assert.equal(flow.steps[0]?.file, 'start.js');
});

test('a function that two callers share gives each only what it was given', () => {
  const { flows } = analyse([
    {
      path: 'a.js',
      text: `const { exec } = require('child_process');
const same = (text) => text;
module.exports = (req, res) => {
  const theirs = same(req.query.a);
  const ours = same('ls');
  exec(ours);
  res.json(theirs);
};
`,
    },
  ]);
  assert.deepEqual(
    flows.filter(({ label }) => label === 'input'),
    [],
  );
});

test('names that every object has are names like any other', () => {
  const { files, skipped } = analyse([
    {
      path: 'a.js',
      text: "const crypto = require('crypto');\nmodule.exports = (req, res) => {\n  req.constructor; req.query.toString; req.body.__proto__;\n  crypto.createHash('md5', { constructor: 1, toString: 2, __proto__: 3 });\n};\n",
    },
  ]);
  assert.deepEqual([files, skipped.length], [1, 0]);
});

test('what cannot be read is told, not followed and not thrown', () => {
  const { files, skipped } = analyse([
    { path: 'broken.js', text: 'const = (' },
    { path: 'min.js', text: `x(${'1,'.repeat(5_000)}1)` },
    { path: 'a.test.js', text: 'eval(1)' },
    { path: 'deep.js', text: `${'['.repeat(300)}${']'.repeat(300)}` },
    { path: 'empty.ts', text: '' },
    { path: 'types.d.ts', text: 'export {}' },
  ]);
  assert.deepEqual(
    skipped.map(({ path, why }) => [path, why.split(':')[0]]),
    [
      ['min.js', 'minified'],
      ['a.test.js', 'a test'],
      ['broken.js', 'not understood'],
    ],
  );
  assert.equal(files, 2);
});

test('TypeScript, JSX in .js, decorators of NestJS and routes of Koa, Fastify and Hono are read', () => {
  const flowsOf = (path: string, text: string): string[] =>
    analyse([{ path, text }]).flows.map(({ harm, line }) => `${harm} ${line}`);
  const nest = `import { Controller, Get, Query, Param, ParseIntPipe } from '@nestjs/common';
import { exec } from 'node:child_process';
@Controller()
export class Tools {
  @Get() ping(@Query('host') host: string, @Param('n', ParseIntPipe) n: number): void {
    exec(\`ping -c \${n} localhost\`);
    exec('ping ' + host);
  }
}
`;
  assert.deepEqual(flowsOf('tools.ts', nest), ['command 7']);
  const koa = `const Koa = require('koa');
const { execSync } = require('child_process');
new Koa().use(async (ctx) => {
  ctx.body = execSync('ls ' + ctx.query.dir);
});
`;
  assert.ok(flowsOf('koa.js', koa).includes('command 4'));
  const hono = `import { Hono } from 'hono';
import { execSync } from 'node:child_process';
const app = new Hono();
app.get('/', (c) => c.text(execSync('ls ' + c.req.query('dir')).toString()));
`;
  assert.deepEqual(flowsOf('hono.ts', hono), ['command 4']);
  const fastify = `import Fastify from 'fastify';
import { execSync } from 'node:child_process';
const app = Fastify();
app.route({ method: 'GET', url: '/', handler: async (r) => execSync('ls ' + r.query.dir) });
`;
  assert.ok(flowsOf('fastify.ts', fastify).includes('command 4'));
  const jsx = `export const View = () => <p>{eval(1)}</p>;\nexport function act(req, res) { eval(req.query.a); }\n`;
  assert.ok(flowsOf('view.js', jsx).includes('code 2'));
});
