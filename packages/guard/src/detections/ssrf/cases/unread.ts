import type { UnreadCase } from '../../detection-case.ts';
import type { ConnectCall } from '../../sink-call.ts';

function connect(url: string, address?: string): ConnectCall {
  const { hostname, port, protocol } = new URL(url);
  const own = port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
  const host = hostname.replace(/^\[|\]$/g, '');
  return { kind: 'connect', host, port: own, url, ...(address === undefined ? {} : { address }) };
}

const idea = 'CWE-770 used to hide CWE-918: padding before the value that harms';

export const unreadCases: readonly UnreadCase<ConnectCall>[] = [
  {
    name: 'cloud metadata',
    expect: 'attack',
    call: connect('http://169.254.169.254/latest'),
    idea,
  },
  {
    name: 'cloud metadata by name and without a URL',
    expect: 'attack',
    call: { kind: 'connect', host: 'metadata.google.internal', port: 80 },
    idea,
  },
  { name: 'this machine', expect: 'attack', call: connect('http://localhost:9200/'), idea },
  { name: 'a private address', expect: 'attack', call: connect('http://10.0.0.5:8080/x'), idea },
  {
    name: 'this machine as one hexadecimal number',
    expect: 'attack',
    call: { kind: 'connect', host: '0x7f000001', port: 80, url: 'http://0x7f000001/' },
    idea,
  },
  {
    name: 'a public name that resolves inside',
    expect: 'attack',
    call: connect('http://127.0.0.1.nip.io/', '127.0.0.1'),
    idea: 'DNS rebinding',
  },
  {
    name: 'a public address',
    expect: 'benign',
    call: connect('https://api.example.com/', '93.184.216.34'),
    idea: 'a picture sent as text to a recognition service',
  },
  {
    name: 'a service of a cluster',
    expect: 'benign',
    call: connect('http://images.shop.svc.cluster.local:8080/', '10.3.2.1'),
    idea: 'a picture sent as text to an inner service',
  },
  {
    name: 'a service of a composition',
    expect: 'benign',
    call: connect('http://images:8080/', '172.18.0.4'),
    idea: 'names of Docker Compose',
  },
  {
    name: 'a database, by its driver',
    expect: 'benign',
    call: { kind: 'connect', host: '127.0.0.1', port: 5432 },
    idea: 'a pool that opens another connection',
  },
  {
    name: 'the app itself',
    expect: 'benign',
    call: { ...connect('http://127.0.0.1:3000/a'), ownPorts: [3000] },
    idea: 'server-side rendering',
  },
];
