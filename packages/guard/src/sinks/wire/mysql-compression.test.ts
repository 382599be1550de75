import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { MessageReader } from './message-reader.ts';
import { MysqlProtocol } from './mysql.ts';
import { DecompressingReader } from './mysql-compression.ts';

const ID = '0b5b8f9e-7d0e-4d0a-9b52-0b41f6a1c001';
const handshake = Buffer.from('0500000100000000ff', 'hex');
const authentication = Buffer.from('04000003aabbccdd', 'hex');

function command(text: string): Buffer {
  const head = Buffer.alloc(5);
  head.writeUIntLE(Buffer.byteLength(text) + 1, 0, 3);
  head[4] = 3;
  return Buffer.concat([head, Buffer.from(text)]);
}

function packet(sequence: number, contents: Buffer, isDeflated: boolean): Buffer {
  const payload = isDeflated ? deflateSync(contents) : contents;
  const head = Buffer.alloc(7);
  head.writeUIntLE(payload.length, 0, 3);
  head[3] = sequence;
  if (isDeflated) head.writeUIntLE(contents.length, 4, 3);
  return Buffer.concat([head, payload]);
}

/** A reader that refuses every text with `bad` in it, and what it was asked. */
function readerOf(): { reader: DecompressingReader; texts: string[] } {
  const texts: string[] = [];
  const contents = new MessageReader(new MysqlProtocol(true), (text) => {
    texts.push(text);
    return text.includes('bad') ? ID : undefined;
  });
  return { reader: new DecompressingReader(contents), texts };
}

const bad = command(`SELECT name FROM users WHERE name = 'x' OR 'bad' = 'bad' ORDER BY name, id`);
const refused = Buffer.concat([
  bad.subarray(0, 5),
  Buffer.from(`SELECT \`castellan refused this ${ID}\``.padEnd(bad.length - 5)),
]);
const good = command('SELECT 1');

describe('DecompressingReader', () => {
  it('hands on the very same bytes where nothing is refused', () => {
    const { reader, texts } = readerOf();
    assert.equal(reader.read(handshake), handshake);
    assert.equal(reader.read(authentication), authentication);
    for (const isDeflated of [true, false]) {
      const chunk = packet(0, good, isDeflated);
      assert.equal(reader.read(chunk), chunk);
    }
    assert.deepEqual(texts, ['SELECT 1', 'SELECT 1']);
  });

  for (const isDeflated of [true, false]) {
    it(`replaces a refused statement by a packet of the same number, deflated ${isDeflated}`, () => {
      const { reader } = readerOf();
      reader.read(handshake);
      const output = reader.read(packet(0, Buffer.concat([good, bad]), isDeflated));
      assert.deepEqual(output, packet(0, Buffer.concat([good, refused]), false));
    });
  }

  it('reads a statement that goes on from one packet to the next', () => {
    const { reader, texts } = readerOf();
    reader.read(handshake);
    assert.equal(reader.read(packet(0, bad.subarray(0, 20), true)).length, 0);
    assert.equal(reader.read(packet(1, bad.subarray(20, 40), false)).length, 0);
    const output = reader.read(packet(2, bad.subarray(40), true));
    assert.equal(texts.length, 1);
    const parts = [refused.subarray(0, 20), refused.subarray(20, 40), refused.subarray(40)];
    assert.deepEqual(
      output,
      Buffer.concat(parts.map((part, sequence) => packet(sequence, part, false))),
    );
  });

  it('reads ordinary packets where the server turned compression down', () => {
    const { reader, texts } = readerOf();
    reader.read(handshake);
    assert.equal(reader.read(good), good);
    assert.deepEqual(reader.read(bad), refused);
    assert.equal(texts.length, 2);
  });

  it('gives up at what does not inflate, or to another length, and loses nothing', () => {
    const longer = packet(0, good, true);
    longer.writeUIntLE(good.length - 1, 4, 3);
    const broken = packet(0, good, true);
    broken.fill(0, 7, 9);
    for (const chunk of [longer, broken]) {
      const { reader, texts } = readerOf();
      reader.read(handshake);
      assert.deepEqual(reader.read(chunk), chunk);
      assert.ok(reader.isLost);
      assert.deepEqual(texts, []);
    }
  });

  it('does the same however the bytes are cut, and gives back what it holds', () => {
    const bytes = Buffer.concat([
      handshake,
      authentication,
      packet(0, good, true),
      packet(0, bad.subarray(0, 30), true),
      packet(1, bad.subarray(30), false),
      packet(0, Buffer.concat([bad, good]), false),
    ]);
    const expected = readerOf().reader.read(bytes);
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 12 }), (cuts) => {
        const { reader } = readerOf();
        const places = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
        const outputs = places
          .slice(1)
          .map((end, i) => reader.read(bytes.subarray(places[i], end)));
        assert.deepEqual(Buffer.concat(outputs), expected);
      }),
    );
    const { reader } = readerOf();
    reader.read(handshake);
    reader.read(packet(0, bad.subarray(0, 30), true));
    const rest = packet(1, bad.subarray(30), true).subarray(0, 11);
    reader.read(rest);
    assert.deepEqual(reader.release(), Buffer.concat([packet(0, bad.subarray(0, 30), true), rest]));
  });
});
