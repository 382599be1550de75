import type { DetectionCase } from '../../detection-case.ts';
import type { ConnectCall } from '../../sink-call.ts';
import { casesFrom, fetching, type Row } from './build.ts';

/** Spellings of internal addresses, as whole URLs in the query. */
const spellings: readonly (readonly [name: string, url: string])[] = [
  ['a dotted address', 'http://127.0.0.1/admin'],
  ['a decimal number', 'http://2130706433/'],
  ['a hexadecimal number', 'http://0x7f000001/'],
  ['octal parts', 'http://0177.0.0.01/'],
  ['a short form', 'http://127.1/'],
  ['mixed bases', 'http://0x7f.0.1/'],
  ['zero', 'http://0/'],
  ['another loopback', 'http://127.8.9.10:6379/'],
  ['a trailing dot', 'http://127.0.0.1./'],
  ['IPv6 loopback', 'http://[::1]:9200/_cat'],
  ['IPv4 mapped into IPv6', 'http://[::ffff:127.0.0.1]/'],
  ['IPv4 mapped into IPv6 in hex', 'http://[::ffff:7f00:1]/'],
  ['NAT64', 'http://[64:ff9b::7f00:1]/'],
  ['6to4', 'http://[2002:7f00:1::]/'],
  ['a unique local address', 'http://[fd12:3456::1]/'],
  ['circled digits and ideographic dots', 'http://①②⑦。⓪。⓪。①/'],
  ['percent-encoded digits', 'http://%31%32%37.0.0.1/'],
  ['credentials in front', 'http://example.com@10.0.0.5/'],
  ['no slashes behind the scheme', 'http:192.168.1.1/'],
  ['backslashes', 'http:\\\\172.16.0.9\\x'],
  ['a tab in the middle', 'http://127.0.\t0.1/'],
  ['a carrier’s address', 'http://100.64.1.1/'],
  ['the cloud’s metadata', 'http://169.254.169.254/latest/meta-data/'],
  ['the cloud’s metadata as a number', 'http://2852039166/'],
  ['the metadata of containers', 'http://169.254.170.2/v2/credentials'],
  ['Alibaba’s metadata', 'http://100.100.100.200/latest'],
  ['metadata over IPv6', 'http://[fd00:ec2::254]/latest'],
];

const named: readonly Row[] = [
  [
    'localhost in capitals',
    { query: { u: 'http://LOCALHOST:8080/' } },
    fetching('http://localhost:8080/', '127.0.0.1'),
    'CWE-918',
  ],
  [
    'a host below localhost',
    { query: { u: 'http://a.localhost/' } },
    fetching('http://a.localhost/', '127.0.0.1'),
    'RFC 6761',
  ],
  [
    'Google’s metadata name',
    { body: { u: 'http://metadata.google.internal/' } },
    fetching('http://metadata.google.internal/', '169.254.169.254'),
    'cloud documentation',
  ],
  [
    'Google’s metadata name, address not known',
    { body: { host: 'metadata.google.internal' } },
    { host: 'metadata.google.internal', port: 80 },
    'cloud documentation',
  ],
  [
    'a public name that resolves inside',
    { body: { u: 'https://rebind.example.net/x' } },
    fetching('https://rebind.example.net/x', '10.1.2.3'),
    'DNS rebinding',
  ],
  [
    'a wildcard name service',
    { params: { h: '127.0.0.1.nip.io' } },
    fetching('http://127.0.0.1.nip.io/', '127.0.0.1'),
    'nip.io',
  ],
  [
    'a host without port',
    { query: { h: '10.0.0.5' } },
    fetching('http://10.0.0.5:8080/health', '10.0.0.5'),
    'CWE-918',
  ],
  [
    'localhost as a host, fetched at the default port',
    { query: { h: 'localhost' } },
    fetching('http://localhost/status', '127.0.0.1'),
    'CWE-918',
  ],
  [
    'a host with port on a bare socket',
    { body: { target: '127.0.0.1:6379' } },
    { host: '127.0.0.1', port: 6379, address: '127.0.0.1' },
    'port scan',
  ],
  [
    'a decimal host on a bare socket',
    { body: { target: '2130706433' } },
    { host: '2130706433', port: 6379, address: '127.0.0.1' },
    'port scan',
  ],
  [
    'a header that names a call-back',
    { headers: { 'x-callback-url': 'http://192.168.0.1/' } },
    fetching('http://192.168.0.1/'),
    'webhook',
  ],
  [
    'a cookie that names an upstream',
    { cookies: { up: 'http://10.9.9.9/' } },
    fetching('http://10.9.9.9/'),
    'CWE-918',
  ],
  [
    'a URL in the path of a proxy',
    { path: '/proxy/http://10.0.0.1/x' },
    fetching('http://10.0.0.1/x'),
    'open proxy',
  ],
  [
    'a link inside a text',
    { body: { text: 'look at http://192.168.1.1/setup please' } },
    fetching('http://192.168.1.1/setup'),
    'link preview',
  ],
  [
    'JSON inside a JSON string',
    { body: { job: '{"url":"http://10.0.0.7/x"}' } },
    fetching('http://10.0.0.7/x'),
    'JSON in JSON',
  ],
  [
    'base64 of a URL',
    { query: { u: 'aHR0cDovLzEwLjAuMC43L3g=' } },
    fetching('http://10.0.0.7/x'),
    'encoded parameter',
  ],
  [
    'a URL encoded twice',
    { query: { u: 'http%3A%2F%2F10.0.0.7%2Fx' } },
    fetching('http://10.0.0.7/x'),
    'CWE-174',
  ],
  [
    'a relative URL that brings its own host',
    { query: { next: '//169.254.169.254/x' } },
    fetching('https://169.254.169.254/x'),
    'new URL(input, base)',
  ],
  [
    'a path that turns the host into credentials',
    { query: { p: '@10.0.0.5/' } },
    fetching('http://api.example.com@10.0.0.5/'),
    'string concatenation',
  ],
  [
    'a path that goes on with the host',
    { query: { p: '.10.0.0.5.nip.io/' } },
    fetching('http://api.10.0.0.5.nip.io/', '10.0.0.5'),
    'string concatenation',
  ],
  [
    'the end of the host',
    { query: { domain: 'evil.example' } },
    fetching('http://api.evil.example/', '10.0.0.5'),
    'string concatenation',
  ],
  [
    'a redirect from a public host',
    { query: { u: 'http://evil.example/r' } },
    fetching('http://127.0.0.1:6379/', '127.0.0.1', ['evil.example']),
    'redirect',
  ],
  [
    'a redirect over two hosts',
    { query: { u: 'http://evil.example/r' } },
    fetching('http://10.0.0.1/', '10.0.0.1', ['evil.example', 'b.example']),
    'redirect',
  ],
  [
    'an open redirect of a partner',
    { query: { q: '/go?to=http://169.254.169.254/x' } },
    fetching('http://169.254.169.254/x', '169.254.169.254', ['partner.example']),
    'open redirect',
  ],
  [
    'the Host header chooses the metadata service',
    { headers: { host: '169.254.169.254' } },
    fetching('http://169.254.169.254/latest'),
    'Host-routed proxy',
  ],
  [
    'an inner name that the Host header repeats',
    {
      headers: { host: 'redis.internal.example' },
      query: { u: 'https://redis.internal.example/' },
    },
    fetching('https://redis.internal.example/', '10.0.0.7'),
    'Host spoofing',
  ],
  [
    'a proxy header that chooses the upstream',
    { headers: { 'x-forwarded-host': '127.0.0.1:6379' } },
    fetching('http://127.0.0.1:6379/feed'),
    'Host-routed proxy',
  ],
  [
    'a spoofed Host while the own ports are known',
    { headers: { host: '127.0.0.1:6379' }, query: { u: 'http://127.0.0.1:6379/' } },
    { ...fetching('http://127.0.0.1:6379/'), ownPorts: [3000] },
    'Host spoofing',
  ],
  [
    'a local socket by URL',
    { query: { u: 'http+unix://%2Fvar%2Frun%2Fdocker.sock/containers' } },
    {
      host: '/var/run/docker.sock',
      port: 0,
      url: 'http+unix://%2Fvar%2Frun%2Fdocker.sock/containers',
    },
    'Docker socket',
  ],
  [
    'a local socket by path',
    { body: { socket: '/var/run/docker.sock' } },
    { host: '/var/run/docker.sock', port: 0 },
    'Docker socket',
  ],
];

export const attacks: readonly DetectionCase<ConnectCall>[] = casesFrom('attack', [
  ...spellings.map(([name, url]): Row => [
    name,
    { query: { url } },
    fetching(url),
    'WHATWG URL, RFC 4291, RFC 6890',
  ]),
  ...named,
]);
