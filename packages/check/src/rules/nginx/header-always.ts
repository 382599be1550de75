import { placedDirectives } from '../../analysis/nginx/directives.ts';
import { securityHeadersOf } from '../../analysis/nginx/headers.ts';
import { SourceText } from '../../analysis/syntax/source-edit.ts';
import { nginxRule, nginxServer } from '../nginx-rule.ts';
import type { Rule } from '../rule.ts';

/** On pages that tell of an error a policy may stop what their author wrote into them. */
const mayStop = /^(content-security-policy|cross-origin-)/;

/** Security headers come with errors too. */
export const rule: Rule = nginxRule({
  id: 'nginx/header-always',
  practice: 'C6',
  severity: 'low',
  confidence: 'certain',
  cwe: 693,
  controls: ['asvs5:3.4.1', 'asvs5:3.4.4', 'asvs5:3.4.6'],
  title: 'nginx sends security headers with errors too',
  why: 'Without `always` nginx leaves a header out of answers such as 404 and 500: an error page can be framed, and a first visit that fails tells the browser nothing of HTTPS.',
  fix: 'Write `always` behind the value: `add_header X-Content-Type-Options nosniff always;`.',
  fact: 'no security header is left out of errors',
  faults: (file) =>
    [
      { inner: file.directives },
      ...placedDirectives(file.directives).map(({ directive }) => directive),
    ]
      .flatMap(({ inner }) => securityHeadersOf(inner))
      .filter(({ isAlways, directive: { words } }) => !isAlways && words.length === 2)
      .map(({ directive, name }) => {
        const { end } = directive.words.at(-1)!;
        return {
          directive,
          message: `Errors come without ${directive.words[0]!.value}`,
          identity: name,
          edits: mayStop.test(name)
            ? undefined
            : [new SourceText(file.path, file.text).replace(end, end, ' always')],
        };
      }),
  mend: {
    title: 'Write `always` behind the value, policies of what pages may load left aside',
    does: 'Send security headers with errors too',
  },
  examples: [
    {
      title: 'always',
      given: nginxServer('  add_header X-Content-Type-Options nosniff always;\n'),
      expect: 'pass',
    },
    {
      title: 'headers that protect nobody',
      given: nginxServer(
        "  add_header Cache-Control 'no-store';\n  add_header X-Frame-Options '';\n",
      ),
      expect: 'pass',
    },
    {
      title: 'without, in quotes and on two lines',
      given: nginxServer(
        '  add_header X-Content-Type-Options nosniff; # types\n  location / {\n    add_header Strict-Transport-Security\n      "max-age=63072000; includeSubDomains";\n  }\n',
      ),
      expect: 'fail',
      at: ['nginx/shop.conf:3', 'nginx/shop.conf:5'],
      fixed: nginxServer(
        '  add_header X-Content-Type-Options nosniff always; # types\n  location / {\n    add_header Strict-Transport-Security\n      "max-age=63072000; includeSubDomains" always;\n  }\n',
      ),
    },
    {
      title: 'a policy that might stop what is on an error page',
      given: nginxServer(`  add_header Content-Security-Policy "default-src 'self'";\n`),
      expect: 'fail',
      fixed: {},
    },
    {
      title: 'outside of a server',
      given: {
        'conf.d/a.conf': 'add_header Referrer-Policy same-origin;\nserver { listen 80; }\n',
      },
      expect: 'fail',
      at: ['conf.d/a.conf:1'],
    },
  ],
});
