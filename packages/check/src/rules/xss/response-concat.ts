import type { Flow } from '../../analysis/taint/code-facts.ts';
import { defineRule, type Rule } from '../rule.ts';
import { expressApp, judgeFlows } from '../flow-rule.ts';

/** No data of a request is sent back as HTML. */
export const rule: Rule = defineRule({
  id: 'xss/response-concat',
  practice: 'C2',
  severity: 'high',
  confidence: 'likely',
  cwe: 79,
  controls: ['asvs5:1.2.1', 'pci-dss4:6.2.4'],
  title: 'Pages that code writes hold data of requests escaped',
  why: 'A link is enough to run scripts in the visitor’s session: they act as the visitor and read what the visitor sees.',
  fix: 'Send JSON, `res.json({ … })`, render a template that escapes, or escape: `escapeHtml(value)`.',
  needs: ['code'],
  run: ({ code }) =>
    judgeFlows(code, {
      is: ({ label, harm }) => label === 'input' && harm === 'html',
      message: ({ source, sink }) => `${source} is sent as HTML: ${sink}`,
      severity: (flow) => (isEncoded(flow) ? 'medium' : undefined),
    }),
  examples: [
    {
      title: 'escaped by a function of the team, and by one that only counts',
      given: expressApp(
        'res.send(`<p>${escapeHtml(req.query.a)}</p>`);\nres.send(`<p>${measure(req.query.b)}</p>`);',
        'function escapeHtml(text) { return walk(text); } function walk(text) { let out = text; return out; } function measure(text) { return text; }',
      ),
      expect: 'fail',
      at: ['app.js:7'],
    },
    {
      title: 'encoded as letters and digits',
      given: expressApp(
        "res.send(Buffer.from(req.params.id).toString('base64'));\nres.send(Buffer(req.query.a).toString('hex'));",
      ),
      expect: 'pass',
    },
    {
      title: 'decoded, which leaves every sign as it is',
      given: expressApp("res.send(Buffer.from(req.params.id, 'base64').toString('utf8'));"),
      expect: 'fail',
      at: ['app.js:6'],
    },
    {
      title: 'a greeting',
      given: expressApp('res.send(`<h1>Hello ${req.query.name}</h1>`);'),
      expect: 'fail',
      at: ['app.js:6'],
    },
    {
      title: 'a value alone: Express sends text as HTML',
      given: expressApp('res.status(404).send(req.query.name + " was not found");'),
      expect: 'fail',
      at: ['app.js:6'],
    },
    {
      title: 'the first sign of a name, as in a picture with a letter',
      given: expressApp(
        'res.send(`<b>${req.query.name.substring(0, 1).toUpperCase()}${req.query.name.charAt(1)}</b>`);',
      ),
      expect: 'pass',
    },
    {
      title: 'one of two words',
      given: expressApp(
        "for (const key in req.body) {\n  if (key === 'cron' || key === 'region') res.send(`<b>${key} must be a text</b>`);\n}",
      ),
      expect: 'pass',
    },
    {
      title: 'one word, or whatever comes with another',
      given: expressApp(
        "for (const key in req.body) {\n  if (key === 'cron' || req.body.all === 'yes') res.send(`<b>${key} must be a text</b>`);\n}",
      ),
      expect: 'fail',
      at: ['app.js:7'],
    },
    {
      title: 'the first ten',
      given: expressApp('res.send(`<b>${req.query.name.substring(0, 10)}</b>`);'),
      expect: 'fail',
      at: ['app.js:6'],
    },
    {
      title: 'node:http, with the type set',
      given: {
        'server.js': `const http = require('http');
http.createServer((req, res) => {
  const name = new URL(req.url, 'http://a').searchParams.get('name');
  res.setHeader('Content-Type', 'text/html');
  res.end('Hello ' + name);
}).listen(3000);
`,
      },
      expect: 'fail',
      at: ['server.js:5'],
    },
    {
      title: 'JSON',
      given: expressApp('res.json({ name: req.query.name });\nres.send({ name: req.query.name });'),
      expect: 'pass',
    },
    {
      title: 'plain text',
      given: expressApp("res.type('text').send(`Hello ${req.query.name}`);"),
      expect: 'pass',
    },
    {
      title: 'escaped',
      given: expressApp(
        'res.send(`<h1>Hello ${escapeHtml(req.query.name)}</h1>`);',
        "import escapeHtml from 'escape-html';",
      ),
      expect: 'pass',
    },
    {
      title: 'escaped by a function of the app',
      given: expressApp(
        'res.send(`<h1>Hello ${safe(req.query.name)}</h1>`);',
        "const safe = (text) => String(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');",
      ),
      expect: 'pass',
    },
    {
      title: 'a body of Fastify is text or JSON',
      given: {
        'app.js': `import fastify from 'fastify';
const app = fastify();
app.post('/echo', async (request, reply) => reply.send(request.body.text));
`,
      },
      expect: 'pass',
    },
    {
      title: 'a part of an address that a parser encoded, and one that it decodes',
      given: expressApp(
        "const at = new URL(req.url, 'http://x');\nres.send(`<a href=\"/p${at.search}\">on</a>`);\nres.send(`<p>${at.searchParams.get('q')}</p>`);",
      ),
      expect: 'fail',
      at: ['app.js:8'],
    },
    { title: 'no code', given: { 'README.md': '' }, expect: 'not-applicable' },
  ],
});

/** Browsers send the signs of tags in an address percent-encoded (WHATWG URL, 1.3); whoever decodes has them back. */
function isEncoded({ source, steps }: Flow): boolean {
  return (
    source === 'request URL' && !steps.some(({ text }) => /decode|parse|query|params/i.test(text))
  );
}
