/**
 * How well the SSRF detection tells a chosen host from a fixed one. False alarms: benign texts sent
 * to an app that talks to its own services and fetches public pages. Misses: every spelling of an
 * internal host that Node's URL parser accepts. Nothing is connected.
 * `node -C castellan-source bench/quality/ssrf.ts`; exits 1 on a false alarm.
 */
import { inputsOf } from '../../packages/guard/src/context/case-inputs.ts';
import type { ConnectCall } from '../../packages/guard/src/detections/sink-call.ts';
import { canonicalHost, classifyHost } from '../../packages/guard/src/detections/ssrf/host.ts';
import { isInternal } from '../../packages/core/src/index.ts';
import { detection } from '../../packages/guard/src/detections/ssrf/detector.ts';
import { readCorpus } from './corpus.ts';

type Sink = (value: string) => string | ConnectCall;

const database: ConnectCall = {
  kind: 'connect',
  host: 'localhost',
  port: 5432,
  address: '127.0.0.1',
};
const encoded = (value: string): string =>
  encodeURIComponent(value.replace(/\p{Surrogate}/gu, '?'));

/** Correctly written: the app chooses the host. */
const correct: Readonly<Record<string, Sink>> = {
  'database on this machine': () => database,
  'database by address': () => ({ ...database, host: '127.0.0.1' }),
  'cache of a compose file': () => ({
    ...database,
    host: 'redis',
    port: 6379,
    address: '172.18.0.3',
  }),
  'inner name': () => 'http://search.corp.internal/find',
  'own service, input in the query': (v) => `http://127.0.0.1:4000/find?q=${encoded(v)}`,
  'own service, input in the path': (v) => `http://127.0.0.1:4000/items/${encoded(v)}`,
  'inner name, input in the query': (v) => `http://search.corp.internal/find?q=${encoded(v)}`,
  'inner name, input as it is': (v) => `http://search.corp.internal/find/${v}`,
  'metadata read by a cloud library': () => 'http://169.254.169.254/latest/meta-data/',
  'local socket': () => ({ kind: 'connect', host: '/var/run/postgresql/.s.PGSQL.5432', port: 0 }),
};

function connecting(url: string, address = '10.0.0.9'): ConnectCall | undefined {
  if (!URL.canParse(url)) return undefined;
  const { hostname, port, protocol } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  const isLiteral = classifyHost(host, undefined) !== 'no-address';
  const known = Number(port) || (protocol === 'https:' ? 443 : 80);
  return { kind: 'connect', host, port: known, url, ...(!isLiteral && { address }) };
}

function measureFalseAlarms(): number {
  const texts = readCorpus<{ payload: string }>('benign').map((row) => row.payload);
  let alarms = 0;
  for (const [name, sink] of Object.entries(correct)) {
    const counts = { attack: 0, weakness: 0, 'text names this very host': 0 };
    for (const text of texts) {
      const target = sink(text);
      const call = typeof target === 'string' ? connecting(target) : target;
      const headers = { host: 'localhost:3000', 'x-forwarded-for': '127.0.0.1' };
      const verdict = call && detection.inspect(call, inputsOf({ query: { q: text }, headers }));
      if (verdict === undefined) continue;
      if (call !== undefined && namesHost(text, call.host)) {
        counts['text names this very host']++;
        continue;
      }
      counts[verdict.outcome]++;
      console.log(`  ${verdict.outcome}: ${name}: ${JSON.stringify(text).slice(0, 90)}`);
    }
    alarms += counts.attack + counts.weakness;
    console.log(`${name}: ${texts.length} texts`, counts);
  }
  return alarms;
}

/** Such a text and a chosen host look the same to any observer of the call. */
function namesHost(text: string, host: string): boolean {
  const url = /^[a-z]+:\/\//i.test(text) ? text : `http://${text}`;
  return URL.canParse(url) && canonicalHost(new URL(url).hostname) === canonicalHost(host);
}

const spellings = [
  ...'127.0.0.1 2130706433 0x7f000001 0x7f.1 0177.0.0.1 017700000001 127.1 127.0.1 0 0.0.0.0 127.0.0.1.'.split(
    ' ',
  ),
  ...'[::1] [::] [::ffff:127.0.0.1] [::ffff:7f00:1] [0:0:0:0:0:0:0:1] [::127.0.0.1] [64:ff9b::7f00:1]'.split(
    ' ',
  ),
  ...'[2002:7f00:1::] [fe80::1] [fc00::1] [fd00:ec2::254] [ff02::1] 10.0.0.1 167772161 172.16.0.1'.split(
    ' ',
  ),
  ...'192.168.0.1 0xc0a80001 169.254.169.254 2852039166 0xA9FEA9FE 0251.0376.0251.0376 169.254.43518'.split(
    ' ',
  ),
  ...'100.100.100.200 100.64.0.1 224.0.0.1 255.255.255.255 localhost LOCALHOST localhost. a.localhost'.split(
    ' ',
  ),
  ...'metadata.google.internal metadata.google.internal. 127.0.0.1.nip.io rebind.example ①②⑦.⓪.⓪.① 127。0。0。1'.split(
    ' ',
  ),
  ...'１２７.0.0.1 %31%32%37.0.0.1 ⓛocalhost user@127.0.0.1 user:pw@10.0.0.1 example.com@10.0.0.1 127.0.0.1:80'.split(
    ' ',
  ),
];
const shapes: Readonly<Record<string, (host: string) => string>> = {
  'whole URL': (host) => `http://${host}/x`,
  'URL with a port': (host) => `http://${host.replace(/:80$/, '')}:8080/x`,
  'no slashes': (host) => `http:${host}/x`,
  backslashes: (host) => `http:\\\\${host}\\x`,
  'relative URL with a host': (host) => `//${host}/x`,
  'host alone': (host) => host,
};

function measureSpellings(): void {
  for (const [name, shape] of Object.entries(shapes)) {
    const counts = { connects: 0, attack: 0, weakness: 0, missed: 0 };
    for (const host of spellings) {
      const input = shape(host);
      const call = connecting(
        name === 'host alone' ? `http://${host}/` : input.replace(/^\/\//, 'http://'),
      );
      if (call !== undefined) judge(call, input, counts);
    }
    console.log(`${name}:`, counts);
  }
}

type Counts = Record<'connects' | 'attack' | 'weakness' | 'missed', number>;

function judge(call: ConnectCall, input: string, counts: Counts): void {
  if (!isInternal(classifyHost(call.host, call.address))) return;
  counts.connects++;
  const outcome = detection.inspect(call, inputsOf({ body: { url: input } }))?.outcome;
  counts[outcome ?? 'missed']++;
  if (outcome !== 'attack') console.log(`  ${outcome ?? 'missed'}: ${input} -> ${call.host}`);
}

interface CrsRow {
  readonly class: string;
  readonly payload: readonly { readonly in: string; readonly value: unknown }[];
}

function measureRuleSet(): void {
  const counts = { connects: 0, attack: 0, weakness: 0, missed: 0 };
  const rows = readCorpus<CrsRow>('crs').filter((row) => row.class === 'ssrf');
  const payloads = rows.flatMap((row) => row.payload).filter((each) => each.in !== 'path');
  for (const { value } of payloads) {
    const input = String(value);
    const url = /^[a-z]+:/i.test(input) ? input : `http://${input}`;
    const call = /^(?:https?|wss?):/i.test(url) ? connecting(url) : undefined;
    if (call !== undefined) judge(call, input, counts);
  }
  console.log('rule-set payloads that connect inside:', counts);
}

const alarms = measureFalseAlarms();
console.log(`\n${spellings.length} spellings`);
measureSpellings();
measureRuleSet();
process.exitCode = alarms > 0 ? 1 : 0;
