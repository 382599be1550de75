import { existsSync } from 'node:fs';
import { join } from 'node:path';
import mysql from 'mysql2/promise';
import { schema } from '../apps/sql/schema.js';
import { selfSignedCertificate } from './certificate.ts';
import {
  freePort,
  MissingServerError,
  runSetup,
  serverAccount,
  serverDirectory,
  startServer,
  stopServer,
  untilReady,
  type RunningServer,
} from './server-process.ts';

const server = '/usr/sbin/mariadbd';
const installer = '/usr/bin/mariadb-install-db';

/** Starts MariaDB in a directory of its own; the apps get `MYSQL_PORT` and `MYSQL_PASSWORD`. */
export async function startMariadb(): Promise<RunningServer> {
  for (const file of [server, installer])
    if (!existsSync(file)) throw new MissingServerError(`${file} is not there`);
  const account = serverAccount('mysql');
  const directory = serverDirectory('mariadb', account);
  const data = join(directory, 'data');
  runSetup(
    installer,
    [
      '--no-defaults',
      `--datadir=${data}`,
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
      '--innodb-log-file-size=8M',
    ],
    account,
  );
  const port = await freePort();
  const socket = join(directory, 'mysql.sock');
  const { key, cert } = selfSignedCertificate(directory, account);
  const child = startServer(
    server,
    [
      '--no-defaults',
      `--datadir=${data}`,
      `--socket=${socket}`,
      `--pid-file=${join(directory, 'mariadbd.pid')}`,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      '--innodb-flush-log-at-trx-commit=0',
      '--innodb-flush-method=nosync',
      '--innodb-log-file-size=8M',
      '--innodb-buffer-pool-size=16M',
      '--skip-log-bin',
      '--max-allowed-packet=64M',
      `--ssl-key=${key}`,
      `--ssl-cert=${cert}`,
    ],
    account,
  );
  const password = 'testbed';
  await untilReady(child, () => fill(socket, password));
  return {
    env: { MYSQL_PORT: String(port), MYSQL_PASSWORD: password },
    stop: () => stopServer(child, directory),
  };
}

async function fill(socketPath: string, password: string): Promise<void> {
  const connection = await mysql.createConnection({ socketPath, user: 'root' });
  try {
    await connection.query('CREATE DATABASE testbed');
    await connection.query(`CREATE USER 'castellan'@'%' IDENTIFIED BY '${password}'`);
    await connection.query("GRANT ALL ON testbed.* TO 'castellan'@'%'");
    await connection.query('USE testbed');
    for (const statement of schema) await connection.query(statement);
  } finally {
    await connection.end();
  }
}
