// The tokens that a TDS server answers with. Source: MS-TDS, section 2.2.7.

/** A result set: every column is text, or an integer where all its values are integers. */
export interface ResultSet {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

/** A flag of DONE: more results follow. */
export const more = 0x01;
/** A flag of DONE: the client's attention was received. */
export const attention = 0x20;

const u16 = (value: number): Buffer => Buffer.from([value & 0xff, value >> 8]);

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
}

const shortText = (text: string): Buffer =>
  Buffer.concat([Buffer.from([text.length]), Buffer.from(text, 'utf16le')]);
const longText = (text: string): Buffer =>
  Buffer.concat([u16(text.length), Buffer.from(text, 'utf16le')]);

function sized(token: number, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([token]), u16(body.length), body]);
}

/** The answer to PRELOGIN: version, and whether everything is encrypted from now on or nothing. */
export function preloginAnswer(isEncrypted: boolean): Buffer {
  const encryption = isEncrypted ? 0x01 : 0x02;
  return Buffer.from([0, 0, 11, 0, 6, 1, 0, 17, 0, 1, 0xff, 16, 0, 0, 0, 0, 0, encryption]);
}

export function loginAcknowledged(): Buffer {
  return sized(
    0xad,
    Buffer.from([1, 0x74, 0, 0, 4]),
    shortText('TDS stub'),
    Buffer.from([16, 0, 0, 0]),
  );
}

export function done(status = 0, rowCount = 0): Buffer {
  return Buffer.concat([Buffer.from([0xfd]), u16(status), u16(0), u32(rowCount), u32(0)]);
}

/** The end of a procedure call: its return value 0, then DONEPROC. */
export function procedureDone(): Buffer {
  return Buffer.concat([Buffer.from([0x79, 0, 0, 0, 0, 0xfe]), u16(0), u16(0), u32(0), u32(0)]);
}

export function failed(message: string): Buffer {
  return sized(
    0xaa,
    u32(50_000),
    Buffer.from([1, 16]),
    longText(message),
    shortText('stub'),
    shortText(''),
    u32(1),
  );
}

/** A transaction began (8), was committed (9) or rolled back (10). */
export function transactionChanged(kind: 8 | 9 | 10): Buffer {
  const descriptor = Buffer.from([8, 1, 0, 0, 0, 0, 0, 0, 0]);
  const none = Buffer.from([0]);
  return kind === 8
    ? sized(0xe3, Buffer.from([kind]), descriptor, none)
    : sized(0xe3, Buffer.from([kind]), none, descriptor);
}

/** The integer that a call gives back through its first output parameter. */
export function returnValue(name: string, value: number): Buffer {
  return Buffer.concat([
    Buffer.from([0xac]),
    u16(0),
    shortText(name),
    Buffer.from([1]),
    u32(0),
    u16(0),
    Buffer.from([0x26, 4, 4]),
    u32(value),
  ]);
}

/** Column descriptions and rows of one result set. */
export function resultSet({ columns, rows }: ResultSet): Buffer {
  const isInteger = columns.map(
    (_, column) => rows.length > 0 && rows.every((row) => Number.isInteger(row[column])),
  );
  const collation = Buffer.from([0x09, 0x04, 0xd0, 0x00, 0x34]);
  const described = columns.map((name, column) =>
    Buffer.concat([
      u32(0),
      u16(0x09),
      isInteger[column]
        ? Buffer.from([0x26, 4])
        : Buffer.concat([Buffer.from([0xe7]), u16(8_000), collation]),
      shortText(name),
    ]),
  );
  const shown = rows.map((row) =>
    Buffer.concat([
      Buffer.from([0xd1]),
      ...row.map((value, column) => cell(value, isInteger[column] === true)),
    ]),
  );
  return Buffer.concat([Buffer.from([0x81]), u16(columns.length), ...described, ...shown]);
}

function cell(value: unknown, isInteger: boolean): Buffer {
  if (isInteger) return Buffer.concat([Buffer.from([4]), u32(Number(value))]);
  if (value === null) return u16(0xffff);
  const bytes = Buffer.from(String(value), 'utf16le');
  return Buffer.concat([u16(bytes.length), bytes]);
}
