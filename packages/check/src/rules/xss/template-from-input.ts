import { defineRule, type Rule } from '../rule.ts';
import { expressApp, judgeFlows } from '../flow-rule.ts';

/** No data of a request is compiled as a template. */
export const rule: Rule = defineRule({
  id: 'xss/template-from-input',
  practice: 'C2',
  severity: 'critical',
  confidence: 'likely',
  cwe: 1336,
  controls: ['asvs5:1.3.7', 'pci-dss4:6.2.4'],
  title: 'Templates come from the app, data of requests only fills them',
  why: 'Templates are programs: whoever writes one runs code on the server.',
  fix: "Keep the template constant and pass data as a variable: `ejs.render('Dear <%= name %>', { name })`.",
  needs: ['code'],
  run: ({ code }) =>
    judgeFlows(code, {
      is: ({ label, harm }) => label === 'input' && harm === 'template',
      message: ({ source, sink }) =>
        `${source} becomes part of a template, or sets its options: ${sink}`,
    }),
  examples: [
    {
      title: 'a letter written by the visitor',
      given: expressApp(
        'res.send(ejs.render(`Dear <%= name %>, ${req.body.text}`, { name: 1 }));',
        "import ejs from 'ejs';",
      ),
      expect: 'fail',
      at: ['app.js:6'],
    },
    {
      title: 'pug, handlebars and nunjucks',
      given: expressApp(
        'pug.compile(req.body.a);\nHandlebars.compile(req.body.b);\nnunjucks.renderString(req.body.c, {});',
        "import pug from 'pug'; import Handlebars from 'handlebars'; import nunjucks from 'nunjucks';",
      ),
      expect: 'fail',
      at: ['app.js:6', 'app.js:7', 'app.js:8'],
    },
    {
      title: 'the query sets the options of the view',
      given: expressApp("res.render('page', req.query);"),
      expect: 'fail',
      at: ['app.js:6'],
    },
    {
      title: 'the view is chosen by the request',
      given: expressApp('res.render(req.query.page);'),
      expect: 'fail',
      at: ['app.js:6'],
    },
    {
      title: 'data fills a constant template',
      given: expressApp(
        "res.send(ejs.render('Dear <%= name %>', { name: req.body.name }));\nres.render('page', { q: req.query.q });",
        "import ejs from 'ejs';",
      ),
      expect: 'pass',
    },
    {
      title: 'a method called compile of something else',
      given: expressApp('compiler.compile(req.body.a);'),
      expect: 'pass',
    },
    { title: 'no code', given: { 'README.md': '' }, expect: 'not-applicable' },
  ],
});
