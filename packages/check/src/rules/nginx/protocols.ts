import { placedDirectives } from '../../analysis/nginx/directives.ts';
import { SourceText } from '../../analysis/syntax/source-edit.ts';
import type { Edit } from '../patch.ts';
import type { NginxFile } from '../../evidence/collectors/nginx-files.ts';
import type { NginxWord } from '../../analysis/nginx/directives.ts';
import { nginxRule, nginxServer } from '../nginx-rule.ts';
import type { Rule } from '../rule.ts';

const old = /^(SSLv[23]|TLSv1(\.1)?)$/i;

/** nginx offers TLS 1.2 and 1.3 alone. */
export const rule: Rule = nginxRule({
  id: 'nginx/protocols',
  practice: 'I3',
  severity: 'medium',
  confidence: 'certain',
  cwe: 757,
  controls: ['asvs5:12.1.1', 'pci-dss4:4.2.1'],
  title: 'nginx offers TLS 1.2 and TLS 1.3 alone',
  why: 'Older versions rest on MD5 and SHA-1 and may no longer be offered (RFC 8996); who can change what travels talks both sides down to them.',
  fix: 'Write `ssl_protocols TLSv1.2 TLSv1.3;`.',
  fact: 'no old version of TLS is named',
  faults(file) {
    return placedDirectives(file.directives)
      .filter(
        ({ directive, blocks }) =>
          directive.name === 'ssl_protocols' && blocks.every(({ name }) => name !== 'mail'),
      )
      .flatMap(({ directive }) => {
        const bad = directive.words.filter(({ value }) => old.test(value));
        if (bad.length === 0) return [];
        const names = bad.map(({ value }) => value).join(', ');
        return [
          {
            directive,
            message: `nginx offers ${names}`,
            identity: names,
            // A comment between the words would go along.
            edits: /#/.test(file.text.slice(directive.start, directive.end))
              ? undefined
              : withoutOld(file, directive.words, bad),
          },
        ];
      });
  },
  mend: {
    // RFC 8996 of 2021; OpenSSL 3 refuses them as it comes, browsers since 2020.
    title: 'Take SSL, TLS 1.0 and TLS 1.1 out of `ssl_protocols`',
    does: 'Offer no version of TLS that has ended',
  },
  examples: [
    {
      title: 'current ones',
      given: nginxServer('  ssl_protocols TLSv1.2 TLSv1.3;\n'),
      expect: 'pass',
    },
    { title: 'what nginx offers by itself', given: nginxServer(''), expect: 'pass' },
    {
      title: 'old ones beside current ones',
      given: nginxServer('  ssl_protocols TLSv1 TLSv1.1 TLSv1.2; # all\n'),
      expect: 'fail',
      at: ['nginx/shop.conf:3'],
      fixed: nginxServer('  ssl_protocols TLSv1.2; # all\n'),
    },
    {
      title: 'old ones between and behind',
      given: nginxServer('  ssl_protocols TLSv1.3 TLSv1.1 TLSv1.2\n    TLSv1;\n'),
      expect: 'fail',
      fixed: nginxServer('  ssl_protocols TLSv1.3 TLSv1.2;\n'),
    },
    {
      title: 'nothing but old ones',
      given: nginxServer("  ssl_protocols 'SSLv3' TLSv1;\n"),
      expect: 'fail',
      fixed: nginxServer('  ssl_protocols TLSv1.2;\n'),
    },
    {
      title: 'a comment between the words',
      given: nginxServer('  ssl_protocols TLSv1 # old phones\n    TLSv1.2;\n'),
      expect: 'fail',
      fixed: {},
    },
    {
      title: 'in two servers',
      given: {
        'nginx.conf':
          'http {\n  server { listen 1; ssl_protocols TLSv1.1 TLSv1.2; }\n  server { listen 2; ssl_protocols TLSv1.1 TLSv1.2; }\n}\n',
      },
      expect: 'fail',
      at: ['nginx.conf:2', 'nginx.conf:3'],
      fixed: {
        'nginx.conf':
          'http {\n  server { listen 1; ssl_protocols TLSv1.2; }\n  server { listen 2; ssl_protocols TLSv1.2; }\n}\n',
      },
    },
    {
      title: 'towards servers of others, and in comments',
      given: nginxServer('  proxy_ssl_protocols TLSv1 TLSv1.2;\n  # ssl_protocols TLSv1;\n'),
      expect: 'pass',
    },
  ],
});

/** TLS 1.2 where nothing is left: every nginx knows it. */
function withoutOld(
  { path, text }: NginxFile,
  words: readonly NginxWord[],
  bad: readonly NginxWord[],
): Edit[] {
  const source = new SourceText(path, text);
  if (bad.length === words.length)
    return [source.replace(words[0]!.start, words.at(-1)!.end, 'TLSv1.2')];
  const firstKept = words.find((word) => !bad.includes(word))!;
  return bad.map((word) => {
    const index = words.indexOf(word);
    return word.start < firstKept.start
      ? source.replace(word.start, words[index + 1]!.start, '')
      : source.replace(words[index - 1]!.end, word.end, '');
  });
}
