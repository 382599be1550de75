import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { recognise } from './recognise.ts';

/** 32 bytes that every MySQL handshake response begins with. */
function handshake(capabilities: number, sequence: number, rest = 'root\0'): Buffer {
  const bytes = Buffer.alloc(36);
  bytes.writeUIntLE(32 + rest.length, 0, 3);
  bytes[3] = sequence;
  bytes.writeUInt32LE(capabilities, 4);
  bytes[12] = 45;
  return Buffer.concat([bytes, Buffer.from(rest)]);
}

const startup = Buffer.from('\0\0\0\x13\0\x03\0\0user\0test\0\0', 'latin1');

const samples: [string, Buffer, unknown][] = [
  ['a PostgreSQL start-up packet', startup, 'postgresql'],
  ['a request for TLS of PostgreSQL', Buffer.from('0000000804d2162f', 'hex'), 'later'],
  ['a request to cancel', Buffer.from('0000001004d2162e0000000100000002', 'hex'), 'other'],
  ['a handshake of MySQL', handshake(0xa200, 1), 'mysql'],
  ['one inside of TLS', handshake(0xaa00, 2), 'mysql'],
  ['a request for TLS of MySQL', handshake(0xaa00, 1, ''), 'later'],
  ['a compressed MySQL connection', handshake(0xa220, 1), 'mysql, compressed'],
  [
    'one that is compressed in another way',
    handshake(0x400_a200, 1),
    'the connection is compressed with Zstandard',
  ],
  [
    'a pre-login of TDS',
    Buffer.from(
      '1201002f00000100' +
        '00001a0006' +
        '0100200001' +
        '0200210001' +
        '0300220004' +
        '0400260001' +
        'ff' +
        '000000000000' +
        '02' +
        '00' +
        '00000000' +
        '00',
      'hex',
    ),
    'mssql',
  ],
  ['an HTTP request', Buffer.from('GET / HTTP/1.1\r\nhost: a.example\r\n\r\n'), 'other'],
  ['an HTTP answer', Buffer.from('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok'), 'other'],
  ['a Redis command', Buffer.from('*1\r\n$4\r\nPING\r\n'), 'other'],
  [
    'a MongoDB message',
    Buffer.from('2d000000010000000000000dd0700000000000'.padEnd(90, '0'), 'hex'),
    'other',
  ],
  ['a TLS client hello', Buffer.from('160301004a010000460303'.padEnd(150, '0'), 'hex'), 'other'],
];

for (const [name, bytes, expected] of samples) {
  it(`knows ${name}`, () => assert.equal(shown(bytes), expected));
}

it('takes no other bytes for a database, and never throws', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      assert.ok(['other', 'postgresql'].includes(String(shown(Buffer.from(bytes)))));
    }),
  );
});

function shown(bytes: Buffer): unknown {
  const recognised = recognise(bytes);
  if (typeof recognised === 'string') return recognised;
  if ('unreadable' in recognised) return recognised.unreadable;
  return `${recognised.library}${recognised.isCompressed === true ? ', compressed' : ''}`;
}
