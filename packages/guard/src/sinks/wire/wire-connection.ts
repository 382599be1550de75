import type { Socket } from 'node:net';
import { currentRequest } from '../../context/request-context.ts';
import { reportCoverage } from '../../hooks/coverage.ts';
import { countUse } from '../../inventory/outbound.ts';
import { counters } from '../../verdict/counters.ts';
import { judgeStatementOnWire } from '../../verdict/judge-statement.ts';
import { listenToStart } from '../sql-settings/server-start.ts';
import { SessionSettings, sharedSettings } from '../sql-settings/session-settings.ts';
import { isOpenedByGuardedDriver } from './driver-ownership.ts';
import { type JudgeText, MessageReader, type WireReader } from './message-reader.ts';
import { DecompressingReader } from './mysql-compression.ts';
import { recognise } from './recognise.ts';
import { isTdsPrelogin, isTlsRecord } from './tds.ts';
import type { WireProtocol } from './wire-protocol.ts';

/** True once a TDS login was read inside of TLS, as by drivers that run it over a stream of Node's. */
let readsTdsInTls = false;

const reported = new Set<string>();

/**
 * Looks at the first bytes that are written to a socket. `null`: no database, or one whose driver is
 * guarded by its functions; undefined: look at the next bytes too.
 */
export function openConnection(socket: Socket, bytes: Buffer): WireReader | null | undefined {
  const recognised = recognise(bytes);
  if (recognised === 'later') return undefined;
  if (recognised === 'other') return null;
  countUse(socket, 'unreadable' in recognised ? 'mysql' : recognised.library);
  if ('unreadable' in recognised) {
    if (!isOpenedByGuardedDriver()) report('mysql', '4.1', recognised.unreadable);
    return null;
  }
  const isGuarded = isOpenedByGuardedDriver();
  const { library, dialect } = recognised;
  const settings = isGuarded ? sharedSettings(dialect) : new SessionSettings(dialect, false);
  if (library !== 'mssql') listenToStart(socket, library, settings);
  if (isGuarded) return null;
  if (library === 'mssql') readsTdsInTls ||= 'encrypted' in socket;
  else report(library, recognised.version);
  const reader = new MessageReader(recognised, judgeBy(settings, library));
  return recognised.isCompressed === true ? new DecompressingReader(reader) : reader;
}

function judgeBy(settings: SessionSettings, library: string): JudgeText {
  const point = { library, api: 'socket.write' };
  return (text, isCutOff) => {
    if (isCutOff) counters.statementsCutOff += 1;
    const call = settings.callOf(text);
    const blocked = judgeStatementOnWire(point, isCutOff ? { ...call, isCutOff } : call);
    if (blocked === undefined) settings.learnFrom(text);
    return blocked?.findingId;
  };
}

/**
 * What to write in place of `bytes`. Whatever breaks here, the app's bytes go out, nothing lost.
 */
export function readWrite(reader: WireReader, bytes: Buffer): Buffer {
  try {
    const output = reader.read(bytes);
    if (reader.isLost) reportLost(reader.protocol, bytes);
    else if (isReadableTds(reader.protocol, bytes)) report('mssql', reader.protocol.version);
    return output;
  } catch (error) {
    counters.faults += 1;
    reader.isLost = true;
    report(reader.protocol.library, reader.protocol.version, `reading failed: ${String(error)}`);
    const held = reader.release();
    return held === undefined ? bytes : Buffer.concat([held, bytes]);
  }
}

/** False for a pre-login, which tells nothing yet: what follows may be TLS that cannot be read. */
function isReadableTds({ library }: WireProtocol, bytes: Buffer): boolean {
  return library === 'mssql' && !isTdsPrelogin(bytes);
}

function reportLost({ library, version }: WireProtocol, bytes: Buffer): void {
  if (library === 'mssql' && isTlsRecord(bytes, 0)) {
    if (!readsTdsInTls) report(library, version, 'TLS inside of TDS cannot be read');
    return;
  }
  report(library, version, 'bytes that guard does not know were sent');
}

function report(library: string, version: string, cause?: string): void {
  const key = `${library} ${cause}`;
  if (reported.has(key) || currentRequest()?.probe !== undefined) return;
  reported.add(key);
  const base = { library, version, layer: 'wire' } as const;
  if (cause === undefined) reportCoverage({ ...base, status: 'protected' });
  else reportCoverage({ ...base, status: 'unprotected', cause });
}
