import { attackRule } from '../attack-rule.ts';
import type { Rule } from '../rule.ts';

/** No value of a request becomes a condition of a document store. */
export const rule: Rule = attackRule({
  id: 'attack/nosql-injection',
  severity: 'high',
  cwe: 943,
  controls: ['asvs5:1.3.3'],
  title: 'No value of a request becomes a condition of a document store',
  why: 'A condition in place of a password or id fits every document.',
  fix: 'Insist on the type first: a schema for the body, or String(value), and sanitizeFilter in Mongoose.',
});
