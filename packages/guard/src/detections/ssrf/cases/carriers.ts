import type { DetectionCase } from '../../detection-case.ts';
import { bearer, form, text, toBase64, toHex, upload, xml } from '../../case-requests.ts';
import type { ConnectCall } from '../../sink-call.ts';
import { casesFrom, fetching } from './build.ts';

const url = 'http://10.0.0.7/hook';
const inner = fetching(url);

/** The ways in which a request carries a host to a connection, and what apps make of it first. */
export const carriers: readonly DetectionCase<ConnectCall>[] = casesFrom('attack', [
  [
    'the second of two parameters of one name',
    { query: { u: ['https://a.example/', url] } },
    inner,
    'HTTP parameter pollution, OWASP WSTG-INPV-04',
  ],
  [
    'a host split over an array',
    { query: { h: ['10.0', '0.7'] } },
    inner,
    'parts that the app joins',
  ],
  [
    'a host split over two parameters',
    { query: { a: '10.0', b: '0.7' } },
    inner,
    'parts that the app joins',
  ],
  [
    'a webhook deep in a JSON document',
    { body: { hooks: [{ target: { url } }] } },
    inner,
    'OWASP SSRF Prevention Cheat Sheet, webhooks',
  ],
  ['a key of a JSON object', { body: { [url]: ['push'] } }, inner, 'maps of subscriptions'],
  ['a segment of the path', { path: '/proxy/10.0.0.7/hook' }, inner, 'image proxies'],
  [
    'an encoded URL in the path',
    { path: '/proxy/http:%2f%2f10.0.0.7%2fhook' },
    inner,
    'image proxies',
  ],
  [
    'a callback header',
    { headers: { callback: `<${url}>` } },
    inner,
    'UPnP GENA, CVE-2020-12695 (CallStranger)',
  ],
  [
    'a page that the visitor came from',
    { headers: { referer: url } },
    inner,
    'analytics that fetch referrers, PortSwigger: blind SSRF',
  ],
  [
    'a proxy’s header names the metadata service',
    { headers: { forwarded: 'for=1.2.3.4;host=169.254.169.254' } },
    fetching('http://169.254.169.254/'),
    'RFC 7239; routing-based SSRF',
  ],
  ['a cookie', { cookies: { avatar: url } }, inner, 'OWASP WSTG-INPV-19'],
  [
    'a form that the app parses itself',
    form('u=http%3A%2F%2F10.0.0.7%2Fhook'),
    inner,
    'OWASP WSTG-INPV-19',
  ],
  ['a line of a text body', text('a.example\n10.0.0.7\n'), inner, 'lists of hosts'],
  ['an item of a list', { query: { hosts: 'a.example,10.0.0.7' } }, inner, 'lists of hosts'],
  [
    'a JSON text that no parser read',
    text(`{"u":"http:\\/\\/10.0.0.7\\/hook"}`, 'application/json'),
    inner,
    'bodies read raw',
  ],
  ['a file name of an upload', upload({ fileName: url }), inner, 'remote uploads'],
  ['a field name of an upload', upload({ name: url }), inner, 'remote uploads'],
  [
    'the content of an uploaded playlist',
    upload({ content: `#EXTM3U\n${url}` }),
    inner,
    'CVE-2016-1897, FFmpeg: playlists',
  ],
  [
    'an external entity',
    xml(`<!DOCTYPE a [<!ENTITY x SYSTEM "${url}">]><a>&x;</a>`),
    inner,
    'CWE-611 leads to CWE-918',
  ],
  [
    'an image in a picture',
    text(`<svg><image href="${url}"/></svg>`, 'image/svg+xml'),
    inner,
    'renderers of SVG and HTML',
  ],
  ['a claim of an unsigned token', bearer({ jku: url }), inner, 'RFC 7515, jku'],
  ['a value in hexadecimal digits', { query: { u: toHex(url) } }, inner, 'decoded by the app'],
  [
    'a value in base64url',
    { query: { u: toBase64(url, 'base64url') } },
    inner,
    'decoded by the app',
  ],
  [
    'a value with HTML references',
    { query: { u: 'http:&#x2f;&#x2f;10.0.0.7/hook' } },
    inner,
    'decoded by the app',
  ],
  [
    'a JSON text within a JSON text',
    { query: { o: JSON.stringify({ a: JSON.stringify({ url }) }) } },
    inner,
    'JSON in JSON',
  ],
  [
    'capital letters and blanks',
    { query: { u: '  HTTP://10.0.0.7/HOOK ' } },
    inner,
    'trimmed and folded by the app',
  ],
  [
    'an IPv4-translated address',
    { query: { u: 'http://[::ffff:0:10.0.0.7]/' } },
    fetching('http://[::ffff:0:10.0.0.7]/'),
    'RFC 2765, section 2.1',
  ],
  [
    'a named pipe of Windows',
    { query: { s: '\\\\.\\pipe\\docker_engine' } },
    { host: '\\\\.\\pipe\\docker_engine', port: 0 },
    'Docker Engine on Windows',
  ],
]);

/** What a user may well send, beside connections that the app chose. */
export const lookAlikes: readonly DetectionCase<ConnectCall>[] = casesFrom('benign', [
  [
    'a version that is part of an address',
    { body: { version: '0.0.1' } },
    fetching('http://127.0.0.1:4000/'),
    'npm manifests; found by the corpus',
  ],
  [
    'a number that is part of an address',
    { query: { q: '+0.0' } },
    fetching('http://127.0.0.1:4000/find?q=%2B0.0'),
    'found by the corpus',
  ],
  [
    'the front of an address',
    { body: { version: '10.0.0' } },
    fetching('http://10.0.0.1/'),
    'versions',
  ],
  [
    'a port like the app’s own',
    { query: { q: ':8080' } },
    fetching('http://10.0.0.1:8080/'),
    'a port names no host',
  ],
  [
    'a list of public hosts',
    { query: { hosts: 'a.example,b.example' } },
    fetching('http://search.corp/', '10.0.0.2'),
    'lists of hosts',
  ],
  [
    'a public page that the visitor came from',
    { headers: { referer: 'https://a.example/x' } },
    fetching('http://10.0.0.7/hook'),
    'browsers send it',
  ],
  [
    'an own page that the visitor came from',
    { headers: { referer: 'http://app.corp/' } },
    fetching('http://app.corp/', '10.0.0.2'),
    'server-side rendering',
  ],
  [
    'a mail address beside a mail server',
    { body: { to: 'ann@a.example' } },
    { host: 'mail.corp', port: 25, address: '10.0.0.2' },
    'sending mail',
  ],
]);
