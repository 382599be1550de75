import type { InternalService } from '../servers/internal-service.ts';
import {
  answered,
  query,
  type Answer,
  type AppCases,
  type AttackCase,
  type BenignCase,
} from './case.ts';

const plain = [
  ...['http-get', 'http-url', 'http-options', 'http-keep-alive', 'net', 'fetch', 'fetch-request'],
  ...['undici-request', 'undici-fetch', 'undici-agent', 'undici-pool', 'axios', 'axios-fetch'],
  ...['got', 'node-fetch', 'superagent'],
];
const following = [
  'fetch',
  'undici-fetch',
  'axios',
  'axios-fetch',
  'got',
  'node-fetch',
  'superagent',
];
const resolving = ['http-get', 'undici-request', 'undici-fetch', 'axios', 'got', 'node-fetch'];
const redirecting = ['undici-fetch', 'axios', 'got', 'node-fetch'];
const spelling = ['http-get', 'fetch', 'undici-request', 'axios', 'got'];

/** Other ways to write this machine's address. */
const spellings = [
  ...['localhost', '[::1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '2130706433', '0177.0.0.1'],
  ...['0x7f.0.0.1', '0x7f000001', '127.1', '127.0.0.2', '①②⑦.⓪.⓪.①', 'user@127.0.0.1', '0'],
];

const secret = answered('internal secret');
/** The app has tried: see `outward-trap.js`. */
const tried = ({ status, text }: Answer): boolean =>
  status === 500 && /ENETUNREACH|fetch failed|Request has been terminated/.test(text);
/** Nothing listens on the port that a URL means without one. */
const refused = ({ status, text }: Answer): boolean =>
  status === 500 && /ECONNREFUSED|fetch failed|^AggregateError/.test(text);

/** The services that give a cloud's machines their credentials. */
const metadata = [
  'http://169.254.169.254/latest/meta-data/',
  'http://[::ffff:169.254.169.254]/',
  'http://2852039166/',
];

/** Attacks that must not get as far as a connection. */
export const metadataAttacks: readonly AttackCase[] = [
  ...spelling,
  ...['net', 'node-fetch', 'superagent', 'undici-fetch'],
].flatMap((client) => metadata.map((url) => unlogged(attack(client, url, tried))));

export function ssrfCases(service: InternalService): AppCases {
  const secretUrl = `http://127.0.0.1:${service.http}/`;
  return {
    app: 'ssrf/app',
    env: {
      INTERNAL_PORT: String(service.http),
      CASTELLAN_CONFIG: 'apps/ssrf/castellan.config.json',
    },
    attacks: [
      ...['http-get', 'fetch', 'undici-request'].map((client) => attack(client, secretUrl)),
      ...plain.slice(1).map((client) => unlogged(attack(client, secretUrl))),
      unlogged(attack('https-get', `https://127.0.0.1:${service.https}/`)),
      unlogged(attack('http2', `http://127.0.0.1:${service.http2}`)),
      ...spelling.flatMap((client) =>
        spellings
          // The standard's fetch takes no credentials in a URL.
          .filter((host) => client !== 'fetch' || !host.includes('@'))
          .map((host) => unlogged(attack(client, `http://${host}:${service.http}/`))),
      ),
      ...following.map((client) => unlogged(attack(`${client}/redirected`, secretUrl))),
      ...resolving.map((client) =>
        unlogged(attack(`${client}/rebinding`, `http://rebinding.example:${service.http}/`)),
      ),
      // The configuration allows this host; where it redirects to is another matter.
      ...redirecting.map((client) =>
        unlogged(attack(`${client}/rebinding`, `http://partner.example:${service.http}/away`)),
      ),
      unlogged(attack('https-get/rebinding', `https://rebinding.example:${service.https}/`)),
      ...plain
        .filter((client) => client !== 'net')
        .map((client) => unlogged(attack(`${client}/host`, '2130706433'))),
      ...spelling.map((client) => unlogged(attack(client, 'http://127.0.0.1/', refused))),
      ...metadataAttacks,
    ],
    benign: [
      ...plain.flatMap(benignFor),
      ...resolving.map((client) => ({
        title: `${client}: a host that the configuration allows`,
        request: query(`/${client}/rebinding`, { name: `http://partner.example:${service.http}/` }),
        expected: secret,
      })),
    ],
  };
}

function attack(route: string, name: string, works = secret): AttackCase {
  return {
    title: `${route}: ${name.replace(/:\d{4,}/, ':PORT')}`,
    request: query(`/${route}`, { name }),
    works,
    finding: { input: 'query.name', detection: 'ssrf' },
  };
}

/** Attacks at one line of an app that come after others like them are folded into one line of the log. */
function unlogged({ title, request, works }: AttackCase): AttackCase {
  return { title, request, works };
}

function benignFor(client: string): BenignCase[] {
  if (client === 'net') return [];
  const names = [
    'bob',
    'localhost',
    '127.0.0.1',
    'http://localhost/docs',
    'http://127.0.0.1:3000/',
    'metadata',
  ];
  return [
    ...names.map((name) => ({
      title: `${client}: a search for ${name}`,
      request: query(`/${client}/search`, { name }),
      expected: answered(`found ${name}`),
    })),
    {
      title: `${client}: the app itself`,
      request: { path: `/${client}/own` },
      expected: answered('pong'),
    },
  ];
}
