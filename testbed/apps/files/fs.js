import fs, { createReadStream, createWriteStream, promises } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { finished } from 'node:stream/promises';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { makeSandbox } from '../sandbox.js';
import { serveRoutes } from '../serve-routes.js';

const { root, publicDir } = makeSandbox();
const joined = ({ name }) => join(publicDir, name);
const written = ({ name }) => `${publicDir}/${name}`;
const resolved = ({ name }) => resolve(publicDir, name);

async function withHandle(path, use) {
  const handle = await promises.open(path);
  try {
    return await use(handle);
  } finally {
    await handle.close();
  }
}

async function byLines(handle) {
  const lines = [];
  for await (const line of handle.readLines()) lines.push(line);
  return lines.join('\n');
}

/** Every way to read a file, each by a path that it gets. */
const reads = {
  'read-file': (path) => promisify(fs.readFile)(path, 'utf8'),
  'read-file-sync': (path) => fs.readFileSync(path, 'utf8'),
  'promises-read-file': (path) => promises.readFile(path, 'utf8'),
  stream: (path) => text(createReadStream(path)),
  'open-sync': (path) => {
    const descriptor = fs.openSync(path);
    const content = fs.readFileSync(descriptor, 'utf8');
    fs.closeSync(descriptor);
    return content;
  },
  'handle-read-file': (path) => withHandle(path, (handle) => handle.readFile('utf8')),
  'handle-stream': async (path) => text((await promises.open(path)).createReadStream()),
  'handle-lines': async (path) => byLines(await promises.open(path)),
  'open-as-blob': async (path) => (await fs.openAsBlob(path)).text(),
  'file-url': (path) => promises.readFile(pathToFileURL(path), 'utf8'),
  'buffer-path': (path) => promises.readFile(Buffer.from(path), 'utf8'),
  'copy-file': async (path) => {
    await promises.copyFile(path, join(root, 'copy'));
    return promises.readFile(join(root, 'copy'), 'utf8');
  },
  cp: async (path) => {
    await promises.cp(path, join(root, 'copy'));
    return promises.readFile(join(root, 'copy'), 'utf8');
  },
  link: async (path) => {
    await promises.rm(join(root, 'link'), { force: true });
    await promises.symlink(path, join(root, 'link'));
    return promises.readFile(join(root, 'link'), 'utf8');
  },
};

/** Every way to write one. */
const writes = {
  'write-file': (path) => promisify(fs.writeFile)(path, 'mine'),
  'write-file-sync': (path) => fs.writeFileSync(path, 'mine'),
  'promises-write-file': (path) => promises.writeFile(path, 'mine'),
  'append-file': (path) => promises.appendFile(path, 'mine'),
  'write-stream': (path) => finished(createWriteStream(path).end('mine')),
  'handle-write': async (path) => {
    const handle = await promises.open(path, 'w');
    await handle.writeFile('mine');
    await handle.close();
  },
  mkdir: (path) => promises.mkdir(path, { recursive: true }),
  rename: async (path) => {
    fs.writeFileSync(join(root, 'upload'), 'mine');
    await promises.rename(join(root, 'upload'), path);
  },
};

/** Whether a file of that name is where no user may put one. */
const planted = (name) =>
  fs.readdirSync(join(root, 'private')).includes(basename(name)) ? 'planted' : 'kept';

const entries = [];
for (const [style, read] of Object.entries(reads)) {
  entries.push([style, (query) => read(joined(query))]);
  entries.push([`${style}/written`, (query) => read(written(query))]);
  entries.push([`${style}/resolved`, (query) => read(resolved(query))]);
}
for (const [style, write] of Object.entries(writes))
  entries.push([
    style,
    async (query) => {
      await write(joined(query));
      return planted(query.name);
    },
  ]);

serveRoutes({
  ...Object.fromEntries(entries),
  readdir: async (query) => (await promises.readdir(joined(query))).toString(),
  opendir: async (query) => {
    const names = [];
    for await (const { name } of await promises.opendir(joined(query))) names.push(name);
    return names.sort().toString();
  },
  exists: (query) => String(fs.existsSync(joined(query))),
  remove: async (query) => {
    await promises.rm(joined(query), { force: true });
    return planted(query.name);
  },
  /** An archive's entries, as a library hands them over. */
  unpack: (query) => {
    const [{ path, content }] = JSON.parse(query.entries);
    fs.writeFileSync(join(publicDir, 'plugins', path), content);
    return planted(path);
  },
});
