import net from 'node:net';
import { bench, do_not_optimize, group, run } from 'mitata';
import { requestsInFlight, runInRequest } from '../../context/request-context.ts';
import { probeContext } from '../../verdict/probe.ts';
import { sink } from '../builtin/socket-write.ts';

const plain = net.Socket.prototype.write;
sink.install();

/** A socket that takes bytes and drops them, so that the hook's share can be seen. */
function sinkSocket(): net.Socket {
  const socket = new net.Socket();
  socket._write = (_chunk, _encoding, done) => done();
  socket._writev = (_chunks, done) => done();
  return socket;
}

function message(type: string, body: string): Buffer {
  const bytes = Buffer.from(`${type}\0\0\0\0${body}`, 'latin1');
  bytes.writeUInt32BE(bytes.length - 1, 1);
  return bytes;
}

const http = sinkSocket();
const answer = Buffer.from('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok');
const database = sinkSocket();
database.write(Buffer.from('000000090003000000', 'hex'));
const bare = sinkSocket();
const prepared = message(
  'P',
  '\0SELECT id, name, email FROM users WHERE id = $1 AND tenant = $2\0\0\0',
);
const bind = message('B', '\0\0\0\0\0\x02\0\0\0\x02\x31\x32\0\0\0\x02\x33\x34\0\0');
const extended = Buffer.concat([
  prepared,
  bind,
  message('D', 'P\0'),
  message('E', '\0\0\0\0\0'),
  message('S', ''),
]);
const request = { ...probeContext("O'Reilly & sons"), probe: undefined, witness: undefined };
for (let i = 0; i < 20; i++)
  requestsInFlight.add({
    ...probeContext(`user ${i} from town-${i}`),
    probe: undefined,
    witness: undefined,
  });
let serial = 0;

group('a socket that is no database', () => {
  bench('without the hook', () => do_not_optimize(plain.call(bare, answer))).baseline();
  bench('with the hook', () => do_not_optimize(http.write(answer)));
});

group('a parametrised PostgreSQL query in one write', () => {
  bench('without the hook', () => do_not_optimize(plain.call(bare, extended))).baseline();
  bench('with the hook', () => {
    runInRequest(request, () => do_not_optimize(database.write(extended)));
  });
  bench('no more than the context', () => {
    runInRequest(request, () => do_not_optimize(plain.call(bare, extended)));
  });
});

group('a statement never seen before, 20 requests in flight', () => {
  bench('with the hook', () => {
    serial += 1;
    const text = message(
      'Q',
      `SELECT id, name FROM users WHERE name = 'bob' AND serial = ${serial}\0`,
    );
    runInRequest(request, () => do_not_optimize(database.write(text)));
  });
});

await run();
