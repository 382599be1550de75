import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type JudgeText, MessageReader } from './message-reader.ts';
import { MysqlProtocol } from './mysql.ts';
import { PostgresqlProtocol } from './postgresql.ts';
import { TdsProtocol } from './tds.ts';
import type { WireProtocol } from './wire-protocol.ts';

const ID = '0b5b8f9e-7d0e-4d0a-9b52-0b41f6a1c001';
const startup = Buffer.from('000000090003000000', 'hex');

function postgresql(type: string, body: string): Buffer {
  const head = Buffer.alloc(5);
  head.write(type, 0, 'latin1');
  head.writeUInt32BE(Buffer.byteLength(body) + 4, 1);
  return Buffer.concat([head, Buffer.from(body)]);
}

function mysql(command: number, text: string, sequence = 0): Buffer {
  const head = Buffer.alloc(5);
  head.writeUIntLE(Buffer.byteLength(text) + 1, 0, 3);
  head[3] = sequence;
  head[4] = command;
  return Buffer.concat([head, Buffer.from(text)]);
}

/** A message in packets of at most `size` bytes. */
function tds(type: number, payload: Buffer, size = 4096): Buffer {
  const packets: Buffer[] = [];
  for (let at = 0; at < payload.length; at += size - 8) {
    const part = payload.subarray(at, at + size - 8);
    const head = Buffer.from([type, at + size - 8 >= payload.length ? 1 : 0, 0, 0, 0, 0, 1, 0]);
    head.writeUInt16BE(part.length + 8, 2);
    packets.push(head, part);
  }
  return Buffer.concat(packets);
}

const allHeaders = Buffer.from('16000000120000000200000000000000000001000000', 'hex');

function executeSql(text: string): Buffer {
  const value = Buffer.from(text, 'utf16le');
  const head = Buffer.from('ffff0a0000000000e7401f0904d00034', 'hex');
  const length = Buffer.alloc(2);
  length.writeUInt16LE(value.length);
  return Buffer.concat([allHeaders, head, length, value, Buffer.from('0000e7', 'hex')]);
}

/** A reader that refuses every text with `bad` in it, and what it was asked. */
function readerOf(
  protocol: WireProtocol,
  maxBytes?: number,
): { reader: MessageReader; texts: string[]; cutOff: boolean[] } {
  const texts: string[] = [];
  const cutOff: boolean[] = [];
  const judge: JudgeText = (text, isCutOff) => {
    texts.push(text);
    cutOff.push(isCutOff);
    return text.includes('bad') ? ID : undefined;
  };
  return { reader: new MessageReader(protocol, judge, maxBytes), texts, cutOff };
}

describe('MessageReader', () => {
  const bad = `SELECT name FROM users WHERE name = 'x' OR 'bad' = 'bad' ORDER BY name, id`;

  it('hands on the very same bytes where nothing is refused', () => {
    const { reader, texts } = readerOf(new PostgresqlProtocol(startup));
    const chunk = Buffer.concat([startup, postgresql('Q', 'SELECT 1\0'), postgresql('S', '')]);
    assert.equal(reader.read(chunk), chunk);
    assert.deepEqual(texts, ['SELECT 1']);
  });

  it('replaces a refused statement and keeps what stands around it', () => {
    const { reader, texts } = readerOf(new PostgresqlProtocol(startup));
    const before = postgresql('P', 'good\0SELECT $1\0\0\0');
    const after = postgresql('B', '\0s1\0\0\0\0\0\0\0');
    const parse = postgresql('P', `s1\0${bad}\0\0\x01\0\0\0\x17`);
    const chunk = Buffer.concat([before, parse, after]);
    const kept = Buffer.from(chunk);
    const output = reader.read(chunk);
    assert.deepEqual(texts, ['SELECT $1', bad]);
    assert.deepEqual(chunk, kept, "the driver's buffer is not touched");
    assert.equal(output.length, chunk.length);
    const refusal = `SELECT "castellan refused this ${ID}"`.padEnd(bad.length);
    const expected = postgresql('P', `s1\0${refusal}\0\0\x01\0\0\0\x17`);
    assert.deepEqual(output, Buffer.concat([before, expected, after]));
  });

  it('puts a syntax error where the statement that fails has no room', () => {
    const { reader } = readerOf(new MysqlProtocol());
    assert.deepEqual(reader.read(mysql(3, '; bad')), mysql(3, ')    '));
  });

  it('reads commands of MySQL only: no file contents, no continued sequence', () => {
    const { reader, texts } = readerOf(new MysqlProtocol());
    reader.read(mysql(3, 'bad file', 2));
    reader.read(mysql(3, 'bad file', 255));
    reader.read(mysql(3, 'bad file', 0));
    reader.read(mysql(0x0e, 'bad ping'));
    assert.deepEqual(texts, []);
    reader.read(mysql(0x16, 'SELECT ?'));
    assert.deepEqual(texts, ['SELECT ?']);
  });

  it('skips query attributes', () => {
    const { reader, texts } = readerOf(new MysqlProtocol());
    reader.read(mysql(3, '\0\x01SELECT 1'));
    reader.read(mysql(3, '\x01\x01\0\x01\xfd\0\x04name\x05valueSELECT 2'.replace('\xfd', '\x0f')));
    assert.deepEqual(texts, ['SELECT 1', 'SELECT 2']);
  });

  it('joins and refuses a TDS statement that several packets carry', () => {
    const { reader, texts } = readerOf(new TdsProtocol());
    const message = tds(3, executeSql(bad), 64);
    const outputs: Buffer[] = [];
    for (let at = 0; at < message.length; at += 64) {
      outputs.push(reader.read(message.subarray(at, at + 64)));
    }
    assert.deepEqual(texts, [bad]);
    assert.ok(outputs.slice(0, -1).every(({ length }) => length === 0));
    const expected = `RAISERROR(N'castellan', 16, 1)`.padEnd(bad.length);
    assert.deepEqual(Buffer.concat(outputs), tds(3, executeSql(expected), 64));
  });

  it('judges a batch behind its headers', () => {
    const { reader, texts } = readerOf(new TdsProtocol());
    reader.read(tds(1, Buffer.concat([allHeaders, Buffer.from('SELECT 1', 'utf16le')])));
    reader.read(tds(1, Buffer.from('SELECT 2', 'utf16le')));
    assert.deepEqual(texts, ['SELECT 1', 'SELECT 2']);
  });

  it('holds a statement back up to its limit, and judges the start of a longer one', () => {
    const limit = 4_096;
    const message = postgresql('Q', `${bad} ${'x'.repeat(2 * limit)}\0`);
    const { reader, texts, cutOff } = readerOf(new PostgresqlProtocol(startup), limit);
    assert.equal(reader.read(message.subarray(0, limit - 1)).length, 0);
    assert.equal(texts.length, 0);
    const output = reader.read(message.subarray(limit - 1, limit));
    assert.deepEqual(cutOff, [true]);
    assert.equal(output.length, limit);
    assert.match(output.toString('latin1', 5), /^\) +$/);
    const rest = message.subarray(limit);
    assert.equal(reader.read(rest), rest);
    const next = postgresql('Q', 'SELECT 1\0');
    assert.equal(reader.read(next), next);
    assert.equal(texts.at(-1), 'SELECT 1');
  });

  it('judges up to its limit however long a statement is that comes in one piece', () => {
    const body = `SELECT '${'x'.repeat(4_096)}'`;
    const message = Buffer.concat([postgresql('Q', `${body}\0`), postgresql('Q', `${bad}\0`)]);
    const whole = readerOf(new PostgresqlProtocol(startup), body.length + 6);
    whole.reader.read(message);
    assert.deepEqual(
      [whole.texts, whole.cutOff],
      [
        [body, bad],
        [false, false],
      ],
    );
    const part = readerOf(new PostgresqlProtocol(startup), body.length + 5);
    part.reader.read(message);
    assert.deepEqual(
      [part.texts, part.cutOff],
      [
        [body, bad],
        [true, false],
      ],
    );
  });

  it('joins and refuses a MySQL statement that several packets carry', () => {
    const text = `${bad} ${'x'.repeat(0xff_ffff)}`;
    const { reader, texts } = readerOf(new MysqlProtocol());
    const payload = Buffer.concat([Buffer.from([3]), Buffer.from(text)]);
    const head = Buffer.from('ffffff00', 'hex');
    const second = payload.subarray(0xff_ffff);
    const secondHead = Buffer.from([second.length, 0, 0, 1]);
    assert.equal(reader.read(Buffer.concat([head, payload.subarray(0, 0xff_ffff)])).length, 0);
    const output = reader.read(Buffer.concat([secondHead, second, mysql(3, 'SELECT 1')]));
    assert.ok(texts.length === 2 && texts[0] === text);
    assert.equal(output.length, payload.length + 8 + mysql(3, 'SELECT 1').length);
    const refusal = `SELECT \`castellan refused this ${ID}\``;
    assert.equal(output.toString('latin1', 5, 5 + refusal.length), refusal);
    assert.deepEqual(output.subarray(0x100_0003, 0x100_0007), secondHead);
    assert.match(output.toString('latin1', 0x100_0007, 0x100_0007 + second.length), /^ +$/);
  });

  it('costs in proportion to what a statement in pieces is long, up to 32 MB', () => {
    const message = tds(1, Buffer.from(`SELECT '${'x'.repeat(2 ** 24)}'`, 'utf16le'));
    const copied = Buffer.prototype.copy;
    const costOf = (length: number): number => {
      let bytes = 0;
      const count = function (this: Buffer, ...args: Parameters<typeof copied>): number {
        const done = Reflect.apply(copied, this, args) as number;
        bytes += done;
        return done;
      };
      Buffer.prototype.copy = count;
      try {
        const { reader } = readerOf(new TdsProtocol());
        for (let at = 0; at < length; at += 4_096) reader.read(message.subarray(at, at + 4_096));
      } finally {
        Buffer.prototype.copy = copied;
      }
      return bytes / length;
    };
    assert.ok(message.length > 2 ** 25);
    for (const length of [2 ** 20, 2 ** 23, message.length]) {
      const cost = costOf(length);
      assert.ok(cost > 0.9 && cost < 5, `${length} bytes, each copied ${cost} times`);
    }
  });

  it('stops reading at bytes that are no message, and lets them pass', () => {
    for (const protocol of [new PostgresqlProtocol(startup), new TdsProtocol()]) {
      const { reader } = readerOf(protocol);
      const chunk = Buffer.from('\xff\xff\xff\xff\xff\xff\xff\xff\xff', 'latin1');
      assert.equal(reader.read(chunk), chunk);
      assert.ok(reader.isLost);
    }
  });

  const conversations = [
    {
      name: 'PostgreSQL',
      protocol: () => new PostgresqlProtocol(startup),
      bytes: Buffer.concat([
        startup,
        postgresql('Q', 'SELECT 1\0'),
        postgresql('P', `s\0${bad}\0\0\0`),
        postgresql('d', 'bad copy data'),
        postgresql('Q', `${bad}\0`),
        postgresql('S', ''),
      ]),
    },
    {
      name: 'MySQL',
      protocol: () => new MysqlProtocol(),
      bytes: Buffer.concat([mysql(3, 'SELECT 1'), mysql(0x16, bad), mysql(1, ''), mysql(3, bad)]),
    },
    {
      name: 'TDS',
      protocol: () => new TdsProtocol(),
      bytes: Buffer.concat([tds(1, Buffer.from(bad, 'utf16le'), 50), tds(3, executeSql(bad), 70)]),
    },
  ];
  for (const { name, protocol, bytes } of conversations) {
    it(`does the same however ${name}'s bytes are cut`, () => {
      const whole = readerOf(protocol());
      const expected = whole.reader.read(bytes);
      fc.assert(
        fc.property(fc.array(fc.nat(bytes.length), { maxLength: 12 }), (cuts) => {
          const { reader, texts } = readerOf(protocol());
          const places = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
          const outputs = places
            .slice(1)
            .map((end, i) => reader.read(bytes.subarray(places[i], end)));
          assert.deepEqual(Buffer.concat(outputs), expected);
          assert.deepEqual(texts, whole.texts);
        }),
      );
    });

    it(`never throws or loses a byte of what may follow ${name}'s headers`, () => {
      fc.assert(
        fc.property(fc.array(fc.uint8Array({ maxLength: 64 })), (chunks) => {
          const { reader } = readerOf(protocol());
          const outputs = chunks.map((chunk) => reader.read(Buffer.from(chunk)));
          const rest = reader.release() ?? Buffer.alloc(0);
          const total = Buffer.concat([...outputs, rest]).length;
          assert.equal(
            total,
            chunks.reduce((sum, { length }) => sum + length, 0),
          );
        }),
      );
    });
  }
});
