import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { createServer, type TlsOptions } from 'node:tls';
import { SMTPServer } from 'smtp-server';
import type { Protocol } from '../../packages/core/src/tls/index.ts';
import type { StartTls } from '../../packages/check/src/analysis/tls/server-facts.ts';
import { issue } from '../../packages/check/src/evidence/tls/case-certificates.ts';
import {
  type CaseServerSettings,
  startCaseServer,
} from '../../packages/check/src/evidence/tls/case-server.ts';
import {
  hasMariadb,
  postgresPrograms,
  startMariadb,
  startPostgres,
} from '../../packages/testkit/src/servers/index.ts';
import { freePort } from '../../packages/testkit/src/servers/server-process.ts';

/** A server that is up on 127.0.0.1. */
interface Running {
  readonly port: number;
  readonly stop: () => Promise<void> | void;
}

/** One server of the matrix. */
export interface Contender {
  readonly title: string;
  /** The command that it needs; it is left out where that is not installed. */
  readonly command?: string;
  /** How it is talked into TLS, where it does not begin with it. */
  readonly startTls?: StartTls;
  /** What it was set to agree to, where that can be told without asking. */
  readonly suites?: Partial<Record<Protocol, readonly number[]>>;
  start(folder: string): Promise<Running>;
}

const rsa = issue({ name: 'localhost', dnsNames: ['localhost'], key: 'rsa' });
const ec = issue({ name: 'localhost', dnsNames: ['localhost'] });

/** The matrix: OpenSSL, Node.js and nginx as people set them, and servers of kinds that are no more. */
export const contenders: readonly Contender[] = [
  openssl('as it comes', ''),
  openssl(
    'all that it has, from TLS 1.0 on',
    '-cipher ALL:COMPLEMENTOFALL:@SECLEVEL=0 -min_protocol TLSv1',
  ),
  openssl('TLS 1.2 with CBC, its own order', '-tls1_2 -serverpref -cipher SHA1+aRSA'),
  openssl('without authentication or encryption', '-tls1_2 -cipher aNULL:eNULL:@SECLEVEL=0'),
  openssl('EC certificate, two curves', '-groups P-256:P-384', 'ec'),
  openssl(
    'TLS 1.3 with CCM',
    '-tls1_3 -ciphersuites TLS_AES_128_CCM_SHA256:TLS_AES_128_CCM_8_SHA256',
  ),
  node('as it comes', {}),
  node('from TLS 1.0 on', { minVersion: 'TLSv1', ciphers: 'DEFAULT:@SECLEVEL=0' }),
  node('TLS 1.3 alone', { minVersion: 'TLSv1.3' }),
  nginx('as it comes', ''),
  nginx(
    'from TLS 1.0 on, its own order',
    [
      'ssl_protocols TLSv1 TLSv1.1 TLSv1.2;',
      'ssl_prefer_server_ciphers on;',
      'ssl_ciphers AES128-SHA:ECDHE-RSA-AES256-SHA:AES256-GCM-SHA384:@SECLEVEL=0;',
    ].join(' '),
  ),
  madeUp('SSLv3 with RC4, export and no encryption', {
    suites: { SSLv3: [0x0005, 0x0004, 0x0003, 0x0008, 0x0002, 0x0001, 0x0009, 0x000a] },
  }),
  madeUp('SSLv2 beside TLS 1.0', {
    suites: { 'TLSv1.0': [0x0005, 0x000a, 0x0014, 0x0017, 0x0003] },
    ssl2: [0x01_00_80, 0x07_00_c0],
    primeBits: 512,
  }),
  mail('as it comes', {}),
  mail('from TLS 1.0 on', { minVersion: 'TLSv1', ciphers: 'DEFAULT:@SECLEVEL=0' }),
  ...databases(),
];

function openssl(title: string, settings: string, key: 'rsa' | 'ec' = 'rsa'): Contender {
  return {
    title: `openssl s_server, ${title}`,
    command: 'openssl',
    async start(folder) {
      const { cert, keyFile } = files(folder, key);
      const port = await freePort();
      const own = `s_server -accept 127.0.0.1:${port} -quiet -www -cert ${cert} -key ${keyFile}`;
      return await program(port, 'openssl', `${own} ${settings}`.trim().split(' '));
    },
  };
}

function node(title: string, options: TlsOptions): Contender {
  return {
    title: `Node.js, ${title}`,
    async start() {
      const server = createServer({ cert: rsa.pem, key: rsa.keyPem, ...options });
      server.on('tlsClientError', () => {});
      await new Promise<void>((resolve) => {
        server.listen(0, '127.0.0.1', resolve);
      });
      return { port: (server.address() as AddressInfo).port, stop: () => void server.close() };
    },
  };
}

function nginx(title: string, settings: string): Contender {
  return {
    title: `nginx, ${title}`,
    command: 'nginx',
    async start(folder) {
      const { cert, keyFile } = files(folder, 'rsa');
      const port = await freePort();
      const configuration = join(folder, `nginx-${port}.conf`);
      writeFileSync(
        configuration,
        `daemon off; master_process off; pid ${join(folder, `nginx-${port}.pid`)};
error_log stderr crit; events {}
http { access_log off; ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder};`).join(' ')}
server { listen 127.0.0.1:${port} ssl; ssl_certificate ${cert}; ssl_certificate_key ${keyFile}; ${settings} } }
`,
      );
      return await program(port, 'nginx', ['-p', folder, '-c', configuration, '-e', 'stderr']);
    },
  };
}

function mail(title: string, options: TlsOptions): Contender {
  return {
    title: `smtp-server with STARTTLS, ${title}`,
    startTls: 'smtp',
    async start() {
      const server = new SMTPServer({ cert: rsa.pem, key: rsa.keyPem, ...options });
      server.on('error', () => {});
      await new Promise<void>((resolve) => {
        server.listen(0, '127.0.0.1', resolve);
      });
      const { port } = server.server.address() as AddressInfo;
      return { port, stop: () => new Promise((resolve) => server.close(() => resolve())) };
    },
  };
}

/** Those that are installed. */
function databases(): Contender[] {
  const pair = { key: rsa.keyPem, cert: rsa.pem };
  const running = async (
    server: Promise<{ port: number; close: () => Promise<void> }>,
  ): Promise<Running> => {
    const { port, close } = await server;
    return { port, stop: close };
  };
  const found: Contender[] = [];
  if (postgresPrograms() !== undefined)
    found.push({
      title: 'PostgreSQL, as it comes',
      startTls: 'postgres',
      start: () => running(startPostgres({ pair })),
    });
  if (hasMariadb())
    found.push({
      title: 'MariaDB, as it comes',
      startTls: 'mysql',
      start: () => running(startMariadb(pair)),
    });
  return found;
}

function madeUp(title: string, settings: CaseServerSettings): Contender {
  return {
    title: `made up, ${title}`,
    suites: { ...settings.suites, ...(settings.ssl2 && { SSLv2: settings.ssl2 }) },
    async start() {
      const { port, close } = await startCaseServer(settings);
      return { port, stop: close };
    },
  };
}

function files(folder: string, kind: 'rsa' | 'ec'): { cert: string; keyFile: string } {
  const { pem, keyPem } = kind === 'rsa' ? rsa : ec;
  const cert = join(folder, `${kind}.pem`);
  const keyFile = join(folder, `${kind}.key`);
  writeFileSync(cert, pem);
  writeFileSync(keyFile, keyPem);
  return { cert, keyFile };
}

/** Runs a server until it takes connections. */
async function program(port: number, command: string, args: readonly string[]): Promise<Running> {
  const child = spawn(command, args, { stdio: ['pipe', 'ignore', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  for (let tries = 0; tries < 100; tries += 1) {
    if (child.exitCode !== null) throw new Error(`${command} ended: ${complaint}`);
    if (await answers(port)) {
      return {
        port,
        stop: () =>
          new Promise((resolve) => {
            child.once('exit', () => resolve());
            child.kill();
          }),
      };
    }
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
  child.kill();
  throw new Error(`${command} took no connection: ${complaint}`);
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** True when a command can be run here. */
export function isInstalled(command: string): boolean {
  return spawnSync(command, ['--version']).error === undefined;
}
