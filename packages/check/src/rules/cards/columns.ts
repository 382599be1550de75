import { lineRule } from '../line-rule.ts';
import type { Rule } from '../rule.ts';

const model =
  /(^|\/)(models?|entities|entity|migrations?|schemas?|db|database)\/|\.(sql|prisma)$|\.(model|entity|schema)\.[jt]s$/i;

const ofPayment =
  /\bcv[vc]\d?\b|exp(iry|iration)?_?(month|year|date)|card_?holder|payment|credit_?card|debit_?card|\bvisa\b|\biban\b|stripe|billing/i;
const nearby = 600;

/** No table or model has a place for card data. */
export const rule: Rule = lineRule({
  id: 'cards/columns',
  practice: 'P9',
  severity: 'high',
  confidence: 'likely',
  cwe: 312,
  controls: ['iso27001:A.8.12', 'pci-dss4:6.2.4'],
  title: 'No table or model has a column for card numbers or their codes',
  why: 'Codes (CVV) may be kept by nobody, numbers only by who meets the whole of PCI DSS: a column invites both.',
  fix: 'Let the payment service take the card in its own field, and keep its token and the last four digits.',
  isMeant: (path) =>
    model.test(path) && /\.(sql|prisma|[cm]?[jt]s)$/.test(path) && !/node_modules/.test(path),
  about: /[\s\S]/,
  absent: 'there are no models or migrations',
  bad: [
    {
      pattern:
        /^[ \t]*["'`]?(card_number|credit_?card(?:_?(?:no|number))?|cc_?(?:num|number)|pan)["'`]?\s*[:\s]\s*(?=[{"'`\w@])/gim,
      message: 'There is a place for $1',
    },
    {
      // Cards lie on boards and in games too: the words around tell which are meant.
      pattern: /^[ \t]*["'`]?(cardnumber)["'`]?\s*[:\s]\s*(?=[{"'`\w@])/gim,
      message: 'There is a place for $1',
      isFine: ({ index }, text) =>
        !ofPayment.test(text.slice(Math.max(0, index - nearby), index + nearby)),
    },
    {
      pattern:
        /^[ \t]*["'`]?(cvv2?|cvc2?|card_?(?:cvv|cvc|pin)|track_?[12]?_?data)["'`]?\s*[:\s]\s*(?=[{"'`\w@])/gim,
      message: 'There is a place for $1, which nobody may keep',
      severity: 'critical',
    },
    {
      pattern:
        /\.(?:string|text|integer|bigInteger|column|varchar)\(\s*["'`](card_?number|credit_?card\w*|cvv2?|cvc2?|pan)["'`]/gi,
      message: 'There is a place for $1',
    },
  ],
  examples: [
    {
      title: 'a token and the last four',
      given: {
        'migrations/1.sql':
          'CREATE TABLE p (\n  card_last4 text,\n  card_token text,\n  span int\n);',
      },
      expect: 'pass',
    },
    {
      title: 'a column',
      given: { 'migrations/1.sql': 'CREATE TABLE p (\n  card_number text,\n  cvv text\n);' },
      expect: 'fail',
      at: ['migrations/1.sql:2', 'migrations/1.sql:3'],
    },
    {
      title: 'a model',
      given: {
        'models/card.js': 'new Schema({\n  cardNumber: String,\n  expiryMonth: Number,\n});',
      },
      expect: 'fail',
    },
    {
      title: 'the number of a card on a board',
      given: { 'models/cards.js': 'new Schema({\n  cardNumber: { type: Number },\n});' },
      expect: 'pass',
    },
    { title: 'knex', given: { 'migrations/2.js': "table.string('card_number');" }, expect: 'fail' },
    { title: 'no models', given: { 'a.js': 'cardNumber: String' }, expect: 'not-applicable' },
  ],
});
