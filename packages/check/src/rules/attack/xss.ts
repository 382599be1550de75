import { attackRule } from '../attack-rule.ts';
import type { Rule } from '../rule.ts';

/** No value of a request becomes markup of a page. */
export const rule: Rule = attackRule({
  id: 'attack/xss',
  severity: 'high',
  cwe: 79,
  controls: ['asvs5:1.2.1'],
  title: 'No value of a request becomes markup of a page',
  why: 'Script in a page acts as whoever looks at it.',
  fix: 'Let the template engine escape: <%= value %> in EJS, never <%- value %>.',
});
