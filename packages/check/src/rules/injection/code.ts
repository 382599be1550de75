import { defineRule, type Rule } from '../rule.ts';
import { expressApp, judgeFlows } from '../flow-rule.ts';

/** No data of a request is run as JavaScript. */
export const rule: Rule = defineRule({
  id: 'injection/code',
  practice: 'C4',
  severity: 'critical',
  confidence: 'likely',
  cwe: 95,
  controls: ['asvs5:1.3.2', 'pci-dss4:6.2.4'],
  title: 'Data of requests is never run as code',
  why: 'Whoever sends a request writes a piece of the app: it reads secrets, files and the database, and answers as the app does.',
  fix: 'Parse instead of running: `JSON.parse`, `Number`, a table of functions by name; no vm context is a fence.',
  needs: ['code'],
  run: ({ code }) =>
    judgeFlows(code, {
      is: ({ label, harm }) => label === 'input' && harm === 'code',
      message: ({ source, sink }) => `${source} is run as code: ${sink}`,
    }),
  examples: [
    {
      title: 'eval',
      given: expressApp('res.json(eval(req.body.sum));'),
      expect: 'fail',
      at: ['app.js:6'],
    },
    {
      title: 'the body of a function, and a context of vm',
      given: expressApp(
        "const f = new Function('x', `return x * ${req.body.rate}`);\nvm.runInNewContext('a > ' + req.query.limit, { a: f(1) });",
        "import vm from 'node:vm';",
      ),
      expect: 'fail',
      at: ['app.js:6', 'app.js:7'],
    },
    {
      title: "MongoDB's $where",
      given: expressApp("users.find({ $where: `this.age > '${req.query.age}'` });"),
      expect: 'fail',
      at: ['app.js:6'],
    },
    {
      title: 'a raw body as it arrives in pieces',
      given: {
        'server.mjs': `import { createServer } from 'node:http';
createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => { body += chunk; });
  request.on('end', () => response.end(String(eval(body))));
}).listen(3000);
`,
      },
      expect: 'fail',
      at: ['server.mjs:5'],
    },
    {
      title: 'parsed, not run',
      given: expressApp('res.json(JSON.parse(req.body.text));'),
      expect: 'pass',
    },
    {
      title: 'numbers in a formula',
      given: expressApp('res.json(eval(`${Number(req.body.a)} + ${Number(req.body.b)}`));'),
      expect: 'pass',
    },
    {
      title: 'a function by name from a table',
      given: expressApp(
        'const sums = { add: (a, b) => a + b };\nres.json(sums[req.body.name]?.(1, 2));',
      ),
      expect: 'pass',
    },
    {
      title: 'a timer with a function, and constant code',
      given: expressApp("setTimeout(() => res.json({ got: req.body.a }), 10);\neval('1 + 1');"),
      expect: 'pass',
    },
    { title: 'no code', given: { 'README.md': '' }, expect: 'not-applicable' },
  ],
});
