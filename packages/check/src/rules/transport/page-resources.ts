import { lineRule } from '../line-rule.ts';
import type { Rule } from '../rule.ts';

/** Who serves the same files by https, as their own pages say. */
const haveTls =
  /^(ajax\.googleapis\.com|fonts\.googleapis\.com|code\.jquery\.com|cdnjs\.cloudflare\.com|(maxcdn|stackpath|netdna|cdn)\.bootstrapcdn\.com|cdn\.jsdelivr\.net|unpkg\.com|use\.fontawesome\.com|www\.google-analytics\.com|www\.googletagmanager\.com|maps\.googleapis\.com|connect\.facebook\.net|platform\.twitter\.com|cdn\.socket\.io|code\.highcharts\.com|d3js\.org|use\.typekit\.net)$/;

/** How far before a place its comment may begin. */
const longestComment = 5_000;

/** Pages take scripts and styles over TLS. */
export const rule: Rule = lineRule({
  id: 'transport/page-resources',
  practice: 'I10',
  severity: 'medium',
  confidence: 'certain',
  cwe: 829,
  controls: ['asvs5:12.2.1'],
  title: 'Pages take scripts and styles over TLS',
  why: 'Who sits between the visitor and that server writes the script: it runs as if it were ours. On a page that came by https browsers refuse it, and the page is broken.',
  fix: 'Write `https:`, or bring the file along.',
  isMeant: (path) =>
    /\.(html?|ejs|hbs|handlebars|njk|nunjucks|eta|liquid|mustache|vue|svelte)$/.test(path) &&
    !/(^|\/)(node_modules|vendor|tests?|__tests__|fixtures?|examples?|docs?)\//.test(path),
  about: /<(?:script|link)\b/i,
  absent: 'no page names scripts or styles',
  bad: [
    {
      pattern:
        /<script\b[^>]{0,300}?\ssrc\s*=\s*["']?(http:\/\/(?!localhost\b|127\.|\[::1\]|0\.0\.0\.0)[^"'\s>]+)/gi,
      message: 'A script comes in the open: $1',
      isFine: isInComment,
    },
    {
      pattern:
        /<link\b(?=[^>]{0,300}?\srel\s*=\s*["']?stylesheet)[^>]{0,300}?\shref\s*=\s*["']?(http:\/\/(?!localhost\b|127\.|\[::1\]|0\.0\.0\.0)[^"'\s>]+)/gi,
      message: 'Styles come in the open: $1',
      severity: 'low',
      isFine: isInComment,
    },
  ],
  mend: {
    title: 'Write `https:` for hosts that are known to have it',
    offer({ path, text, source, start, end }) {
      const at = text.lastIndexOf('http://', end);
      // A port of its own is part of the name: what answers there by TLS is not known.
      const [host = ''] = text.slice(at + 'http://'.length, end).split(/[/?#]/);
      return at >= start && haveTls.test(host.toLowerCase())
        ? {
            title: `Take what ${host} gives to ${path} over TLS`,
            edits: [source.replace(at, at + 'http:'.length, 'https:')],
          }
        : undefined;
    },
  },
  examples: [
    {
      title:
        'over TLS, as the page came, from this machine, and addresses that nothing is loaded from',
      given: page(
        '<script src="https://unpkg.com/a.js"></script>\n<script src="//unpkg.com/a.js"></script>\n<script src="http://localhost:35729/livereload.js"></script>\n<link rel="canonical" href="http://a.example/">\n<a href="http://a.example/a.js">a</a>',
      ),
      expect: 'pass',
    },
    {
      title: 'commented out',
      given: page(
        '<!--[if lt IE 9]>\n<script src="http://code.jquery.com/a.js"></script>\n<![endif]-->',
      ),
      expect: 'pass',
    },
    {
      title: 'in the open, from hosts that have TLS',
      given: page(
        "<!-- ours -->\n<script async\n  src=\"http://code.jquery.com/jquery.min.js\"></script>\n<link href='http://fonts.googleapis.com/css?family=A' rel='stylesheet'>",
      ),
      expect: 'fail',
      at: ['views/a.ejs:2', 'views/a.ejs:4'],
      fixed: page(
        "<!-- ours -->\n<script async\n  src=\"https://code.jquery.com/jquery.min.js\"></script>\n<link href='https://fonts.googleapis.com/css?family=A' rel='stylesheet'>",
      ),
    },
    {
      title: 'in the open, from a host that we do not know',
      given: page('<script src="http://static.shop.example/a.js"></script>'),
      expect: 'fail',
      fixed: {},
    },
    {
      title: 'from a host whose name only begins alike, and by a port of its own',
      given: page(
        '<script src="http://unpkg.com.evil.example/a.js"></script>\n<script src="http://unpkg.com:8080/a.js"></script>',
      ),
      expect: 'fail',
      fixed: {},
    },
    { title: 'no pages', given: { 'a.js': '' }, expect: 'not-applicable' },
  ],
});

function isInComment({ index }: RegExpExecArray, text: string): boolean {
  const before = text.slice(Math.max(0, index - longestComment), index);
  return before.lastIndexOf('<!--') > before.lastIndexOf('-->');
}

function page(lines: string): Readonly<Record<string, string>> {
  return { 'views/a.ejs': `${lines}\n` };
}
