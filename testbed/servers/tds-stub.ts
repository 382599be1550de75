import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createSecureContext } from 'node:tls';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { schema } from '../apps/sql/schema.js';
import { splitStatements } from './split-statements.ts';
import { selfSigned } from './self-signed.ts';
import {
  asksForTls,
  Cursor,
  PacketReader,
  packetTypes,
  packets,
  readParameter,
} from './tds-protocol.ts';
import { startTlsInTds } from './tds-tls.ts';
import type { Parameter, TdsMessage } from './tds-protocol.ts';
import * as tokens from './tds-tokens.ts';
import type { RunningServer } from './running-server.ts';

/**
 * Speaks enough TDS 7.4 for tedious and mssql to run against it, where no SQL Server can be had.
 * Rows of sp_execute do not reach `mssql`'s PreparedStatement, so that style has no cases.
 * Contract: each SQL batch, and the statement of each sp_executesql, sp_prepare and sp_execute, is
 * run on a fresh in-memory SQLite (so a statement means what SQL Server would make of it as far as
 * both dialects agree) and is kept, in order, in `statements`. `SET` and `@@` batches are
 * acknowledged and not kept; transactions are acknowledged and change nothing.
 */
export interface TdsStub extends RunningServer {
  readonly statements: readonly string[];
}

/** Starts the stub on a free loopback port; the apps get it as `MSSQL_PORT`. */
export async function startTdsStub(): Promise<TdsStub> {
  const statements: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    serve(socket, new TdsSession(statements), () => startTlsInTds(socket, secureContext()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    statements,
    env: { MSSQL_PORT: String((server.address() as AddressInfo).port) },
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Answers what comes in on a stream, and goes on inside of TLS when the client asks for it. */
function serve(stream: Duplex, session: TdsSession, startTls: () => Duplex): void {
  const reader = new PacketReader();
  const answer = (chunk: Buffer): void => {
    for (const message of reader.read(chunk)) {
      const isForTls = message.type === packetTypes.prelogin && asksForTls(message.payload);
      stream.write(packets(session.answer(message)));
      if (!isForTls) continue;
      stream.off('data', answer);
      serve(startTls(), session, startTls);
    }
  };
  stream.on('data', answer);
}

const secureContext = once(() => createSecureContext(selfSigned()));

function once<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => (made ??= make());
}

const procedures = new Map([
  [10, 'sp_executesql'],
  [11, 'sp_prepare'],
  [12, 'sp_execute'],
  [15, 'sp_unprepare'],
]);

class TdsSession {
  readonly #statements: string[];
  readonly #prepared: string[] = [];

  constructor(statements: string[]) {
    this.#statements = statements;
  }

  answer({ type, payload }: TdsMessage): Buffer {
    try {
      return this.#answer(type, new Cursor(payload));
    } catch (error) {
      return Buffer.concat([tokens.failed(String(error)), tokens.done(0x02)]);
    }
  }

  #answer(type: number, cursor: Cursor): Buffer {
    if (type === packetTypes.prelogin)
      return tokens.preloginAnswer(asksForTls(cursor.take(Infinity)));
    if (type === packetTypes.login)
      return Buffer.concat([tokens.loginAcknowledged(), tokens.done()]);
    if (type === packetTypes.attention) return tokens.done(tokens.attention);
    cursor.skipAllHeaders();
    if (type === packetTypes.transaction) return transaction(cursor.u16());
    if (type === packetTypes.rpc) return this.#call(cursor);
    if (type !== packetTypes.batch)
      throw new Error(`the stub does not know packets of type ${type}`);
    const text = cursor.take(Infinity).toString('utf16le');
    if (/^\s*set\s/i.test(text) || text.includes('@@')) return tokens.done();
    return Buffer.concat([...this.#run(text, []), tokens.done()]);
  }

  #call(cursor: Cursor): Buffer {
    const nameLength = cursor.u16();
    const name =
      nameLength === 0xffff ? procedures.get(cursor.u16()) : cursor.text(nameLength).toLowerCase();
    cursor.u16();
    const parameters: Parameter[] = [];
    while (!cursor.isAtEnd) parameters.push(readParameter(cursor));
    const [first, , third] = parameters;
    if (name === 'sp_executesql') return this.#procedure(String(first?.value), parameters.slice(2));
    if (name === 'sp_unprepare') return tokens.procedureDone();
    if (name === 'sp_prepare') {
      const handle = this.#prepared.push(String(third?.value));
      return Buffer.concat([
        tokens.returnValue(first?.name ?? 'handle', handle),
        tokens.procedureDone(),
      ]);
    }
    const prepared = this.#prepared[Number(first?.value) - 1];
    if (name === 'sp_execute' && prepared !== undefined)
      return this.#procedure(prepared, parameters.slice(1));
    throw new Error(`the stub does not know the procedure ${name}`);
  }

  #procedure(text: string, parameters: readonly Parameter[]): Buffer {
    return Buffer.concat([...this.#run(text, parameters), tokens.procedureDone()]);
  }

  #run(text: string, parameters: readonly Parameter[]): Buffer[] {
    this.#statements.push(text);
    const database = new DatabaseSync(':memory:');
    for (const statement of schema) database.exec(statement);
    try {
      return splitStatements(text).flatMap((part) => runOne(database, part, parameters));
    } finally {
      database.close();
    }
  }
}

function runOne(database: DatabaseSync, text: string, parameters: readonly Parameter[]): Buffer[] {
  const statement = database.prepare(text);
  statement.setAllowUnknownNamedParameters(true);
  const named = parameters.map(({ name, value }): [string, SQLInputValue] => [
    name.startsWith('@') ? name : `@${name}`,
    value,
  ]);
  const columns = statement.columns().map(({ name }) => name);
  const rows = statement.all(Object.fromEntries(named)).map((row) => Object.values(row));
  if (columns.length === 0) return [tokens.done(tokens.more)];
  return [tokens.resultSet({ columns, rows }), tokens.done(tokens.more | 0x10, rows.length)];
}

function transaction(request: number): Buffer {
  const kind = request === 5 ? 8 : request === 7 ? 9 : 10;
  return Buffer.concat([tokens.transactionChanged(kind), tokens.done()]);
}
