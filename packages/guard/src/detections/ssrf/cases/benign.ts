import type { DetectionCase } from '../../detection-case.ts';
import type { ConnectCall } from '../../sink-call.ts';
import { casesFrom, fetching, type Row } from './build.ts';

const database = { host: 'localhost', port: 5432, address: '127.0.0.1' };
const databaseByAddress = { host: '127.0.0.1', port: 5432, address: '127.0.0.1' };
const compose = { host: 'redis', port: 6379, address: '172.18.0.3' };
const ownApi = fetching('http://localhost:4000/users/1', '127.0.0.1');
const partner = fetching('https://api.partner.example/v1', '93.184.216.34');

const rows: readonly Row[] = [
  [
    'a fetch of a public URL',
    { query: { u: 'https://example.com/a.png' } },
    fetching('https://example.com/a.png', '93.184.216.34'),
    'fetch-by-URL feature',
  ],
  [
    'a fetch of a public address',
    { query: { u: 'http://93.184.216.34/' } },
    fetching('http://93.184.216.34/'),
    'fetch-by-URL feature',
  ],
  [
    'a public IPv6 address',
    { query: { u: 'http://[2606:2800:220:1::1]/' } },
    fetching('http://[2606:2800:220:1::1]/'),
    'fetch-by-URL feature',
  ],
  [
    'a documentation address',
    { query: { u: 'http://192.0.2.1/' } },
    fetching('http://192.0.2.1/'),
    'RFC 5737',
  ],
  [
    'a webhook to a public name',
    { body: { url: 'https://hooks.example.org/x' } },
    fetching('https://hooks.example.org/x', '93.184.216.34'),
    'webhook',
  ],
  [
    'a redirect between public hosts',
    { body: { url: 'http://a.example/' } },
    fetching('https://b.example/', '93.184.216.34', ['a.example']),
    'redirect',
  ],
  [
    'the own database and the Host header',
    { headers: { host: 'localhost:3000' } },
    database,
    'coincidence',
  ],
  [
    'the own API and the Host header',
    { headers: { host: 'localhost:3000' } },
    ownApi,
    'coincidence',
  ],
  [
    'a URL of the app itself, on a port that it listens on',
    { query: { u: 'http://localhost:3000/' } },
    { ...fetching('http://localhost:3000/', '127.0.0.1'), ownPorts: [3000] },
    'call-back URL in development',
  ],
  [
    'the own API on the port of the Host header',
    { headers: { host: 'localhost:4000' } },
    { ...ownApi, ownPorts: [4000] },
    'the app calls itself',
  ],
  [
    'the own database and the Origin',
    { headers: { origin: 'http://localhost:5173' } },
    database,
    'development',
  ],
  [
    'the own database and the Referer',
    { headers: { referer: 'http://localhost:5432/x' } },
    database,
    'development',
  ],
  [
    'the own database and a forwarded address',
    { headers: { 'x-forwarded-for': '127.0.0.1' } },
    databaseByAddress,
    'proxy header',
  ],
  [
    'the own database and a real address',
    { headers: { 'x-real-ip': '127.0.0.1' } },
    databaseByAddress,
    'proxy header',
  ],
  [
    'a forwarded host',
    { headers: { 'x-forwarded-host': 'localhost:3000' } },
    ownApi,
    'proxy header',
  ],
  [
    'a forwarded address of the inner network',
    { headers: { 'x-forwarded-for': '10.0.0.5' } },
    { host: '10.0.0.5', port: 5432, address: '10.0.0.5' },
    'proxy header',
  ],
  [
    'a static host with an input as path',
    { query: { p: '/users/1' } },
    fetching('http://127.0.0.1:9000/users/1'),
    'path only',
  ],
  [
    'a static host with an input as query',
    { query: { q: 'a b' } },
    fetching('http://search.internal/?q=a%20b', '10.0.0.3'),
    'path only',
  ],
  [
    'a static host with a URL as query',
    { query: { u: 'https://example.com/' } },
    fetching('http://thumbs.internal/?u=https://example.com/', '10.0.0.3'),
    'service behind',
  ],
  [
    'a static host with another inner URL as query',
    { query: { u: 'http://10.1.1.1/' } },
    fetching('http://proxy.internal:8888/?u=http://10.1.1.1/', '10.0.0.3'),
    'service behind',
  ],
  [
    'a link to the own machine on another port',
    { body: { site: 'http://localhost:5173/cb' } },
    database,
    'call-back URL in development',
  ],
  [
    'a bare socket of another port',
    { body: { t: '127.0.0.1:3306' } },
    databaseByAddress,
    'coincidence',
  ],
  [
    'the app calls itself on a known port',
    { query: { callbackUrl: 'http://localhost:3000/' } },
    { ...fetching('http://localhost:3000/api/session', '127.0.0.1'), ownPorts: [3000] },
    'call-back URL in development',
  ],
  ['nothing but words sent', { query: { q: 'shoes' } }, compose, 'coincidence'],
  ['a search for another word', { query: { q: 'redis cluster' } }, compose, 'coincidence'],
  [
    'a static metadata call',
    { query: { q: 'x' } },
    fetching('http://169.254.169.254/latest/meta-data/'),
    'cloud SDK',
  ],
  [
    'a static metadata name',
    { path: '/computeMetadata/v1/' },
    fetching('http://metadata.google.internal/computeMetadata/v1/', '169.254.169.254'),
    'cloud SDK',
  ],
  [
    'a static local socket',
    { query: { q: 'docker' } },
    { host: '/var/run/docker.sock', port: 0 },
    'database socket',
  ],
  [
    'a local socket and the root as URL',
    { path: '/' },
    { host: '/var/run/postgresql/.s.PGSQL.5432', port: 0 },
    'database socket',
  ],
  [
    'a local socket and a URL path',
    { path: '/var/run' },
    { host: '/var/run/mysqld/mysqld.sock', port: 0 },
    'coincidence',
  ],
  [
    'a name that cannot be resolved yet',
    { query: { h: 'db.example' } },
    { host: 'db.example', port: 443 },
    'address not known',
  ],
  [
    'a public name that begins like an address',
    { query: { u: 'http://10.example.com/' } },
    fetching('http://10.example.com/', '93.184.216.34'),
    'everyday',
  ],
  [
    'a public name that begins with fd',
    { query: { u: 'http://fd.example/' } },
    fetching('http://fd.example/', '93.184.216.34'),
    'everyday',
  ],
  [
    'a version that looks like an address',
    { headers: { 'user-agent': 'App/10.0.0.5' } },
    { host: '10.0.0.5', port: 5432, address: '10.0.0.5' },
    'coincidence',
  ],
  [
    'an e-mail address',
    { body: { mail: 'me@corp.example' } },
    { host: 'smtp.internal', port: 25, address: '10.0.0.9' },
    'everyday',
  ],
  [
    'a domain that a longer name only ends like',
    { query: { d: 'vil.example' } },
    fetching('http://api.evil.example/', '10.0.0.5'),
    'label boundary',
  ],
  ['a static partner', { body: { id: '7' } }, partner, 'everyday'],
  ['a static partner with a sub-path', { params: { id: 'a/b' } }, partner, 'everyday'],
  ['a port number', { query: { port: '5432' } }, database, 'coincidence'],
  ['a date with colons', { body: { at: '2024-05-01T10:00:00Z' } }, compose, 'everyday'],
  [
    'a list of dotted words',
    { body: { t: 'a.b.c, d.e' } },
    { host: 'e', port: 80, address: '10.0.0.2' },
    'everyday',
  ],
  [
    'a lone dot',
    { query: { q: '.' } },
    fetching('http://svc.internal/x', '10.0.0.2'),
    'coincidence',
  ],
  [
    'two slashes',
    { query: { q: '//' } },
    fetching('http://svc.internal/x', '10.0.0.2'),
    'coincidence',
  ],
  [
    'an empty URL',
    { query: { q: 'http://' } },
    fetching('http://svc.internal/x', '10.0.0.2'),
    'coincidence',
  ],
];
export const benign: readonly DetectionCase<ConnectCall>[] = casesFrom('benign', rows);

const weak: readonly Row[] = [
  [
    'this machine’s commonest name, and a database there',
    { body: { host: 'localhost' } },
    database,
    'could be chance',
  ],
  [
    'this machine’s commonest address, and a database there',
    { body: { ip: '127.0.0.1' } },
    databaseByAddress,
    'could be chance',
  ],
  ['a single word that is also a service', { query: { h: 'redis' } }, compose, 'could be chance'],
  [
    'a tenant as the front of an inner name',
    { query: { t: 'a.b' } },
    fetching('http://a.b.svc.internal/', '10.0.0.8'),
    'host built from an input',
  ],
];
export const weaknesses: readonly DetectionCase<ConnectCall>[] = casesFrom('weakness', weak);
