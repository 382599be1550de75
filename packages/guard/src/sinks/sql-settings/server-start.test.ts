import assert from 'node:assert/strict';
import { Socket } from 'node:net';
import { it } from 'node:test';
import { listenToStart } from './server-start.ts';
import { SessionSettings } from './session-settings.ts';

function pg(type: string, body: string): Buffer {
  const head = Buffer.from(`${type}\0\0\0\0`, 'latin1');
  head.writeUInt32BE(body.length + 4, 1);
  return Buffer.concat([head, Buffer.from(body, 'latin1')]);
}

const ready = pg('Z', 'I');
const status = (name: string, value: string): Buffer => pg('S', `${name}\0${value}\0`);
const okPacket = (bits: number): Buffer =>
  Buffer.from([7, 0, 0, 2, 0, 0, 0, bits & 255, bits >> 8, 0, 0]);

function said(
  protocol: 'postgresql' | 'mysql',
  chunks: readonly Buffer[],
): { isSet: boolean; isListening: boolean; received: Buffer } {
  const settings = new SessionSettings(protocol, false);
  const socket = new Socket();
  listenToStart(socket, protocol, settings);
  for (const chunk of chunks) socket.push(chunk);
  const { nonstandardStrings, noBackslashEscapes } = settings.callOf('');
  const isSet = nonstandardStrings === true || noBackslashEscapes === true;
  const received = socket.read() as Buffer;
  const isListening = Object.hasOwn(socket, 'push');
  socket.destroy();
  return { isSet, isListening, received };
}

const conversation = Buffer.concat([
  pg('R', '\0\0\0\0'),
  status('client_encoding', 'UTF8'),
  status('standard_conforming_strings', 'off'),
  ready,
]);

it('learns what PostgreSQL says, changes nothing and ends when the server is ready', () => {
  const { isSet, isListening, received } = said('postgresql', [conversation]);
  assert.deepEqual([isSet, isListening], [true, false]);
  assert.deepEqual(received, conversation);
});

it('does so however the bytes are cut', () => {
  const bytes = Array.from(conversation, (byte) => Buffer.from([byte]));
  assert.equal(said('postgresql', bytes).isSet, true);
});

it('knows the usual for the usual', () => {
  const usual = [status('standard_conforming_strings', 'on'), ready];
  assert.deepEqual(said('postgresql', usual).isSet, false);
  const late = [ready, status('standard_conforming_strings', 'off')];
  assert.deepEqual(said('postgresql', late).isSet, false);
});

it('learns from the OK packet of MySQL whether backslashes escape', () => {
  const more = Buffer.from([2, 0, 0, 2, 1, 3]);
  assert.equal(said('mysql', [more, okPacket(0x202)]).isSet, true);
  assert.deepEqual(said('mysql', [okPacket(0x002)]).isSet, false);
  assert.equal(said('mysql', [okPacket(0x202)]).isListening, false);
});

it('ends at an error, at what is no message and at too much', () => {
  for (const chunk of [pg('E', 'x'), Buffer.from('\xff'.repeat(9), 'latin1')]) {
    assert.equal(said('postgresql', [chunk]).isListening, false);
  }
  const long = Array.from({ length: 5 }, () => pg('N', 'x'.repeat(16_000)));
  assert.equal(said('postgresql', long).isListening, false);
  assert.equal(said('postgresql', long.slice(1)).isListening, true);
  assert.equal(said('mysql', [Buffer.from([3, 0, 0, 2, 0xff, 1, 1])]).isListening, false);
});
