import { lineRule } from '../line-rule.ts';
import type { Rule } from '../rule.ts';

const view = /\.(jsx|tsx|vue|svelte)$|\.component\.(html|ts)$/;
const isClean =
  /sanitize|purify|xss\(|escapeHtml|__html:\s*["'`][^$]*["'`]|JSON\.stringify|highlight|trustedHtml/i;

/** Views write no HTML that comes from elsewhere. */
export const rule: Rule = lineRule({
  id: 'xss/dangerous-html',
  practice: 'C2',
  severity: 'medium',
  confidence: 'possible',
  cwe: 79,
  controls: ['asvs5:1.2.1', 'asvs5:1.2.3'],
  title: 'React, Vue, Svelte and Angular write HTML only when it was cleaned',
  why: 'These are the places where frameworks stop escaping: what stands in the value runs in the session of the visitor.',
  fix: 'Write text as text; where it must be HTML clean it: `dangerouslySetInnerHTML={{ __html: DOMPurify.sanitize(html) }}`.',
  isMeant: (path) =>
    view.test(path) &&
    !/(^|\/)(node_modules|__tests__|tests?|stories|fixtures?)\/|\.(test|spec|stories)\./.test(path),
  about: /[\s\S]/,
  absent: 'there are no views of such frameworks',
  bad: [
    {
      pattern: /dangerouslySetInnerHTML\s*=\s*\{[^\n]*/g,
      message: 'This writes HTML as it is',
      isFine: (match) => isClean.test(match[0]),
    },
    {
      pattern: /\bv-html\s*=\s*["']([^"']*)["']/g,
      message: 'This writes $1 as it is',
      isFine: (match) => isClean.test(match[0]),
    },
    {
      pattern: /\{@html\s+([^}]*)\}/g,
      message: 'This writes $1 as it is',
      isFine: (match) => isClean.test(match[0]),
    },
    {
      pattern:
        /\[innerHTML\]\s*=\s*["']([^"']*)["']|bypassSecurityTrust(?:Html|Script|Url|ResourceUrl)\s*\(/g,
      message: 'This trusts a value as it is',
      isFine: (match) => match[0].startsWith('['),
    },
  ],
  examples: [
    {
      title: 'text, and cleaned HTML',
      given: {
        'a.tsx':
          '<p>{name}</p>;\n<p dangerouslySetInnerHTML={{ __html: DOMPurify.sanitize(x) }} />;\n// dangerouslySetInnerHTML={x}\n',
        'b.vue': '<p v-text="x" />',
      },
      expect: 'pass',
    },
    {
      title: 'React',
      given: { 'a.jsx': 'x;\n<p dangerouslySetInnerHTML={{ __html: post.body }} />' },
      expect: 'fail',
      at: ['a.jsx:2'],
    },
    {
      title: 'Vue and Svelte',
      given: { 'b.vue': '<p v-html="post.body" />', 'c.svelte': '<p>{@html post.body}</p>' },
      expect: 'fail',
      at: ['b.vue:1', 'c.svelte:1'],
    },
    {
      title: 'Angular',
      given: { 'a.component.ts': 'this.x = this.s.bypassSecurityTrustHtml(v);' },
      expect: 'fail',
    },
    { title: 'no views', given: { 'a.js': '' }, expect: 'not-applicable' },
  ],
});
