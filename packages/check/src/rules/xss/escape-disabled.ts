import { removeOptionAround } from '../../analysis/syntax/remove-option.ts';
import { lineRule } from '../line-rule.ts';
import type { Rule } from '../rule.ts';

/** Escaping of template engines is on. */
export const rule: Rule = lineRule({
  id: 'xss/escape-disabled',
  practice: 'C2',
  severity: 'high',
  confidence: 'likely',
  cwe: 116,
  controls: ['asvs5:1.2.1', 'pci-dss4:6.2.4'],
  title: 'Template engines escape',
  why: 'One option makes every value of every page part of the page.',
  fix: 'Take the option out, and mark the few values that are HTML in the template.',
  about: /handlebars|mustache|nunjucks|\bejs\b|\beta\b|\bpug\b|hbs|liquidjs|twig/i,
  absent: 'no code uses a template engine',
  bad: [
    {
      pattern: /\bnoEscape\s*:\s*true\b/g,
      message: 'Handlebars is told not to escape',
      // Texts, SQL and prompts are made with it too.
      severity: 'medium',
    },
    { pattern: /\bauto[eE]scape\s*:\s*false\b/g, message: 'The engine is told not to escape' },
    {
      pattern: /\bmustache\.escape\s*=\s*(?:\(?\s*(\w+)\s*\)?\s*=>\s*\1\b|String\b)/gi,
      message: 'Mustache is told not to escape',
    },
    {
      pattern: /\bescape\s*:\s*\(?\s*(\w+)\s*\)?\s*=>\s*\1\s*[,}]/g,
      message: 'The function that escapes gives back what it gets',
    },
  ],
  mend: {
    needsUnsafe: true,
    title: 'Take the option out',
    offer({ path, text, start }) {
      const edit = removeOptionAround(path, text, start);
      return (
        edit && {
          title: `Let the template engine of ${path} escape again`,
          edits: [edit],
          afterwards: 'mark the few values that are HTML in their templates',
          isUnsafe: true,
        }
      );
    },
  },
  examples: [
    {
      title: 'as it comes',
      given: {
        'a.js': "const hbs = require('handlebars');\nhbs.compile(t, { noEscape: false });\n",
      },
      expect: 'pass',
    },
    {
      title: 'in a comment',
      given: { 'a.js': "require('handlebars'); // noEscape: true\n" },
      expect: 'pass',
    },
    {
      title: 'Handlebars',
      given: {
        'a.js': "const hbs = require('handlebars');\nhbs.compile(t, { noEscape: true });\n",
      },
      expect: 'fail',
      at: ['a.js:2'],
      fixed: { 'a.js': "const hbs = require('handlebars');\nhbs.compile(t, {});\n" },
    },
    {
      title: 'Nunjucks',
      given: { 'a.js': "require('nunjucks').configure('v', { autoescape: false, watch: true });" },
      expect: 'fail',
      fixed: { 'a.js': "require('nunjucks').configure('v', { watch: true });" },
    },
    {
      title: 'Mustache',
      given: { 'a.js': "const Mustache = require('mustache');\nMustache.escape = (x) => x;" },
      expect: 'fail',
      fixed: { 'a.js': "const Mustache = require('mustache');\n" },
    },
    { title: 'no engine', given: { 'a.js': 'noEscape: true' }, expect: 'not-applicable' },
  ],
});
