import { defineRule, type Rule } from '../rule.ts';
import { expressApp, judgeFlows } from '../flow-rule.ts';

const mongo =
  "import { MongoClient } from 'mongodb'; const users = new MongoClient('mongodb://db').db('a').collection('users');";

/** No object of a request becomes part of a filter. */
export const rule: Rule = defineRule({
  id: 'injection/nosql',
  practice: 'C3',
  // Schemas of models and checks of types, which are not all seen, keep most of these harmless.
  severity: 'medium',
  confidence: 'likely',
  cwe: 943,
  controls: ['asvs5:1.2.4', 'pci-dss4:6.2.4'],
  title: 'Filters of document stores take data of requests as text or number',
  why: 'A body may hold `{ "$ne": null }` where the code expects a password: the filter then fits every document.',
  fix: 'Say what it must be: `{ name: String(req.body.name) }`, or a schema (`z.string()`) before.',
  needs: ['code'],
  run: ({ code }) =>
    judgeFlows(code, {
      is: ({ label, harm }) => label === 'input' && harm === 'nosql',
      message: ({ source, sink }) =>
        `${source} may be an object with operators in a filter: ${sink}`,
    }),
  examples: [
    {
      title: 'compared by an operator, and as it came',
      given: {
        'app.js': `const express = require('express');
const mongoose = require('mongoose');
const User = mongoose.model('User', schema);
const app = express();
app.post('/a', (req, res) => User.findOne({ email: { $eq: req.body.email } }));
app.post('/b', (req, res) => User.findOne({ email: { $not: req.body.email } }));
app.post('/c', audit('c'), (req, res) => User.findOne({ email: req.body.email }));
`,
      },
      expect: 'fail',
      at: ['app.js:6', 'app.js:7'],
    },
    {
      title: 'operators are taken out of every request',
      given: {
        'app.js': `const express = require('express');
const mongoSanitize = require('express-mongo-sanitize');
const mongoose = require('mongoose');
const User = mongoose.model('User', schema);
const app = express();
app.use(express.json(), mongoSanitize());
app.post('/a', (req, res) => User.findOne({ email: req.body.email }));
`,
      },
      expect: 'pass',
    },
    {
      title: 'a login by a filter',
      given: expressApp(
        'res.json(await users.findOne({ name: req.body.name, password: req.body.password }));',
        mongo,
      ),
      expect: 'fail',
      at: ['app.js:6'],
    },
    {
      title: 'the whole body is the filter of a model',
      given: expressApp(
        'res.json(await User.find(req.body));',
        "import mongoose from 'mongoose'; const User = mongoose.model('User', new mongoose.Schema({}));",
      ),
      expect: 'fail',
      at: ['app.js:6'],
    },
    {
      title: 'made text, and checked to be text',
      given: expressApp(
        `await users.findOne({ name: String(req.body.name) });
if (typeof req.body.name !== 'string') return next();
await users.findOne({ name: req.body.name });`,
        mongo,
      ),
      expect: 'pass',
    },
    {
      title: 'parts of a path are always text',
      given: expressApp('await users.findOne({ name: req.params.id });', mongo),
      expect: 'pass',
    },
    {
      title: 'read through a schema',
      given: expressApp(
        'const { name } = body.parse(req.body);\nawait users.findOne({ name });',
        `${mongo} import { z } from 'zod'; const body = z.object({ name: z.string() });`,
      ),
      expect: 'pass',
    },
    {
      title: "Sequelize's findOne, and an array's find",
      given: expressApp(
        'await User.findOne({ where: { name: req.body.name } });\n[1].find((one) => one === req.body.one);',
        "import { Sequelize } from 'sequelize'; const User = new Sequelize('sqlite::memory:').define('User', {});",
      ),
      expect: 'pass',
    },
    { title: 'no code', given: { 'README.md': '' }, expect: 'not-applicable' },
  ],
});
