import type { Flow } from '../../analysis/taint/code-facts.ts';
import { defineRule, type Rule } from '../rule.ts';
import { expressApp, judgeFlows } from '../flow-rule.ts';

/** No data of a request chooses the host that the server talks to. */
export const rule: Rule = defineRule({
  id: 'injection/ssrf',
  practice: 'C3',
  severity: 'high',
  confidence: 'likely',
  cwe: 918,
  controls: ['asvs5:1.3.6', 'asvs5:13.2.4', 'pci-dss4:6.2.4'],
  title: 'Requests of the server go to hosts that the code names',
  why: 'Whoever sends a request lets the server fetch what only it can reach: cloud credentials, admin pages, databases.',
  fix: 'Write the host into the code and put data behind it, `new URL(encodeURIComponent(id), base)`; or look the host up in a list.',
  needs: ['code'],
  run: ({ code }) =>
    judgeFlows(code, {
      is: ({ label, harm }) => label === 'input' && harm === 'ssrf',
      message: ({ source, sink }) => `${source} chooses where the server connects: ${sink}`,
      severity: (flow) => (isOwnOrigin(flow) ? 'medium' : undefined),
    }),
  examples: [
    {
      title: 'checked by a function that throws',
      given: expressApp(
        'await validateUrl(req.body.url);\nawait fetch(req.body.url);\ncheckOther(req.body.to);\nawait fetch(req.body.to);',
      ),
      expect: 'fail',
      at: ['app.js:9'],
    },
    {
      title: 'a host of a list, looked up by a test that a variable holds',
      given: expressApp(
        'const url = new URL(req.body.url);\nconst host = url.hostname.toLowerCase();\nconst isKnown = hosts.some((one) => host === one.toLowerCase());\nif (!isKnown) return next();\nawait fetch(url.toString());',
      ),
      expect: 'pass',
    },
    {
      title: 'a list that is looked at, and fetched all the same',
      given: expressApp(
        "const url = new URL(req.body.url);\nconst isKnown = hosts.some((one) => url.hostname === one);\nif (!isKnown) console.log('unknown');\nawait fetch(url.toString());",
      ),
      expect: 'fail',
      at: ['app.js:9'],
    },
    {
      title: 'the part of a site that a pattern let through',
      given: expressApp(
        'const part = new URL(req.body.url).hostname.match(/^([^.]+)\\.notes\\.site$/);\nif (part) await fetch(`https://${part[1]}.notes.site/api`);',
      ),
      expect: 'pass',
    },
    {
      title: 'only who holds the key of the service gets there: a medium finding',
      given: expressApp(
        "if (req.get('authorization') !== process.env.INTERNAL_API_KEY) return res.sendStatus(401);\nawait fetch(req.body.url);",
      ),
      expect: 'fail',
      at: ['app.js:7'],
    },
    {
      title: 'fetch of an address that was sent',
      given: expressApp('const answer = await fetch(req.body.url);\nres.send(answer.status);'),
      expect: 'fail',
      at: ['app.js:6'],
    },
    {
      title: 'the host in a template; axios and node:http',
      given: expressApp(
        'await axios.get(`https://${req.query.host}/feed`);\nhttp.get({ host: req.query.host, path: "/" });',
        "import axios from 'axios'; import http from 'node:http';",
      ),
      expect: 'fail',
      at: ['app.js:6', 'app.js:7'],
    },
    {
      title: 'through an agent that refuses inner addresses',
      given: expressApp(
        'await axios({ url: req.body.feed, httpAgent: isOpen ? null : filter(req.body.feed), httpsAgent: filter(req.body.feed) });',
        "import axios from 'axios'; import filter from 'ssrf-req-filter';",
      ),
      expect: 'pass',
    },
    {
      title: 'through an agent that keeps connections',
      given: expressApp(
        'await axios({ url: req.body.feed, httpAgent: new http.Agent({ keepAlive: true }) });',
        "import axios from 'axios'; import http from 'node:http';",
      ),
      expect: 'fail',
      at: ['app.js:6'],
    },
    {
      title: 'a client made in another file',
      given: {
        'client.js': "import axios from 'axios';\nexport const load = (url) => axios({ url });\n",
        'route.js':
          "import { load } from './client.js';\nexport async function handle(req, res) {\n  res.json(await load(req.query.url));\n}\n",
      },
      expect: 'fail',
      at: ['client.js:2'],
    },
    {
      title: 'only the path is of the request',
      given: expressApp(
        'await fetch(`https://api.example.com/users/${req.params.id}`);\nawait fetch(base + "/users/" + req.params.id);',
        'const base = process.env.API;',
      ),
      expect: 'pass',
    },
    {
      title: 'vetted by a function of the team, which answers that it is well',
      given: expressApp(
        "const { ok } = await checkAddress(req.query.url);\nif (!ok) throw new Error('refused');\nawait fetch(req.query.url);",
        "import { checkAddress } from './outbound.js';",
      ),
      expect: 'pass',
    },
    {
      title: 'vetted, and fetched whatever the answer',
      given: expressApp(
        'const { ok } = await checkAddress(req.query.url);\nif (!ok) console.warn(ok);\nawait fetch(req.query.url);',
        "import { checkAddress } from './outbound.js';",
      ),
      expect: 'fail',
      at: ['app.js:8'],
    },
    {
      title: 'a host from a list',
      given: expressApp(
        'if (!hosts.has(req.query.host)) return next();\nawait fetch(`https://${req.query.host}/feed`);',
        "const hosts = new Set(['a.example.com']);",
      ),
      expect: 'pass',
    },
    {
      title: 'the body is of the request, the address is not',
      given: expressApp(
        "await fetch('https://api.example.com/', { method: 'POST', body: JSON.stringify(req.body) });",
      ),
      expect: 'pass',
    },
    {
      title: 'the host is set to one that the code names, and to one that was sent',
      given: expressApp(
        "const a = new URL(req.originalUrl, 'http://x');\na.hostname = 'eu.example.com';\nawait fetch(a);\nconst b = new URL('https://eu.example.com/');\nb.host = req.query.host;\nawait fetch(b);",
      ),
      expect: 'fail',
      at: ['app.js:11'],
    },
    {
      title: 'an agent that looks names up by a function of the team, and one that does not',
      given: expressApp(
        'await fetch(req.query.a, { dispatcher: own });\nawait fetch(req.query.b, { dispatcher: plain });',
        "import { Agent, fetch } from 'undici';\nimport { innerRefused } from './inner.js';\nconst own = new Agent({ connect: { lookup: innerRefused } });\nconst plain = new Agent({ connections: 4 });",
      ),
      expect: 'fail',
      at: ['app.js:7'],
    },
    {
      title: 'a request made for an address that was sent; another that only carries what was',
      given: expressApp(
        'const asked = new Request(req.query.url);\nawait fetch(asked);\nconst own = Object.assign(new Request(req.query.url), { config: settings });\nawait fetch(own.config.server);',
        "import { settings } from './settings.js';",
      ),
      expect: 'fail',
      at: ['app.js:7'],
    },
    { title: 'no code', given: { 'README.md': '' }, expect: 'not-applicable' },
  ],
});

/** The address by which the app itself was asked: its host leads back, where a proxy lets no other through. */
function isOwnOrigin({ source, steps }: Flow): boolean {
  return (
    source === 'request URL' &&
    !steps.some(({ text }) => /search|query|params|split|path/i.test(text))
  );
}
