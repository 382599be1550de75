import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A sequence that is the same each time (Lehmer, modulus 2^31 − 1). */
function sequence(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

const nouns = ['order', 'invoice', 'customer', 'basket', 'parcel', 'stock', 'refund', 'letter'];
const verbs = ['find', 'store', 'change', 'remove', 'count', 'print', 'send', 'merge'];

/** Writes a repository of `count` files as a team of a few years has it, and commits it. */
export function writeRepository(root: string, count: number): void {
  const random = sequence(20_261_126);
  const files = new Map<string, string>([
    ['package.json', manifest],
    ['README.md', prose(random, 40)],
    ['Dockerfile', 'FROM node:24\nWORKDIR /app\nCOPY . .\nUSER node\nCMD ["node", "src/app.js"]\n'],
    ['.github/workflows/test.yml', workflow],
    ['.gitignore', 'node_modules\n.env\n'],
    ['src/app.js', app],
  ]);
  const modules = Math.floor(count * 0.62);
  for (let at = 0; at < modules; at += 1) files.set(modulePath(at), moduleText(at, random));
  for (let at = 0; files.size < count; at += 1) {
    const kind = at % 4;
    if (kind < 2) files.set(`test/module-${at}.test.ts`, testText(at));
    else if (kind === 2) files.set(`docs/page-${at}.md`, prose(random, 60));
    else files.set(`config/table-${at}.json`, table(random));
  }
  for (const [path, text] of files) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const git = (...args: string[]): void => {
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
      cwd: root,
      stdio: 'ignore',
    });
  };
  git('init', '-q');
  git('add', '-A');
  git('commit', '-q', '-m', 'as it is');
}

const manifest = `${JSON.stringify(
  {
    name: 'made-up',
    private: true,
    type: 'module',
    scripts: { start: 'node src/app.js', test: 'node --test' },
    dependencies: { express: '5.1.0', pg: '8.16.0' },
  },
  null,
  2,
)}\n`;

const workflow = `name: test
on: [push]
permissions:
  contents: read
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: npm ci
      - run: npm test
`;

const app = `import express from 'express';
import { routes } from './area-0/module-0.ts';
const app = express();
app.use(express.json());
routes(app);
app.listen(3000);
`;

function modulePath(at: number): string {
  return `src/area-${Math.floor(at / 12)}/module-${at}.ts`;
}

/** Routes, queries and plain work, with imports of modules that come later, so that values go far. */
function moduleText(at: number, random: (below: number) => number): string {
  const next = at + 1 + random(5);
  const lines = [
    `import { Pool } from 'pg';`,
    `import { routes as more, work as other } from '../area-${Math.floor(next / 12)}/module-${next}.ts';`,
    '',
    'const pool = new Pool();',
    '',
  ];
  for (let step = 0; step < 4 + random(5); step += 1) {
    const noun = nouns[random(nouns.length)]!;
    const verb = verbs[random(verbs.length)]!;
    lines.push(
      `/** Does what ${verb} of ${noun} ${step} asks for. */`,
      `async function ${verb}${step}(input: { ${noun}: string; limit?: number }) {`,
      `  const key = input.${noun}.trim().toLowerCase();`,
      `  const limit = Math.min(input.limit ?? 20, ${100 + random(400)});`,
      `  const { rows } = await pool.query('SELECT * FROM ${noun}s WHERE name = $1 LIMIT $2', [key, limit]);`,
      `  return rows.map((row) => ({ ...row, label: \`\${row.name} (\${other(row)})\` }));`,
      '}',
      '',
    );
    lines.push(
      `export const ${noun}${step} = [${Array.from({ length: 12 }, () => random(1000)).join(', ')}];`,
      '',
    );
  }
  lines.push(
    'export function work(row: { name?: string }) {',
    "  return row.name === undefined ? 'nobody' : other({ name: row.name });",
    '}',
    '',
    'export function routes(app) {',
    `  app.get('/${at}/:id', async (req, res) => {`,
    `    const { rows } = await pool.query('SELECT * FROM t${at} WHERE id = $1', [req.params.id]);`,
    '    res.json(rows.map((row) => ({ ...row, text: work(row) })));',
    '  });',
    `  app.post('/${at}', (req, res) => res.json({ got: String(req.body.name).slice(0, 20) }));`,
    '  more?.(app);',
    '}',
    '',
  );
  return lines.join('\n');
}

function testText(at: number): string {
  return `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { work } from '../${modulePath(at)}';

test('it works', () => {
  assert.equal(work({ name: 'a' }), 'nobody');
});
`;
}

function prose(random: (below: number) => number, lines: number): string {
  const words = [...nouns, ...verbs, 'the', 'of', 'and', 'with', 'before', 'after'];
  return Array.from(
    { length: lines },
    () => `${Array.from({ length: 12 }, () => words[random(words.length)]).join(' ')}.\n`,
  ).join('');
}

function table(random: (below: number) => number): string {
  const rows = Array.from({ length: 60 }, (_, id) => ({
    id,
    name: nouns[random(nouns.length)],
    amount: random(100_000),
  }));
  return `${JSON.stringify(rows, null, 2)}\n`;
}
