import { type NginxDirective, placedDirectives } from '../../analysis/nginx/directives.ts';
import { includesOnly } from '../../analysis/nginx/usual-includes.ts';
import { SourceText } from '../../analysis/syntax/source-edit.ts';
import { nginxRule, nginxServer } from '../nginx-rule.ts';
import type { Rule } from '../rule.ts';

const decoded = /\$(?:uri|document_uri)\b/;
/** The whole path behind a host, with or without what is asked for. */
const whole =
  /^(?:(?:https?|\$scheme):\/\/(?:\$(?:host|server_name|http_host)|[\w.-]+)(?::\d+)?)?(\$(?:uri|document_uri)(?:\$is_args\$args|\?\$(?:args|query_string))?)$/;
/** What makes another path of the one that was asked for. */
const changes = /^(rewrite|try_files|error_page|index|fastcgi_index|set)$|_by_lua/;

/** Redirects of nginx hold the path as it was sent. */
export const rule: Rule = nginxRule({
  id: 'nginx/redirect',
  practice: 'C3',
  severity: 'medium',
  confidence: 'certain',
  cwe: 113,
  controls: ['asvs5:1.2.1'],
  title: 'Redirects of nginx hold the path as it was sent',
  why: '`$uri` is decoded: a link with `%0d%0a` in its path writes headers of its own into the answer, a cookie or a page among them.',
  fix: 'Write `$request_uri`, which stays encoded: `return 301 https://$host$request_uri;`.',
  fact: 'no redirect holds a decoded path',
  faults: (file) =>
    placedDirectives(file.directives).flatMap(({ directive, blocks }) => {
      const target = targetOf(directive);
      if (target === undefined || !decoded.test(target.value) || isListed(blocks)) return [];
      const path = whole.exec(target.value)?.[1];
      const server = blocks.find(({ name }) => name === 'server');
      const isPlain = blocks.every(({ name }) => /^(http|server|location|if)$/.test(name));
      const isQuoted = /["']/.test(file.text[target.start]!);
      const end = isQuoted ? target.end - 1 : target.end;
      return [
        {
          directive,
          message: `The path is decoded here: ${target.value}`,
          identity: target.value,
          edits:
            path !== undefined && server && isPlain && keepsPath(server)
              ? [
                  new SourceText(file.path, file.text).replace(
                    end - path.length,
                    end,
                    '$request_uri',
                  ),
                ]
              : undefined,
        },
      ];
    }),
  mend: {
    title:
      'Write `$request_uri` where a redirect holds the whole path, and nothing rewrites it before',
    does: 'Redirect to the path as it was sent',
  },
  examples: [
    {
      title: 'as it was sent',
      given: nginxServer('  return 301 https://$host$request_uri;\n'),
      expect: 'pass',
    },
    {
      title: 'a file by its path, and an answer that is no redirect',
      given: nginxServer('  try_files $uri $uri/ =404;\n  location /a { return 200 "$uri"; }\n'),
      expect: 'pass',
    },
    {
      title: 'decoded, where only named paths get',
      given: nginxServer(
        '  location ~ ^/(?:login|register)$ { return 301 https://$host$uri/; }\n  location = /a { return 301 https://b.example$uri; }\n',
      ),
      expect: 'pass',
    },
    {
      title: 'decoded, where any path of a kind gets',
      given: nginxServer('  location ~ ^/v1/([^.]*)$ { return 301 https://$host$uri/; }\n'),
      expect: 'fail',
      fixed: {},
    },
    {
      title: 'decoded, with what is asked for and without',
      given: nginxServer(
        '  if ($scheme = http) { return 301 https://$host$uri$is_args$args; } # all\n  location /a { return 302 "https://b.example$document_uri"; }\n',
      ),
      expect: 'fail',
      at: ['nginx/shop.conf:3', 'nginx/shop.conf:4'],
      fixed: nginxServer(
        '  if ($scheme = http) { return 301 https://$host$request_uri; } # all\n  location /a { return 302 "https://b.example$request_uri"; }\n',
      ),
    },
    {
      title: 'as the only word',
      given: nginxServer('  return https://b.example$uri;\n'),
      expect: 'fail',
      fixed: nginxServer('  return https://b.example$request_uri;\n'),
    },
    {
      title: 'decoded, behind something that changes the path',
      given: nginxServer('  rewrite ^/a/(.*)$ /b/$1;\n  return 301 https://$host$uri;\n'),
      expect: 'fail',
      fixed: {},
    },
    {
      title: 'decoded, as a part of another path',
      given: nginxServer('  return 301 https://$host/new$uri;\n'),
      expect: 'fail',
      fixed: {},
    },
  ],
});

/** Where a `return` sends to; undefined where it answers something else. */
function targetOf({ name, words }: NginxDirective): NginxDirective['words'][number] | undefined {
  if (name !== 'return') return undefined;
  const [first, second] = words;
  if (second) return /^30[12378]$/.test(first!.value) ? second : undefined;
  return first && /^(https?:|\$scheme)/.test(first.value) ? first : undefined;
}

/** In a location of named paths alone no other one gets here: `= /a`, `~ ^/(a|b)$`. */
function isListed(blocks: readonly NginxDirective[]): boolean {
  const words = blocks.findLast(({ name }) => name === 'location')?.words ?? [];
  const [sign, path] = words.map(({ value }) => value);
  return sign === '=' || (/^~\*?$/.test(sign ?? '') && /^\^[\w/()|?:-]+\$$/.test(path ?? ''));
}

function keepsPath(server: NginxDirective): boolean {
  return (
    includesOnly(server.inner) &&
    placedDirectives(server.inner ?? []).every(
      ({ directive: { name, inner } }) =>
        !changes.test(name) && (inner === undefined || includesOnly(inner)),
    )
  );
}
