import { MysqlProtocol, readMysqlHandshake } from './mysql.ts';
import {
  isPostgresqlEncryptionRequest,
  isPostgresqlStartup,
  PostgresqlProtocol,
} from './postgresql.ts';
import { isTdsLogin, isTdsPrelogin, TdsProtocol } from './tds.ts';
import type { WireProtocol } from './wire-protocol.ts';

/** What the first bytes of a connection say: a protocol, nothing yet, or one that cannot be read. */
export type Recognised = WireProtocol | 'later' | 'other' | { readonly unreadable: string };

/** Recognises a database's client by the first bytes that it writes to a socket. */
export function recognise(bytes: Buffer): Recognised {
  if (isPostgresqlStartup(bytes)) return new PostgresqlProtocol(bytes);
  if (isPostgresqlEncryptionRequest(bytes)) return 'later';
  const handshake = readMysqlHandshake(bytes);
  if (handshake?.isTlsRequest) return 'later';
  if (handshake?.isZstd) return { unreadable: 'the connection is compressed with Zstandard' };
  if (handshake !== undefined) return new MysqlProtocol(handshake.isCompressed);
  return isTdsPrelogin(bytes) || isTdsLogin(bytes) ? new TdsProtocol() : 'other';
}
