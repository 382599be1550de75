import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyse } from './analyse.ts';

const head = "import express from 'express';\nimport fs from 'node:fs';\nconst app = express();\n";

/** What is taken for granted of each way to a file. */
function doubtsOf(text: string): (string | undefined)[] {
  return analyse([{ path: 'app.js', text: head + text }])
    .flows.filter(({ harm }) => harm === 'path')
    .map(({ doubt }) => doubt);
}

const file = `class File {
  constructor(given) { this.path = given.path; }
}
`;

test('objects of a class that is made in several places are not told apart', () => {
  const other = "const own = new File({ path: '/srv/a' });\n";
  const sent = 'app.post("/", (req, res) => { keep(new File(req.body)); fs.rmSync(own.path); });\n';
  assert.deepEqual(doubtsOf(file + other + sent), ['if it is the same object of its class']);
});

test('an object of a class that is made in one place is that object', () => {
  const sent = 'app.post("/", (req, res) => { fs.rmSync(new File(req.body).path); });\n';
  assert.deepEqual(doubtsOf(file + sent), [undefined]);
});

/** Functions of which one is handed to a function that all use. */
const each = (count: number): string =>
  `async function each(list, run) { for (const one of list) await run(one); }
${Array.from({ length: count - 1 }, (_, at) => `each([${at}], (one) => console.log(one));\n`).join('')}
each(['/srv/a'], (one) => fs.rmSync(one));
app.post("/", (req, res) => each(req.body.names, (name) => console.log(name)));
`;

test('a function that is handed many others calls the one that is meant, maybe', () => {
  assert.deepEqual(doubtsOf(each(8)), ['if this is the function that is called there, of many']);
  assert.deepEqual(doubtsOf(each(6)), [undefined]);
});

test('each step is shown', () => {
  const sent =
    'function remove(path) { fs.rmSync(path); }\napp.post("/", (req, res) => remove(req.body.path));\n';
  assert.deepEqual(doubtsOf(sent), [undefined]);
});

const fill = `function fill(target, source) {
  for (const key of Object.keys(source)) target[key] = source[key];
  return target;
}
`;

test('a helper that fills objects fills each with what it was called with', () => {
  const others =
    "const settings = { folder: '/srv' };\nfill(settings, { folder: process.env.FOLDER });\nfs.rmSync(settings.folder);\n";
  const sent = 'app.post("/", (req, res) => { const own = fill({}, req.body); res.json(own); });\n';
  assert.deepEqual(
    doubtsOf(fill + others + sent).filter((doubt) => doubt === undefined),
    [],
  );
});

test('what a helper stored for its caller is found there', () => {
  const put = 'function put(target, name) { target.name = name; }\n';
  const sent =
    'app.post("/", (req, res) => { const own = {}; put(own, req.body.name); fs.rmSync(own.name); });\n';
  const other = "const list = {};\nput(list, '/srv');\nfs.statSync(list.name);\n";
  const { flows } = analyse([{ path: 'app.js', text: head + put + sent + other }]);
  const paths = flows.filter(({ harm }) => harm === 'path');
  assert.deepEqual(
    paths.map(({ line, doubt }) => [line, doubt]),
    [[5, undefined]],
  );
});

test('a value that is kept under a name that is not known is read under another, maybe', () => {
  const sent =
    'const kept = {};\napp.post("/", (req, res) => { kept[Date.now()] = req.body.name; fs.rmSync(kept.folder); });\n';
  assert.deepEqual(doubtsOf(sent), ['if it is kept under that name']);
});

test('of a table that went through many hands the way is told from where it came in', () => {
  const files = [
    {
      path: 'app.js',
      text: `${head}import { keep } from './keep.js';\napp.post("/", (req, res) => keep({ given: req.body }));\n`,
    },
    {
      path: 'keep.js',
      text: "import fs from 'node:fs';\nexport function keep(options) {\n  const { given } = options;\n  fs.rmSync(given.path);\n}\n",
    },
  ];
  const [flow] = analyse(files).flows.filter(({ harm }) => harm === 'path');
  assert.equal(flow?.doubt, undefined);
  assert.deepEqual(
    flow?.steps.map(({ file, line }) => `${file}:${line}`),
    ['app.js:5', 'keep.js:3', 'keep.js:4'],
  );
});

test('what only those reach who sent a secret of the environment is of the team itself', () => {
  const app = (test: string): string =>
    `app.post("/", (req, res) => { ${test} fs.rmSync(req.body.path); });\n`;
  const doubt = 'if not all who hold the key are trusted';
  const refuse = 'return res.sendStatus(401);';
  assert.deepEqual(doubtsOf(app(`if (req.get("key") !== process.env.API_KEY) ${refuse}`)), [doubt]);
  assert.deepEqual(doubtsOf(app(`if (!k || !equal(k, process.env.API_KEY)) { ${refuse} }`)), [
    doubt,
  ]);
  // Who sends it is sent away, nobody is, or it is no secret.
  assert.deepEqual(doubtsOf(app(`if (req.get("key") === process.env.API_KEY) ${refuse}`)), [
    undefined,
  ]);
  assert.deepEqual(doubtsOf(app('if (req.get("key") !== process.env.API_KEY) console.log(1);')), [
    undefined,
  ]);
  assert.deepEqual(doubtsOf(app(`if (req.get("a") !== process.env.NODE_ENV) ${refuse}`)), [
    undefined,
  ]);
});

test('where routes hold requests against schemas an object instead of text is a guess', () => {
  const app = (check: string): (string | undefined)[] => [
    ...new Set(
      analyse([
        {
          path: 'app.js',
          text: `${head}import mongoose from 'mongoose';
const User = mongoose.model('User', schema);
app.post('/', ${check} (req, res) => User.findOne({ email: req.body.email }));
`,
        },
      ]).flows.map(({ doubt }) => doubt),
    ),
  ];
  assert.deepEqual(app('validate(schemas.login),'), ['if no schema holds it to text before']);
  assert.deepEqual(app("audit('login'),"), [undefined]);
});

test('a check whose name says so may keep it out, whatever it does', () => {
  const app = (check: string): string =>
    `app.post("/", async (req, res) => { ${check} fs.rmSync(req.body.path); isSafePath(1); });\n`;
  assert.deepEqual(doubtsOf(app('await own.verifySignature(req);')), [
    'if verifySignature() does not keep it out',
  ]);
  // Who asks and how often is another question, and what comes after is too late.
  assert.deepEqual(
    doubtsOf(app('checkPermission(req.user); isAuthenticated(req); checkRateLimit(req);')),
    [undefined],
  );
  assert.deepEqual(doubtsOf(app('')), [undefined]);
});

test('of names that several functions assign to each has its own', () => {
  const inside = `function inside(path) {
  const file = join('/srv', path);
  if (!file.startsWith('/srv')) throw new Error('outside');
  return file;
}
`;
  const two =
    'function a(path) { path = inside(path); fs.rmSync(path); }\nfunction b(path) { path = path + 1; return path; }\n';
  const sent = 'app.post("/", (req, res) => { a(req.body.path); b(req.body.path); });\n';
  assert.deepEqual(doubtsOf(`import { join } from 'node:path';\n${inside}${two}${sent}`), []);
  const shared =
    "function c(path) { const set = () => { path = '/srv/' + path; }; set(); fs.rmSync(path); }\napp.post('/c', (req, res) => c(req.body.path));\n";
  assert.deepEqual(doubtsOf(shared), [undefined]);
});

test('a path parameter that a route holds to a pattern is what fits', () => {
  const app = (route: string): string =>
    `const hex = '([0-9a-f]{10,16})';\napp.get(${route}, (req, res) => fs.rmSync('/srv/' + req.params.id));\n`;
  const doubt = 'if its route lets more through than a pattern';
  assert.deepEqual(doubtsOf(app('`/files/:id${hex}`')), [doubt]);
  assert.deepEqual(doubtsOf(app("'/files/:id([0-9a-f]+)'")), [doubt]);
  assert.deepEqual(doubtsOf(app("'/files/:id(.*)'")), [undefined]);
  assert.deepEqual(doubtsOf(app("'/:name([a-z]+)/:id'")), [undefined]);
});
