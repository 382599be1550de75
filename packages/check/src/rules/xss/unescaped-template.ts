import { lineRule } from '../line-rule.ts';
import type { Rule } from '../rule.ts';

const template = /\.(pug|jade|ejs|eta|hbs|handlebars|mustache|njk|nunjucks|twig|liquid)$/;
/** Parts of the page itself, and what is written to be safe. */
const isPart =
  /include|partial|block|yield|body|content|layout|csrf|JSON\.stringify|safeJson|serialize|sanitize|purify|nonce|super\(/i;

/** A choice between two texts of the template, or a call that is given texts alone. */
const isOfTemplate =
  /\?\s*(?:'[^']*'|"[^"]*")\s*:\s*(?:'[^']*'|"[^"]*")\s*$|^\w+\(\s*(?:['"][^'"]*['"]\s*,?\s*)*\)$/;

/** Templates escape what they are given. */
export const rule: Rule = lineRule({
  id: 'xss/unescaped-template',
  practice: 'C2',
  severity: 'medium',
  confidence: 'possible',
  cwe: 79,
  controls: ['asvs5:1.2.1', 'pci-dss4:6.2.4'],
  title: 'Templates put values in escaped',
  why: 'A value that is put in as it is becomes part of the page: a name with a script in it runs in the session of who looks at it.',
  fix: 'Use the form that escapes: `<%= x %>`, `{{ x }}`, `#{x}`, `= x`; clean HTML that must stay HTML with a sanitizer first.',
  isMeant: (path) =>
    template.test(path) && !/(^|\/)(node_modules|tests?|fixtures?|examples?)\//.test(path),
  about: /[\s\S]/,
  absent: 'there are no templates',
  bad: [
    {
      pattern: /<%[-~]\s*([^%]*?)\s*[-_]?%>/g,
      message: 'This puts in $1 as it is',
      isFine: (match) => isPart.test(match[1]!) || isOfTemplate.test(match[1]!),
    },
    {
      pattern: /\{\{\{\s*([^}]*?)\s*\}\}\}|\{\{&\s*[^}]*\}\}/g,
      message: 'This puts in $1 as it is',
      isFine: (match) => isPart.test(match[0]),
    },
    {
      pattern: /\{\{[^}]*\|\s*(?:safe|raw)\b[^}]*\}\}/g,
      message: 'This puts in a value as it is',
      isFine: (match) => isPart.test(match[0]),
    },
    {
      pattern: /!\{([^}]*)\}/g,
      message: 'This puts in $1 as it is',
      isFine: (match) => isPart.test(match[1]!),
    },
    {
      pattern: /^[ \t]*[\w.#-]*(?:\([^)\n]*\))?!=[ \t]*([^\n]+)/gm,
      message: 'This puts in $1 as it is',
      isFine: (match) => isPart.test(match[1]!),
    },
    { pattern: /\{%-?\s*autoescape\s+(?:false|off)\b/g, message: 'Escaping is switched off' },
  ],
  examples: [
    {
      title: 'escaped',
      given: {
        'views/a.ejs': '<p><%= name %></p><%- include("head") %>',
        'views/b.hbs': '<p>{{name}}</p>{{{body}}}',
        'views/c.pug': 'p #{name}\np= name\nif a != b\n  p x',
        'views/d.njk': '{{ name }}',
        'views/e.ejs': '<b <%- isOpen ? "open" : "" %>><%- icon("cart") %></b>',
      },
      expect: 'pass',
    },
    {
      title: 'EJS',
      given: { 'views/a.ejs': '<h1>x</h1>\n<p><%- user.name %></p>' },
      expect: 'fail',
      at: ['views/a.ejs:2'],
    },
    { title: 'Handlebars', given: { 'views/a.hbs': '<p>{{{name}}}</p>' }, expect: 'fail' },
    { title: 'Nunjucks', given: { 'views/a.njk': '{{ name | safe }}' }, expect: 'fail' },
    { title: 'Pug', given: { 'views/a.pug': 'p !{name}\np!= name' }, expect: 'fail' },
    { title: 'no templates', given: { 'a.js': '' }, expect: 'not-applicable' },
  ],
});
