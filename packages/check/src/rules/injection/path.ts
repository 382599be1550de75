import { defineRule, type Rule } from '../rule.ts';
import { expressApp, judgeFlows } from '../flow-rule.ts';

const files =
  "import { readFile } from 'node:fs/promises'; import fs from 'node:fs'; import path from 'node:path'; const root = '/srv/files';";
/** Calls that tell whether a file is there, and no more of it. */
const onlyLooks =
  / (?:exists|access|stat|lstat|realpath|readlink|opendir|watch|watchFile)(?:Sync)?$/;

/** No data of a request chooses a file outside its folder. */
export const rule: Rule = defineRule({
  id: 'injection/path',
  practice: 'C4',
  severity: 'high',
  confidence: 'likely',
  cwe: 22,
  controls: ['asvs5:5.3.2', 'pci-dss4:6.2.4'],
  title: 'Data of requests chooses files only inside their folder',
  why: 'Whoever sends a request reads the keys and sources of the server, or writes over them.',
  fix: 'Keep the last name only, `path.basename(name)`; or resolve, then check: `if (!file.startsWith(root + path.sep)) throw …`.',
  needs: ['code'],
  run: ({ code }) =>
    judgeFlows(code, {
      is: ({ label, harm }) => label === 'input' && harm === 'path',
      message: ({ source, sink }) => `${source} becomes part of a path: ${sink}`,
      severity: ({ sink }) => (onlyLooks.test(sink) ? 'medium' : undefined),
    }),
  examples: [
    {
      title: 'joined to a folder',
      given: expressApp('res.send(await readFile(path.join(root, req.params.id)));', files),
      expect: 'fail',
      at: ['app.js:6'],
    },
    {
      title: 'in a template, through a decoder',
      given: expressApp(
        "const name = Buffer.from(req.params.id, 'base64').toString();\nfs.createReadStream(`${root}/${name}.txt`).pipe(res);",
        files,
      ),
      expect: 'fail',
      at: ['app.js:7'],
    },
    {
      title: 'a download by name, and the name of an upload',
      given: expressApp(
        'res.download(path.resolve(root, req.query.file));\nfs.writeFileSync(path.join(root, req.file.originalname), req.file.buffer);',
        files,
      ),
      expect: 'fail',
      at: ['app.js:6', 'app.js:7'],
    },
    {
      title: 'one sink that two ways lead to is one finding',
      given: expressApp(
        'const read = (name) => fs.readFileSync(path.join(root, name));\nres.json([read(req.query.a), read(req.query.b)].map(String));',
        files,
      ),
      expect: 'fail',
      at: ['app.js:6'],
    },
    {
      title: 'an ending out of a list, tested and then computed again',
      given: expressApp(
        "const end = ['png', 'jpg'].includes(req.body.url.split('.').pop()) ? req.body.url.split('.').pop() : 'png';\nfs.writeFileSync(path.join(root, `a.${end}`), '');",
        files,
      ),
      expect: 'pass',
    },
    {
      title: 'a list that asks about something else',
      given: expressApp(
        "const end = ['png', 'jpg'].includes(req.body.kind) ? req.body.url : 'png';\nfs.writeFileSync(path.join(root, end), '');",
        files,
      ),
      expect: 'fail',
      at: ['app.js:7'],
    },
    {
      title: 'held inside by a function that says so',
      given: expressApp(
        'const file = path.join(root, req.params.id);\nif (!isPathInside(file, root)) return next();\nres.send(await readFile(file));',
        `${files} import isPathInside from 'is-path-inside';`,
      ),
      expect: 'pass',
    },
    {
      title: 'matched by a pattern of another file',
      given: expressApp(
        'if (!namePattern.test(req.params.id)) return next();\nres.send(await readFile(path.join(root, req.params.id)));',
        `${files} import { namePattern } from './names.js';`,
      ),
      expect: 'pass',
    },
    {
      title: 'asked whether it is inside, and read when it is not',
      given: expressApp(
        'const file = path.join(root, req.params.id);\nif (!isPathInside(file, root)) res.send(await readFile(file));',
        `${files} import isPathInside from 'is-path-inside';`,
      ),
      expect: 'fail',
      at: ['app.js:7'],
    },
    {
      title: 'the last name only',
      given: expressApp(
        'res.send(await readFile(path.join(root, path.basename(req.params.id))));',
        files,
      ),
      expect: 'pass',
    },
    {
      title: 'resolved and checked',
      given: expressApp(
        `const file = path.resolve(root, req.params.id);
if (!file.startsWith(root + path.sep)) return res.sendStatus(404);
res.send(await readFile(file));`,
        files,
      ),
      expect: 'pass',
    },
    {
      title: 'checked by the relative path',
      given: expressApp(
        `const file = path.resolve(root, req.params.id);
const below = path.relative(root, file);
if (below.startsWith('..') || path.isAbsolute(below)) return res.sendStatus(404);
res.send(await readFile(file));`,
        files,
      ),
      expect: 'pass',
    },
    {
      title: 'sent from a root; the contents are of the request, the path is not',
      given: expressApp(
        "res.sendFile(req.params.id, { root });\nfs.writeFileSync(path.join(root, 'last.txt'), req.body.text);",
        files,
      ),
      expect: 'pass',
    },
    {
      title: 'a name that is no file of node:fs',
      given: expressApp('res.json(await store.readFile(req.params.id));'),
      expect: 'pass',
    },
    {
      title: 'one of a list of folder and name',
      given: expressApp(
        'if (!known().includes(`${req.query.folder}/${req.params.id}`)) return res.sendStatus(404);\nres.sendFile(path.join(root, req.query.folder, req.params.id));',
        files,
      ),
      expect: 'pass',
    },
    {
      title: 'another name than the one of the list',
      given: expressApp(
        'if (!known().includes(`${req.query.folder}/${req.params.id}`)) return res.sendStatus(404);\nres.sendFile(path.join(root, req.query.folder, req.query.name));',
        files,
      ),
      expect: 'fail',
      at: ['app.js:7'],
    },
    {
      title: 'an id under which something is kept',
      given: expressApp(
        'const [exists, allowed] = await Promise.all([categories.exists(req.params.cid), may(req)]);\nif (!exists || !allowed) return next();\nres.sendFile(path.join(root, `${req.params.cid}.png`));',
        files,
      ),
      expect: 'pass',
    },
    {
      title: 'a file that is there, wherever that is',
      given: expressApp(
        'const exists = await files.exists(req.params.fileId);\nif (!exists) return next();\nres.sendFile(path.join(root, req.params.fileId));',
        files,
      ),
      expect: 'fail',
      at: ['app.js:8'],
    },
    {
      title: 'a key of a table of the team',
      given: expressApp(
        'const name = req.params.id;\nif (folders[name] === undefined) return next();\nres.sendFile(path.join(root, name));',
        files,
      ),
      expect: 'pass',
    },
    {
      title: 'a key of a table that was sent along',
      given: expressApp(
        'const name = req.params.id;\nif (req.body.names[name] === undefined) return next();\nres.sendFile(path.join(root, name));',
        files,
      ),
      expect: 'fail',
      at: ['app.js:8'],
    },
    {
      title: 'refused where the first part climbs, and where it does not',
      given: {
        ...expressApp(
          "const p = path.normalize(req.params.id);\nif (p.split(path.sep)[0] === '..') throw new Error('climbs');\nres.end(await fs.promises.readFile(path.join('/srv', p)));",
          "import fs from 'node:fs'; import path from 'node:path';",
        ),
        'other.js': `import express from 'express';
import fs from 'node:fs';
express().get('/:id', (req, res) => {
  const p = req.params.id;
  if (p.split('/')[0] !== '..') throw new Error('stays');
  res.end(fs.readFileSync('/srv/' + p));
});
`,
      },
      expect: 'fail',
      at: ['other.js:6'],
    },
    {
      title: 'checked before a function within uses it, which also sets it; and set afresh within',
      given: expressApp(
        "let p = path.join('/srv', req.params.id);\nif (!p.startsWith('/srv')) return res.end();\nfs.stat(p, (error) => {\nif (error) p = '/srv/index.html'; if (!error) p = p + '/index.html';\nfs.readFile(p, () => res.end());\n});\nlet q = path.join('/srv', req.params.id);\nif (!q.startsWith('/srv')) return res.end();\nfs.stat('/srv', () => {\nq = req.query.q;\nfs.readFile(q, () => res.end());\n});",
        "import fs from 'node:fs'; import path from 'node:path';",
      ),
      expect: 'fail',
      at: ['app.js:16'],
    },
    {
      title:
        'refused where it holds a way up, where it leads out, and where the team calls it malicious',
      given: {
        ...expressApp(
          'const name = req.params.id;\nif (/\\.\\./.test(name)) throw new Error();\nres.end(fs.readFileSync(path.join(root, name)));\nconst file = path.join(root, req.query.file);\nif (/^\\.\\./.test(path.relative(root, file))) return next();\nres.end(fs.readFileSync(file));\nif (is_malicious(req.query.other)) throw new Error();\nres.end(fs.readFileSync(path.join(root, req.query.other)));',
          files,
        ),
        'other.js': `import express from 'express';
import fs from 'node:fs';
express().get('/:id', (req, res) => {
  if (!/\\.\\./.test(req.params.id)) throw new Error('stays');
  res.end(fs.readFileSync('/srv/' + req.params.id));
  if (/\\s/.test(req.query.name)) throw new Error('a space');
  res.end(fs.readFileSync('/srv/' + req.query.name));
});
`,
      },
      expect: 'fail',
      at: ['other.js:5', 'other.js:7'],
    },
    {
      title: 'held inside by what links lead to',
      given: expressApp(
        "const file = path.join(root, req.params.id);\nconst real = (await fs.promises.realpath(file)).replace('/private', '');\nif (!real.startsWith(root)) throw new Error('outside');\nres.end(fs.readFileSync(file));\nconst other = await fs.promises.realpath(path.join(root, req.query.b));\nif (other.startsWith(root)) console.log('inside');\nres.end(fs.readFileSync(path.join(root, req.query.b)));",
        files,
      ),
      expect: 'fail',
      at: ['app.js:7', 'app.js:10', 'app.js:12'],
    },
    {
      title: 'handlers of a cloud, of a command line and of a platform of its own',
      given: {
        'cloud.js':
          "const fs = require('fs');\nexports.handler = async (event) => fs.readFileSync(event.body);\n",
        'parts.js':
          "const fs = require('fs');\nexports.handler = async ({ body }) => fs.readFileSync(body);\n",
        'command.js':
          "const fs = require('fs');\nexports.handler = (argv) => fs.readFileSync(argv.file);\n",
        'platform.js':
          "const fs = require('fs');\nexports.handler = async ({ req, client }) => fs.readFileSync(client.file);\n",
      },
      expect: 'fail',
      at: ['cloud.js:2', 'parts.js:2'],
    },
    {
      title: 'the last name of what was asked for, and the last part by another sign',
      given: expressApp(
        "res.sendFile(path.join(root, req.path.split('/').pop()));\nres.sendFile(path.join(root, req.query.a.split('.').pop()));",
        files,
      ),
      expect: 'fail',
      at: ['app.js:7'],
    },
    {
      title: 'what a whole pattern matched, and what one matched somewhere',
      given: expressApp(
        "const name = req.params.id.match(/^[\\p{L}\\d ._-]+$/u)?.[0] ?? 'none';\nres.sendFile(path.join(root, name));\nconst other = req.query.a.match(/[\\w./]+/)?.[0];\nres.sendFile(path.join(root, other));",
        files,
      ),
      expect: 'fail',
      at: ['app.js:9'],
    },
    {
      title: 'looked for, then read: one hole',
      given: expressApp(
        'const file = path.join(root, req.params.id);\nif (!fs.existsSync(file)) return next();\nres.end(fs.readFileSync(file));\nfs.utimesSync(file, 1, 1);',
        files,
      ),
      expect: 'fail',
      at: ['app.js:8'],
    },
    { title: 'no code', given: { 'README.md': '' }, expect: 'not-applicable' },
  ],
});
