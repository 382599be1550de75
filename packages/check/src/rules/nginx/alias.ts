import { named, type NginxDirective, placedDirectives } from '../../analysis/nginx/directives.ts';
import { SourceText } from '../../analysis/syntax/source-edit.ts';
import type { Edit } from '../patch.ts';
import type { NginxFile } from '../../evidence/collectors/nginx-files.ts';
import { nginxRule, nginxServer } from '../nginx-rule.ts';
import type { Rule } from '../rule.ts';

/** Files that nginx serves stay inside their folder. */
export const rule: Rule = nginxRule({
  id: 'nginx/alias',
  practice: 'C4',
  severity: 'high',
  confidence: 'certain',
  cwe: 22,
  controls: ['asvs5:13.2.2'],
  title: 'nginx serves no file from outside of the folder of an alias',
  why: 'Where the location has no slash at its end and the alias has one, `/static../app.js` is a file of the folder above: code, environment files and keys among them.',
  fix: 'Write the slash at the end of the location: `location /static/ { alias /srv/static/; }`.',
  fact: 'no alias leads out of its folder',
  faults: (file) =>
    placedDirectives(file.directives).flatMap(({ directive, blocks }) => {
      const path = prefixOf(directive);
      const alias = named(directive.inner, 'alias')[0]?.words[0]?.value;
      if (path === undefined || path.endsWith('/') || alias?.endsWith('/') !== true) return [];
      return [
        {
          directive,
          message: `${path}../ leads to the folder above ${alias}`,
          identity: path,
          edits: closed(file, directive, path, blocks.at(-1)),
        },
      ];
    }),
  mend: {
    title: 'Write the slash at the end of the location, and send who asks without it there',
    does: 'Keep an alias inside its folder',
  },
  examples: [
    {
      title: 'with slashes, or without any',
      given: nginxServer(
        '  location /static/ { alias /srv/static/; }\n  location /files { alias /srv/files; }\n  location = /one { alias /srv/; }\n  location ~ ^/two { alias /srv/; }\n',
      ),
      expect: 'pass',
    },
    {
      title: 'no alias',
      given: nginxServer('  location /static { root /srv/; }\n'),
      expect: 'pass',
    },
    {
      title: 'without a slash at the location alone',
      given: nginxServer(
        '  # files\n  location /static {\n    alias /srv/static/; # built\n    expires 1d;\n  }\n',
      ),
      expect: 'fail',
      at: ['nginx/shop.conf:4'],
      fixed: nginxServer(
        '  # files\n  location = /static { return 301 /static/$is_args$args; }\n  location /static/ {\n    alias /srv/static/; # built\n    expires 1d;\n  }\n',
      ),
    },
    {
      title: 'in quotes, before regular expressions',
      given: nginxServer('  location ^~ "/static" { alias "/srv/static/"; }\n'),
      expect: 'fail',
      fixed: nginxServer(
        '  location = /static { return 301 /static/$is_args$args; }\n  location ^~ "/static/" { alias "/srv/static/"; }\n',
      ),
    },
    {
      title: 'beside another location that says something of the same path',
      given: nginxServer(
        '  location = /static { return 404; }\n  location /static { alias /srv/static/; }\n',
      ),
      expect: 'fail',
      fixed: nginxServer(
        '  location = /static { return 404; }\n  location /static/ { alias /srv/static/; }\n',
      ),
    },
    {
      title: 'outside of a server, where other locations may stand in the file that includes it',
      given: { 'a.conf': 'location /static { alias /srv/static/; }\nserver { listen 80; }\n' },
      expect: 'fail',
      fixed: {},
    },
    {
      title: 'beside one that has the slash',
      given: nginxServer(
        '  location /static/ { root /srv; }\n  location /static { alias /srv/static/; }\n',
      ),
      expect: 'fail',
      fixed: {},
    },
  ],
});

/** The path of a location that is no regular expression and not just one address. */
function prefixOf({ name, words }: NginxDirective): string | undefined {
  if (name !== 'location') return undefined;
  const [first, second] = words;
  if (words.length === 1) return /^[/]/.test(first!.value) ? first!.value : undefined;
  return words.length === 2 && first!.value === '^~' ? second!.value : undefined;
}

function closed(
  { path: file, text }: NginxFile,
  location: NginxDirective,
  path: string,
  around: NginxDirective | undefined,
): Edit[] | undefined {
  // Without the block around, other locations of the path may stand in the file that includes this one.
  if (around === undefined || around.name !== 'server' || !/^[\w/.~-]+$/.test(path))
    return undefined;
  const others = named(around.inner, 'location').filter((one) => one !== location);
  const says = (value: string): boolean =>
    others.some(({ words }) => words.at(-1)?.value === value);
  if (says(`${path}/`)) return undefined;
  const source = new SourceText(file, text);
  const word = location.words.at(-1)!;
  const isQuoted = /^["']/.test(text[word.start]!);
  const end = isQuoted ? word.end - 1 : word.end;
  const slash = source.replace(end, end, '/');
  if (says(path)) return [slash];
  const lineStart = text.lastIndexOf('\n', location.start - 1) + 1;
  const indent = text.slice(lineStart, location.start);
  const gap = indent.trim() === '' ? `\n${indent}` : ' ';
  const exact = `location = ${path} { return 301 ${path}/$is_args$args; }${gap}`;
  return [source.replace(location.start, location.start, exact), slash];
}
