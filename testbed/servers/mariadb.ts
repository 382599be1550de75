import mysql from 'mysql2/promise';
import { startMariadb } from '../../packages/testkit/src/servers/mariadb.ts';
import { schema } from '../apps/sql/schema.js';
import type { RunningServer } from './running-server.ts';
import { selfSigned } from './self-signed.ts';

/** Starts MariaDB with what apps are to find in it; they get `MYSQL_PORT` and `MYSQL_PASSWORD`. */
export async function startFilledMariadb(): Promise<RunningServer> {
  const { port, socket, close } = await startMariadb(selfSigned());
  const password = 'testbed';
  try {
    await fill(socket, password);
  } catch (error) {
    await close();
    throw error;
  }
  return { env: { MYSQL_PORT: String(port), MYSQL_PASSWORD: password }, stop: close };
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
