import { type NginxDirective, placedDirectives } from '../../analysis/nginx/directives.ts';
import { type AddedHeader, headersOf, securityHeadersOf } from '../../analysis/nginx/headers.ts';
import { putBehind } from '../../analysis/nginx/nginx-edit.ts';
import { includesOnly } from '../../analysis/nginx/usual-includes.ts';
import type { NginxFile } from '../../evidence/collectors/nginx-files.ts';
import { type NginxFault, nginxRule, nginxServer } from '../nginx-rule.ts';
import type { Rule } from '../rule.ts';

/** Others, such as who may frame a page, a location may be meant to do without. */
const areForAll = /^(strict-transport-security|x-content-type-options|referrer-policy)$/;

/** A location that adds a header of its own keeps those of its server. */
export const rule: Rule = nginxRule({
  id: 'nginx/lost-headers',
  practice: 'C6',
  severity: 'low',
  confidence: 'likely',
  cwe: 693,
  controls: ['asvs5:3.4.1', 'asvs5:3.4.4', 'asvs5:3.4.5'],
  title: 'No location of nginx loses the security headers of its server',
  why: 'One `add_header` in a location takes all those of the server away there: the caching of pictures costs a page its protection, and nobody sees it.',
  fix: 'Repeat the headers of the server in the location, or write `add_header_inherit merge;` (nginx 1.29.3).',
  fact: 'no location loses a security header',
  faults: (file) =>
    placedDirectives(file.directives).flatMap(({ directive, blocks }) =>
      directive.name === 'location' ? lostIn(file, directive, blocks) : [],
    ),
  mend: {
    title:
      'Repeat Strict-Transport-Security, X-Content-Type-Options and Referrer-Policy of the server in the location',
    does: 'Send what the server says of HTTPS, types and addresses everywhere',
  },
  examples: [
    {
      title: 'a location without headers of its own',
      given: nginxServer(`${nosniff()}  location / { proxy_pass http://app; }\n`),
      expect: 'pass',
    },
    {
      title: 'repeated',
      given: nginxServer(
        `${nosniff()}  location /img/ {\n    add_header cache-control public;\n    add_header x-content-type-options nosniff always;\n  }\n`,
      ),
      expect: 'pass',
    },
    {
      title: 'merged',
      given: nginxServer(
        `  add_header_inherit merge;\n${nosniff()}  location /img/ { add_header Cache-Control public; }\n`,
      ),
      expect: 'pass',
    },
    {
      title: 'lost, and two of them',
      given: nginxServer(
        `${nosniff()}  add_header Referrer-Policy "same-origin" always;\n  location /img/ {\n    root /srv; # pictures\n    add_header Cache-Control public; # a day\n    expires 1d;\n  }\n`,
      ),
      expect: 'fail',
      at: ['nginx/shop.conf:5', 'nginx/shop.conf:5'],
      fixed: nginxServer(
        `${nosniff()}  add_header Referrer-Policy "same-origin" always;\n  location /img/ {\n    root /srv; # pictures\n    add_header Cache-Control public; # a day\n    add_header X-Content-Type-Options nosniff always;\n    add_header Referrer-Policy "same-origin" always;\n    expires 1d;\n  }\n`,
      ),
    },
    {
      title: 'lost, and left out of errors',
      given: nginxServer(
        '  add_header Referrer-Policy\n    same-origin;\n  location /img/ { add_header A b; }\n',
      ),
      expect: 'fail',
      fixed: nginxServer(
        '  add_header Referrer-Policy\n    same-origin;\n  location /img/ { add_header A b; add_header Referrer-Policy\n    same-origin always; }\n',
      ),
    },
    {
      title: 'lost in a location within one that adds nothing',
      given: nginxServer(
        `${nosniff()}  location / {\n    root /srv;\n    location /b/ {\n      add_header A b;\n    }\n  }\n`,
      ),
      expect: 'fail',
      at: ['nginx/shop.conf:6'],
      fixed: nginxServer(
        `${nosniff()}  location / {\n    root /srv;\n    location /b/ {\n      add_header A b;\n      add_header X-Content-Type-Options nosniff always;\n    }\n  }\n`,
      ),
    },
    {
      title: 'lost where an app answers, which may have a policy of its own',
      given: nginxServer(
        '  add_header Referrer-Policy same-origin always;\n  location /api/ {\n    add_header A b;\n    proxy_pass http://app;\n  }\n',
      ),
      expect: 'fail',
      at: ['nginx/shop.conf:4'],
      fixed: {},
    },
    {
      title: 'a page that others may be meant to frame',
      given: nginxServer(
        '  add_header X-Frame-Options DENY always;\n  location /widget/ {\n    add_header Access-Control-Allow-Origin *;\n  }\n',
      ),
      expect: 'fail',
      fixed: {},
    },
    {
      title: 'an answer that nginx writes itself, and a file that may repeat them',
      given: nginxServer(
        `${nosniff()}  location = /health { add_header Content-Type text/plain; return 200 ok; }\n  location /a/ { add_header A b; include snippets/headers.conf; }\n`,
      ),
      expect: 'pass',
    },
  ],
});

function lostIn(
  file: NginxFile,
  location: NginxDirective,
  blocks: readonly NginxDirective[],
): NginxFault[] {
  const inner = location.inner ?? [];
  const own = headersOf(inner);
  const last = own.at(-1)?.directive;
  const isAnswer = inner.some(({ name }) => name === 'return');
  const isMerged = [{ inner: file.directives }, ...blocks, location].some((block) =>
    block.inner?.some(({ name }) => name === 'add_header_inherit'),
  );
  if (!last || isAnswer || isMerged || !includesOnly(inner)) return [];
  // What is behind may have a policy of its own there, and of two the last counts.
  const isPassed = inner.some(({ name }) => name.endsWith('_pass'));
  const names = new Set(own.map(({ name }) => name));
  return inheritedFrom(file, blocks)
    .filter(({ name }) => !names.has(name))
    .map(({ directive: { words, start }, name }) => ({
      directive: location,
      message: `The location ${wordsOf(location)} loses ${words[0]!.value}`,
      identity: `${wordsOf(location)} ${name}`,
      edits:
        areForAll.test(name) && !(isPassed && name === 'referrer-policy')
          ? [putBehind(file, last, `${file.text.slice(start, words[1]!.end)} always;`)]
          : undefined,
    }));
}

/** Those of the nearest block around that adds any. */
function inheritedFrom(file: NginxFile, blocks: readonly NginxDirective[]): AddedHeader[] {
  const around = [{ inner: file.directives }, ...blocks];
  return securityHeadersOf(around.findLast(({ inner }) => headersOf(inner).length > 0)?.inner);
}

function wordsOf({ words }: NginxDirective): string {
  return words.map(({ value }) => value).join(' ');
}

function nosniff(): string {
  return '  add_header X-Content-Type-Options nosniff always;\n';
}
