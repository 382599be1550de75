import {
  httpServers,
  named,
  type NginxDirective,
  placedDirectives,
} from '../../analysis/nginx/directives.ts';
import { putBehind } from '../../analysis/nginx/nginx-edit.ts';
import { includesOnly } from '../../analysis/nginx/usual-includes.ts';
import { SourceText } from '../../analysis/syntax/source-edit.ts';
import type { NginxFile } from '../../evidence/collectors/nginx-files.ts';
import { type NginxFault, nginxRule, nginxServer } from '../nginx-rule.ts';
import type { Rule } from '../rule.ts';

const setting = 'server_tokens';

/** nginx does not tell its version. */
export const rule: Rule = nginxRule({
  id: 'nginx/version',
  practice: 'P6',
  severity: 'low',
  confidence: 'certain',
  cwe: 200,
  controls: ['asvs5:13.4.6'],
  title: 'nginx does not tell its version',
  why: 'Scanners pick their attacks by product and version: each answer and each error page tells both.',
  fix: 'Write `server_tokens off;` into `http` or `server`.',
  fact: 'server_tokens is off',
  faults(file, all) {
    if (all.some(({ directives }) => takesServerAway(directives))) return [];
    const told = placedDirectives(file.directives)
      .filter(({ directive: { name, words } }) => name === setting && isTelling(words[0]?.value))
      .map(({ directive }) => switchedOff(file, directive));
    if (told.length > 0) return told;
    // What one file says for all servers holds in the others, which it includes.
    if (all.some(({ directives }) => isSaid([...directives, ...httpOf(directives)]))) return [];
    const silent = httpServers(file.directives).filter(({ directive }) => !isSaid(directive.inner));
    const [first] = silent;
    if (!first) return [];
    const edits = silent.map(({ directive }) => hidden(file, directive));
    const isWhole = edits.every((edit) => edit !== undefined);
    return [
      {
        directive: first.directive,
        message: 'Every answer of nginx tells its version',
        identity: 'told',
        edits: isWhole ? edits : undefined,
      },
    ];
  },
  mend: { title: 'Write `server_tokens off;`', does: 'Let nginx not tell its version' },
  examples: [
    { title: 'off', given: nginxServer('  server_tokens off;\n'), expect: 'pass' },
    {
      title: 'off for all servers, in another file',
      given: {
        'nginx/nginx.conf':
          'http {\n  server_tokens off;\n  include /etc/nginx/conf.d/*.conf;\n  server { listen 1; }\n}\n',
        ...nginxServer(''),
      },
      expect: 'pass',
    },
    {
      title: 'a module takes the whole header away',
      given: nginxServer('  more_clear_headers Server;\n'),
      expect: 'pass',
    },
    {
      title: 'nothing said, with comments',
      given: nginxServer(
        '  server_name a.example; # ours\n\n  # the app\n  location / { proxy_pass http://app; }\n',
      ),
      expect: 'fail',
      at: ['nginx/shop.conf:1'],
      fixed: nginxServer(
        '  server_name a.example; # ours\n  server_tokens off;\n\n  # the app\n  location / { proxy_pass http://app; }\n',
      ),
    },
    {
      title: 'nothing said of two servers, one of them on one line, with the line ends of Windows',
      given: {
        'nginx.conf':
          'events {}\r\nhttp {\r\n\tserver { listen 80; return 301 https://a.example$request_uri; }\r\n\tserver {\r\n\t\tlisten 443;\r\n\t}\r\n}\r\n',
      },
      expect: 'fail',
      at: ['nginx.conf:3'],
      fixed: {
        'nginx.conf':
          'events {}\r\nhttp {\r\n\tserver { listen 80; server_tokens off; return 301 https://a.example$request_uri; }\r\n\tserver {\r\n\t\tlisten 443;\r\n\t\tserver_tokens off;\r\n\t}\r\n}\r\n',
      },
    },
    {
      title: 'told on purpose, and commented out',
      given: nginxServer('  server_tokens build; # of today\n  # server_tokens off;\n'),
      expect: 'fail',
      at: ['nginx/shop.conf:3'],
      fixed: nginxServer('  server_tokens off; # of today\n  # server_tokens off;\n'),
    },
    {
      title: 'nothing said, and a file is included that may say it',
      given: nginxServer('  include snippets/hardening.conf;\n'),
      expect: 'fail',
      fixed: {},
    },
    {
      title: 'nothing said, and the usual file is included that sets TLS alone',
      given: nginxServer('  include /etc/letsencrypt/options-ssl-nginx.conf;\n'),
      expect: 'fail',
      fixed: {
        'nginx/shop.conf':
          'server {\n  listen 443 ssl;\n  server_tokens off;\n  include /etc/letsencrypt/options-ssl-nginx.conf;\n}\n',
      },
    },
    {
      title: 'what passes other protocols on has no header',
      given: { 'nginx.conf': 'stream {\n  server { listen 5432; proxy_pass db:5432; }\n}\n' },
      expect: 'pass',
    },
  ],
});

function httpOf(directives: readonly NginxDirective[]): readonly NginxDirective[] {
  return named(directives, 'http').flatMap(({ inner = [] }) => inner);
}

function isSaid(directives: readonly NginxDirective[] | undefined): boolean {
  return named(directives, setting).length > 0;
}

function isTelling(value: string | undefined): boolean {
  return value === 'on' || value === 'build';
}

/** By the module headers-more, which every distribution has. */
function takesServerAway(directives: readonly NginxDirective[]): boolean {
  return placedDirectives(directives).some(
    ({ directive: { name, words } }) =>
      (name === 'more_clear_headers' || name === 'more_set_headers') &&
      words.some(({ value }) => /^server\b/i.test(value)),
  );
}

function switchedOff(file: NginxFile, directive: NginxDirective): NginxFault {
  const [word] = directive.words;
  return {
    directive,
    message: `nginx is told to tell its version: server_tokens ${word!.value}`,
    identity: `told ${word!.value}`,
    edits: [new SourceText(file.path, file.text).replace(word!.start, word!.end, 'off')],
  };
}

function hidden(
  file: NginxFile,
  { inner }: NginxDirective,
): ReturnType<typeof putBehind> | undefined {
  const at = named(inner, 'server_name').at(-1) ?? named(inner, 'listen').at(-1);
  return at && includesOnly(inner) ? putBehind(file, at, `${setting} off;`) : undefined;
}
