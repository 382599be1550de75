import type { WireDialect, WireStatement } from './wire-protocol.ts';

/**
 * Statements that always fail, already when they are prepared, and say why. PostgreSQL and MySQL find
 * no such column; both cut names off at about 63 characters.
 */
const STATEMENTS: Readonly<Record<WireDialect, (message: string) => string>> = {
  postgresql: (message) => `SELECT "${message}"`,
  mysql: (message) => `SELECT \`${message}\``,
  mssql: (message) => `RAISERROR(N'${message}', 16, 1)`,
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
  const statement = STATEMENTS[dialect];
  const texts = [statement(`castellan refused this ${findingId}`), statement('castellan')];
  const candidates = isCutOff ? [] : texts.map((text) => Buffer.from(text, encoding));
  const fitting = candidates.find(({ length }) => length <= room);
  const bytes = fitting ?? Buffer.from(SYNTAX_ERROR, encoding);
  const space = Buffer.from(' ', encoding);
  let written = 0;
  for (const { start, end } of ranges) {
    for (let at = start; at < end; at++) {
      message[at] = bytes[written] ?? (space[written % space.length] as number);
      written += 1;
    }
  }
}
