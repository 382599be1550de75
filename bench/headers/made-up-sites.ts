import type { Header } from '../../packages/core/src/site/index.ts';
import type { Exchange, SitePages } from '../../packages/check/src/analysis/site/exchange.ts';
import type { StrangersPreflight } from '../../packages/check/src/analysis/site/observatory/grade.ts';

/** A site as both graders are given it. */
export interface MadeUpSite {
  readonly pages: SitePages;
  readonly preflight: StrangersPreflight;
}

/** Numbers from 0 to 1 that are the same in each run (Park and Miller, 1988). */
export function dice(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

const sources = [
  "'self'",
  "'none'",
  "'unsafe-inline'",
  "'unsafe-eval'",
  "'strict-dynamic'",
  "'nonce-abc'",
  "'sha256-47DEQpj8HBSa'",
  'https:',
  'http:',
  'data:',
  '*',
  'https://cdn.example.net',
  'http://cdn.example.net',
  'wss://live.example.com',
];
const directives = [
  'default-src',
  'script-src',
  'style-src',
  'img-src',
  'media-src',
  'object-src',
  'base-uri',
  'form-action',
  'frame-ancestors',
  'report-uri',
];
const hsts = [
  'max-age=31536000',
  'max-age=15552000; includeSubDomains',
  'max-age=63072000; includeSubDomains; preload',
  'max-age=300',
  'includeSubDomains',
  'max-age=x',
  'max-age=1, max-age=2',
];
const referrer = [
  'no-referrer',
  'unsafe-url',
  'strict-origin-when-cross-origin',
  'origin, no-referrer',
  'no-referrer, nonsense',
  'nonsense',
  'NO-REFERRER-WHEN-DOWNGRADE',
];
const frames = ['DENY', 'sameorigin', 'ALLOW-FROM https://a.example', 'ALLOWALL'];
const embeds = ['same-origin', 'same-site', 'cross-origin', 'anybody'];
const cookieNames = ['sid', 'sessionid', 'login', 'csrftoken', 'theme', 'heroku-session-affinity'];
const cookieFlags = ['Secure', 'HttpOnly', 'Path=/'];
const sameSite = ['SameSite=Lax', 'SameSite=Strict', 'SameSite=None', 'SameSite', 'SameSite=Maybe'];
const scripts = [
  '<script src="/own.js"></script>',
  '<script src="own.js" integrity="sha384-x"></script>',
  '<script src="https://www.example.com/a.js"></script>',
  '<script src="https://static.example.com/a.js"></script>',
  '<script src="https://cdn.example.net/a.js"></script>',
  '<script src="https://cdn.example.net/a.js" integrity="sha384-x"></script>',
  '<script src="http://cdn.example.net/a.js"></script>',
  '<script src="http://cdn.example.net/a.js" integrity="sha384-x"></script>',
  '<script src="//cdn.example.net/a.js"></script>',
  '<script>var a = 1;</script>',
];

/** One site by chance: each header is there or not, right or wrong. */
export function madeUpSite(roll: () => number): MadeUpSite {
  const pick = <Value>(values: readonly Value[]): Value =>
    values[Math.floor(roll() * values.length)]!;
  const some = <Value>(values: readonly Value[], share: number): Value[] =>
    values.filter(() => roll() < share);
  const policy = (): string =>
    some(directives, 0.35)
      .map((name) =>
        name === 'report-uri' ? `${name} /csp` : `${name} ${some(sources, 0.2).join(' ')}`.trim(),
      )
      .join('; ');
  const headers: Header[] = [
    ['Content-Type', roll() < 0.9 ? 'text/html; charset=utf-8' : 'application/json'],
  ];
  const offer = (name: string, values: readonly string[], share = 0.6): void => {
    if (roll() < share) headers.push([name, pick(values)]);
  };
  const csp = policy();
  if (roll() < 0.7 && csp !== '') headers.push(['Content-Security-Policy', csp]);
  offer('Content-Security-Policy-Report-Only', ["default-src 'self'"], 0.2);
  offer('Strict-Transport-Security', hsts);
  offer('Referrer-Policy', referrer);
  offer('X-Frame-Options', frames);
  offer('X-Content-Type-Options', ['nosniff', 'NoSniff', 'sniff']);
  offer('Cross-Origin-Resource-Policy', embeds, 0.4);
  for (const name of some(cookieNames, 0.25))
    headers.push([
      'Set-Cookie',
      [`${name}=1`, ...some(cookieFlags, 0.6), ...(roll() < 0.6 ? [pick(sameSite)] : [])].join(
        '; ',
      ),
    ]);
  const meta =
    roll() < 0.2 ? `<meta http-equiv="Content-Security-Policy" content="${policy()}">` : '';
  const body = `<!doctype html><html><head>${meta}${some(scripts, 0.15).join('')}</head><body>hi</body></html>`;
  const answer = (url: string, more: Partial<Exchange> = {}): Exchange => ({
    method: 'GET',
    url,
    status: 200,
    headers: [],
    body: '',
    ...more,
  });
  const distrusted = roll() < 0.05 ? { distrusted: 'CERT_HAS_EXPIRED' } : {};
  const page = answer('https://www.example.com/', { headers, body, ...distrusted });
  const plain = pick([
    [],
    [answer('http://www.example.com/')],
    [answer('http://www.example.com/', { status: 301 }), page],
    [
      answer('http://www.example.com/', { status: 301 }),
      answer('https://example.com/', distrusted),
    ],
    [
      answer('http://www.example.com/', { status: 301 }),
      answer('http://example.com/', { status: 301 }),
      page,
    ],
    [answer('http://www.example.com/', { status: 301 }), answer('http://example.com/')],
  ]);
  const origin = 'https://stranger.example';
  const allowed = pick<Header[]>([
    [],
    [['Access-Control-Allow-Origin', '*']],
    [['Access-Control-Allow-Origin', 'https://partner.example']],
    [['Access-Control-Allow-Origin', origin]],
    [
      ['Access-Control-Allow-Origin', origin],
      ['Access-Control-Allow-Credentials', 'true'],
    ],
  ]);
  const preflight = { origin, exchange: answer(page.url, { method: 'OPTIONS', headers: allowed }) };
  return { pages: { secure: [page], plain }, preflight };
}
