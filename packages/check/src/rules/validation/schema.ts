import { coverageFigure, nameOfRoute, routeCoverageOf } from '../../analysis/route-findings.ts';
import { expressApp } from '../flow-rule.ts';
import { defineRule, notApplicable, pass, type Rule, unknown } from '../rule.ts';

const zod = "import { z } from 'zod'; const schema = z.object({ name: z.string() });";

/** What routes are sent is held against a schema before it is used. */
export const rule: Rule = defineRule({
  id: 'validation/schema',
  practice: 'C3',
  severity: 'medium',
  confidence: 'likely',
  cwe: 20,
  controls: ['iso27001:A.8.26', 'pci-dss4:6.2.4'],
  title: 'Routes hold what they are sent against a schema before they use it',
  why: 'A body may be of any shape: an object where text was meant becomes an operator, a missing field an exception, one more field a right.',
  fix: 'Say what it must be, `const body = z.object({ name: z.string().max(100) }).parse(req.body)`, or give the route a schema (Fastify, celebrate, a middleware), and use what comes out of it.',
  needs: ['code'],
  run({ code }) {
    if (code.files === 0) return notApplicable('there is no JavaScript or TypeScript');
    const coverage = routeCoverageOf(code);
    const { reading, unclear, findings } = coverage;
    const outside =
      code.readsOutside > 0
        ? `${code.readsOutside} ${code.readsOutside === 1 ? 'place reads' : 'places read'} requests in no route that is seen`
        : '';
    if (reading.length === 0)
      return outside === ''
        ? notApplicable(
            `none of ${code.routes.length} routes uses a body, a query or path parameters`,
          )
        : unknown(`${outside}: a person who knows the routes`);
    const fact = [coverageFigure(coverage), outside].filter((one) => one !== '').join('; ');
    if (findings.length > 0) return { status: 'fail', findings, fact };
    if (unclear.length > 0)
      return unknown(
        `${fact}; of ${unclear.length} what becomes of it cannot be told, first ${nameOfRoute(unclear[0]!)} (${unclear[0]!.file}:${unclear[0]!.line}): a schema where the route stands`,
      );
    return code.readsOutside > reading.length
      ? unknown(`${fact}: a person who knows the other routes`)
      : pass(fact);
  },
  examples: [
    {
      title: 'zod, and what comes out of it is used',
      given: expressApp('const { name } = schema.parse(req.body);\ndb.save(name);', zod),
      expect: 'pass',
    },
    {
      title: 'as it comes',
      given: expressApp('await db.save(req.body);'),
      expect: 'fail',
      at: ['app.js:6'],
    },
    {
      title: 'one of two',
      given: {
        ...expressApp('save(schema.parse(req.body));', zod),
        'b.js':
          "const router = require('express').Router();\nrouter.put('/b', function (req, res) {\n  db.save(req.body);\n});",
      },
      expect: 'fail',
      at: ['b.js:3'],
    },
    {
      title: 'nobody looks at what the schema says',
      given: expressApp('schema.safeParse(req.body);\nawait db.save(req.body.name);', zod),
      expect: 'fail',
      at: ['app.js:6'],
    },
    {
      title: 'the raw body is used beside the schema',
      given: expressApp('schema.parse(req.body);\nawait db.save(req.body);', zod),
      expect: 'fail',
      at: ['app.js:7'],
    },
    {
      title: 'by a middleware of its own that is given a schema',
      given: {
        'validate.js':
          "const Joi = require('joi');\nmodule.exports = (schema) => (req, res, next) => {\n  const { error } = schema.validate(req.body);\n  if (error) return next(error);\n  next();\n};",
        'a.js':
          "const app = require('express')();\nconst Joi = require('joi');\nconst validate = require('./validate');\napp.post('/a', validate(Joi.object({ a: Joi.string() })), (req, res) => db.save(req.body));",
      },
      expect: 'pass',
    },
    {
      title: 'the same middleware without a schema',
      given: {
        'validate.js':
          'module.exports = (schema) => (req, res, next) => {\n  if (schema && schema.validate(req.body).error) return next(new Error());\n  next();\n};',
        'a.js':
          "const app = require('express')();\nconst validate = require('./validate');\napp.post('/a', validate(), (req, res) => {\n  db.save(req.body);\n});",
      },
      expect: 'fail',
      at: ['a.js:4'],
    },
    {
      title: 'a schema of Fastify for the body, none for the query',
      given: {
        'a.js':
          "const app = require('fastify')();\nconst schema = { body: { type: 'object' } };\napp.post('/a', { schema }, async (request) => {\n  await db.save(request.body);\n  return db.find(request.query.q);\n});",
      },
      expect: 'fail',
      at: ['a.js:5'],
    },
    {
      title: 'checked by hand: a number, a pattern, a list',
      given: expressApp(
        "const page = Number(req.query.page);\nif (!/^[a-z]{1,20}$/.test(req.body.name)) return res.sendStatus(400);\nif (!['a', 'b'].includes(req.body.kind)) return res.sendStatus(400);\ndb.save(page, req.body.name, req.body.kind);",
      ),
      expect: 'pass',
    },
    {
      title: 'a path parameter is only looked up',
      given: expressApp('res.json(await db.find(req.params.id));'),
      expect: 'fail',
      at: ['app.js:6'],
    },
    {
      title: 'a webhook whose signature is verified',
      given: expressApp(
        "const event = stripe.webhooks.constructEvent(req.body, req.get('stripe-signature'), secret);\nawait db.save(event);",
      ),
      expect: 'pass',
    },
    {
      title: 'handed to something that nobody can look into',
      given: {
        'a.js':
          "import { validateAll } from '@/generated';\nimport express from 'express';\nconst app = express();\napp.post('/a', validateAll, (req, res) => db.save(req.body));",
      },
      expect: 'unknown',
    },
    {
      title: 'requests are read where no route is seen',
      given: { 'a.js': 'module.exports = (req, res) => db.save(req.body);' },
      expect: 'unknown',
    },
    {
      title: 'a route that reads nothing',
      given: expressApp("res.json({ status: 'ok' });"),
      expect: 'not-applicable',
    },
    { title: 'no routes', given: { 'a.js': '' }, expect: 'not-applicable' },
  ],
});
