import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import dns from 'node:dns';
import dnsPromises from 'node:dns/promises';
import { syncBuiltinESMExports } from 'node:module';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { parseNetwork } from '@castellan/core';
import { forwardKinds } from '../forwarding/registry.generated.ts';
import { monitorKinds } from '../monitors/registry.generated.ts';
import { notifiers } from '../notifiers/registry.generated.ts';
import { caseServers } from '../store/case-store.ts';
import type { OpenStore } from '../store/open-store.ts';
import { caseMonitorId, channelWays, forwardWays, monitorWays, waysOut } from './case-ways-out.ts';

const timeoutMs = 4_000;
const nowhere = { innerNetworks: [], timeoutMs };
/** One address of this machine is let in, its neighbour is not. */
const allowed = '127.0.0.1';
const secret = '127.0.0.2';
const oneOnly = { innerNetworks: [parseNetwork(`${allowed}/32`)!], timeoutMs };

let open: OpenStore;
const ways = waysOut(() => open.store);
/** Somebody inside, on every address of this machine, who hears of each connection. */
let inside: Server;
let port: number;
let heard: string[] = [];
/** With what it answers. */
let answer = '';

before(async () => {
  open = await caseServers[0]!.open();
  await open.store
    .insertInto('monitors')
    .values({ id: caseMonitorId, name: 'm', kind: 'tls', settings: '{}', created_by: 'Ada' })
    .execute();
  inside = createServer((socket) => {
    heard.push(socket.localAddress ?? '');
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(answer));
    if (answer === '') socket.destroy();
  });
  await new Promise<void>((resolve) => inside.listen(0, '::', resolve));
  ({ port } = inside.address() as AddressInfo);
});
after(async () => {
  inside.close();
  await open.close();
});
const real = { lookup: dnsPromises.lookup, callback: dns.lookup };
afterEach(() => {
  heard = [];
  answer = '';
  dnsPromises.lookup = real.lookup;
  dns.lookup = real.callback;
  syncBuiltinESMExports();
});

test('each kind says how it leads to a place that is entered, or why it leads to none', () => {
  for (const [kinds, table] of [
    [notifiers, channelWays],
    [forwardKinds, forwardWays],
    [monitorKinds, monitorWays],
  ] as const) {
    assert.deepEqual(Object.keys(table).sort(), kinds.map(({ kind }) => kind).sort());
  }
  assert.ok(ways.length > 14);
});

/** Each leads to somewhere that is no public address. */
const inner = [
  '127.0.0.1',
  '127.1',
  '2130706433',
  '0x7f000001',
  '0x7f.1',
  '017700000001',
  '0177.0.0.1',
  '0.0.0.0',
  'localhost',
  '[::1]',
  '[::]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[64:ff9b::7f00:1]',
  '169.254.169.254',
  '[::ffff:a9fe:a9fe]',
  '2852039166',
  '0xa9fea9fe',
  '[fd00:ec2::254]',
  '100.100.100.200',
  '168.63.129.16',
  '10.0.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '100.64.0.1',
  '[fd00::1]',
  '[fe80::1]',
  '224.0.0.1',
  '255.255.255.255',
];

for (const { name, reach } of ways) {
  test(`${name}: no inner address is connected to, in any spelling`, async () => {
    for (const host of inner) {
      // A form refuses some of them before: that is a refusal too.
      const said = await reach({ host, port }, nowhere).catch((error: unknown) => String(error));
      assert.match(
        said,
        /inner address|ZodError|such as|begins with|not valid/s,
        `${host}: ${said}`,
      );
    }
    assert.deepEqual(heard, []);
  });
}

/** Answers a name with one address at first, and with another from then on. */
function rebind(first: string, then: string): () => number {
  let asked = 0;
  const next = (): string => {
    asked += 1;
    return asked === 1 ? first : then;
  };
  dnsPromises.lookup = (async () => [{ address: next(), family: 4 }]) as never;
  dns.lookup = ((_: string, options: unknown, callback?: unknown) => {
    const done = (callback ?? options) as (error: null, ...found: unknown[]) => void;
    const { all } = (callback === undefined ? {} : options) as { all?: boolean };
    const address = next();
    if (all === true) done(null, [{ address, family: 4 }]);
    else done(null, address, 4);
  }) as never;
  syncBuiltinESMExports();
  return () => asked;
}

for (const { name, reach } of ways) {
  test(`${name}: a name that is answered otherwise a moment later leads nowhere else`, async () => {
    const asked = rebind(allowed, secret);
    await reach({ host: 'rebound.example.com', port }, oneOnly).catch(() => undefined);
    assert.ok(asked() > 0);
    assert.ok(heard.length > 0, 'what was judged is connected to');
    for (const address of heard) assert.equal(address.replace('::ffff:', ''), allowed);
  });
}

for (const { name, reach } of ways) {
  test(`${name}: no redirect is followed inside`, async () => {
    const location = `http://${secret}:${port}/latest/meta-data`;
    for (const status of ['301 Moved', '302 Found', '307 Again', '308 For ever']) {
      answer = `HTTP/1.1 ${status}\r\nlocation: ${location}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`;
      await reach({ host: allowed, port }, oneOnly).catch(() => undefined);
    }
    assert.ok(heard.length > 0);
    for (const address of heard) assert.equal(address.replace('::ffff:', ''), allowed);
  });
}

const source = join(import.meta.dirname, '..');
/** What of these modules connects to nothing. */
const harmless = new Set(['isIP', 'isIPv4', 'isIPv6', 'checkServerIdentity']);

/** Modules that can open a connection or ask for a name, by what they import and call. */
function modulesThatReachOut(): readonly string[] {
  const files = globSync('**/*.ts', { cwd: source }).filter(
    (file) => !/\.test\.ts$|(^|\/)case-[^/]+$/.test(file),
  );
  return files.filter((file) => opensConnections(readFileSync(join(source, file), 'utf8'))).sort();
}

function opensConnections(text: string): boolean {
  const imports = text.matchAll(
    /^import (?!type )([^;]*?) from '(?:node:(?:net|tls|https?|http2|dgram|dns|dns\/promises)|nodemailer)';/gms,
  );
  const names = [...imports].flatMap(([, names = '']) =>
    names
      .replace(/[{}]/g, '')
      .split(',')
      .map((name) => name.trim().split(' as ')[0] ?? '')
      .filter((name) => name !== '' && !name.startsWith('type ')),
  );
  const asksItself = /(?<![.\w])(?:fetch|globalThis\.fetch|new (?:WebSocket|EventSource))\(/.test(
    text,
  );
  return names.some((name) => !harmless.has(name)) || asksItself;
}

test('whatever opens a connection stands here, and connects to judged addresses', () => {
  const known: Readonly<Record<string, string>> = {
    'monitors/certificate-of.ts': 'resolvePublic',
    'monitors/kinds/ports.ts': 'resolvePublic',
    'monitors/run-monitors.ts': 'a resolver, which is given to the looks',
    'outbound/exchange.ts': 'resolvePublic',
    'outbound/resolve-public.ts': 'judges',
    'outbound/send-lines.ts': 'resolvePublic',
    'outbound/send-mail.ts': 'resolvePublic',
  };
  assert.deepEqual(modulesThatReachOut(), Object.keys(known));
  for (const [file, how] of Object.entries(known)) {
    if (how !== 'resolvePublic') continue;
    assert.match(
      readFileSync(join(source, file), 'utf8'),
      /await (?:orAborted\()?resolvePublic\(/,
      file,
    );
  }
});

test('such a module is recognised', () => {
  assert.ok(opensConnections(`import { connect } from 'node:net';`));
  assert.ok(opensConnections(`import https from 'node:https';`));
  assert.ok(opensConnections(`import {\n  isIP,\n  createConnection,\n} from 'node:net';`));
  assert.ok(opensConnections(`const answer = await fetch(url);`));
  assert.ok(!opensConnections(`import { isIP, type Socket } from 'node:net';`));
  assert.ok(!opensConnections(`import type { Server } from 'node:http';`));
  assert.ok(!opensConnections(`handler.fetch(request); api.fetch(request)`));
});
