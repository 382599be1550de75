import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { after, test } from 'node:test';
import { look } from '../case-look.ts';
import type { Look } from '../monitor-kind.ts';

/** A name server that answers every question for MX with the exchanges of the moment. */
async function nameServer(exchanges: () => readonly string[]): Promise<Resolver> {
  const socket = createSocket('udp4');
  after(() => socket.close());
  const encode = (name: string): Buffer =>
    Buffer.concat([
      ...name
        .split('.')
        .map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)])),
      Buffer.from([0]),
    ]);
  socket.on('message', (question, { address, port }) => {
    const answers = exchanges().map((exchange) => {
      const data = Buffer.concat([Buffer.from([0, 10]), encode(exchange)]);
      const head = Buffer.from([0xc0, 12, 0, 15, 0, 1, 0, 0, 0, 60, 0, data.length]);
      return Buffer.concat([head, data]);
    });
    const header = Buffer.alloc(12);
    question.copy(header, 0, 0, 2);
    header.writeUInt16BE(0x81_80, 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(answers.length, 6);
    let end = 12;
    while (question[end] !== 0) end += (question[end] ?? 0) + 1;
    socket.send(Buffer.concat([header, question.subarray(12, end + 5), ...answers]), port, address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const resolver = new Resolver({ timeout: 1_000, tries: 1 });
  resolver.setServers([`127.0.0.1:${socket.address().port}`]);
  return resolver;
}

test('DNS: the first look is remembered, and what is new or gone since is named', async () => {
  let exchanges = ['mail.example.com', 'backup.example.com'];
  const resolver = await nameServer(() => exchanges);
  const ask = (remembered?: unknown): Promise<Look> =>
    look('dns', { name: 'example.com', types: 'mx' }, remembered, { resolver });
  const first = await ask();
  assert.deepEqual([first.level, first.facts[0]?.name], ['ok', 'MX']);
  exchanges = exchanges.toReversed();
  assert.equal((await ask(first.remembered)).level, 'ok', 'the order says nothing');
  exchanges = ['mail.example.com', 'mail.evil.example'];
  const second = await ask(first.remembered);
  assert.equal(second.level, 'critical');
  assert.equal(
    second.summary,
    'MX: new exchange=mail.evil.example priority=10, gone exchange=backup.example.com priority=10',
  );
  exchanges = [];
  assert.match((await ask(first.remembered)).summary, /^MX: gone .*, gone /);
});
