import type { WireDialect, WireStatement } from './wire-protocol.ts';

/**
 * Statements that always fail, already when they are prepared, and name the finding. PostgreSQL and
 * MySQL find no such column; both cut names off at about 63 characters.
 */
const STATEMENTS: Readonly<Record<WireDialect, (findingId: string) => string>> = {
  postgresql: (id) => `SELECT "castellan refused this ${id}"`,
  mysql: (id) => `SELECT \`castellan refused this ${id}\``,
  mssql: (id) => `RAISERROR(N'castellan refused this ${id}', 16, 1)`,
};

/** No statement begins so, in any dialect; whatever follows, nothing of it is run. */
const SYNTAX_ERROR = ')';

/** The bytes that take the place of a refused statement. */
export interface Refusal {
  readonly dialect: WireDialect;
  readonly encoding: 'utf8' | 'utf16le';
  readonly findingId: string;
  /** True when more of the statement follows in bytes that are not here. */
  readonly isCutOff: boolean;
}

/**
 * Overwrites a statement by one that fails, filled up with spaces: the same number of bytes at the
 * same places, so that no length in the message, nor what stands behind the text, has to change.
 */
export function overwriteStatement(
  message: Buffer,
  { ranges }: WireStatement,
  { dialect, encoding, findingId, isCutOff }: Refusal,
): void {
  const room = ranges.reduce((sum, { start, end }) => sum + end - start, 0);
  let bytes = Buffer.from(STATEMENTS[dialect](findingId), encoding);
  if (isCutOff || bytes.length > room) bytes = Buffer.from(SYNTAX_ERROR, encoding);
  const space = Buffer.from(' ', encoding);
  let written = 0;
  for (const { start, end } of ranges) {
    for (let at = start; at < end; at++) {
      message[at] = bytes[written] ?? (space[written % space.length] as number);
      written += 1;
    }
  }
}
