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
