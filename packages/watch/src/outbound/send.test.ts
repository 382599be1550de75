import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { parseNetwork } from '@castellan/core';
import { SMTPServer } from 'smtp-server';
import type { HttpMessage, MailMessage } from '../notifiers/notifier.ts';
import type { Outcome } from './outcome.ts';
import { send } from './send.ts';

const loopback = { innerNetworks: [parseNetwork('127.0.0.0/8')!], timeoutMs: 5_000 };
const nowhere = { innerNetworks: [], timeoutMs: 5_000 };

let port: number;
let server: Server;
let answer: (request: IncomingMessage, response: ServerResponse) => void = () => undefined;
const asked: { url: string | undefined; body: string }[] = [];

before(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      asked.push({ url: request.url, body });
      answer(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
});
after(() => {
  server.closeAllConnections();
  server.close();
});

function post(host = '127.0.0.1', part: Partial<HttpMessage> = {}): HttpMessage {
  return { via: 'http', url: `http://${host}:${port}/x`, headers: {}, body: '{"a":1}', ...part };
}

async function refusal(
  outcome: Promise<Outcome>,
): Promise<Extract<Outcome, { isAccepted: false }>> {
  const result = await outcome;
  assert.ok(!result.isAccepted);
  return result;
}

test('a request arrives as it was made, and what the service says decides what comes next', async () => {
  answer = (_, response) => response.writeHead(204).end();
  asked.length = 0;
  assert.deepEqual(await send(post(), loopback), { isAccepted: true, status: 204 });
  assert.deepEqual(asked, [{ url: '/x', body: '{"a":1}' }]);
  const says =
    (status: number, headers = {}, body = ''): typeof answer =>
    (_, response) =>
      void response.writeHead(status, headers).end(body);

  answer = says(404, {}, 'no_service\u0000\n');
  const gone = await refusal(send(post(), loopback));
  assert.deepEqual(
    [gone.isFinal, gone.status, gone.problem],
    [true, 404, 'answered 404: no_service'],
  );
  answer = says(429, { 'retry-after': '17' });
  const many = await refusal(send(post(), loopback));
  assert.deepEqual([many.isFinal, many.waitSeconds], [false, 17]);
  answer = says(429, {}, '{"parameters":{"retry_after":35}}');
  const waitSeconds = (body: string): number =>
    (JSON.parse(body) as { parameters: { retry_after: number } }).parameters.retry_after;
  assert.equal((await refusal(send(post(), loopback, { waitSeconds }))).waitSeconds, 35);
  answer = says(503);
  assert.equal((await refusal(send(post(), loopback))).isFinal, false);
});

test('a redirect is not followed', async () => {
  answer = (_, response) => response.writeHead(302, { location: '/elsewhere' }).end();
  asked.length = 0;
  const outcome = await refusal(send(post(), loopback));
  assert.match(outcome.problem, /answered 302: it points elsewhere/);
  assert.equal(outcome.isFinal, true);
  assert.deepEqual(
    asked.map(({ url }) => url),
    ['/x'],
  );
});

test('inner addresses are not connected to, in any spelling and by any name', async () => {
  answer = (_, response) => response.writeHead(200).end();
  asked.length = 0;
  const spellings = [
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '017700000001',
    '0.0.0.0',
    'localhost',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::]',
    '[64:ff9b::127.0.0.1]',
    '127.0.0.1.',
  ];
  for (const host of spellings) {
    const outcome = await refusal(send(post(host), nowhere));
    assert.equal(outcome.isFinal, true, host);
    assert.match(outcome.problem, /is an inner address, where watch sends nothing/, host);
  }
  const elsewhere = [
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '[fd00::1]',
    '[fe80::1]',
    '198.18.0.1',
    '203.0.113.1',
    '224.0.0.1',
    '255.255.255.255',
  ];
  for (const host of elsewhere) {
    const outcome = await refusal(send(post(host), loopback));
    assert.match(outcome.problem, /is an inner address/, host);
  }
  assert.deepEqual(asked, [], 'nothing was connected to');
  const named = await send(post('localhost'), loopback);
  assert.equal(named.isAccepted, true, 'what the operator allowed is reached by name too');
});

test('a service that does not answer, answers without end, or is not there is told in words', async () => {
  answer = () => undefined;
  const slow = await refusal(send(post(), { ...loopback, timeoutMs: 300 }));
  assert.deepEqual([slow.problem, slow.isFinal], ['gave no answer within 0.3 s', false]);
  answer = (_, response) => {
    response.writeHead(500);
    const chunk = Buffer.alloc(65_536, 'x');
    const more = (): void => {
      if (!response.destroyed) response.write(chunk, more);
    };
    more();
  };
  const endless = await refusal(send(post(), loopback));
  assert.equal(endless.status, 500);
  assert.ok(endless.problem.length < 300);
  const nobody = await refusal(send({ ...post(), url: 'http://127.0.0.1:9/' }, loopback));
  assert.match(nobody.problem, /^was not reached: connect ECONNREFUSED 127\.0\.0\.1:9/);
  assert.equal(nobody.isFinal, false);
});

/** An SMTP server as mail is handed over to: what it was given, and with which password. */
async function smtp(
  options: { readonly refuses?: boolean; readonly isPlain?: boolean } = {},
): Promise<{
  readonly port: number;
  readonly letters: string[];
  readonly users: string[];
  close(): void;
}> {
  const letters: string[] = [];
  const users: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: options.isPlain === true,
    ...(options.isPlain === true && { disabledCommands: ['STARTTLS'] }),
    allowInsecureAuth: true,
    onAuth({ username, password }, _, callback) {
      if (password !== 'right')
        return callback(Object.assign(new Error('Invalid login'), { responseCode: 535 }));
      users.push(username ?? '');
      return callback(null, { user: username });
    },
    onRcptTo(_, __, callback) {
      callback(
        options.refuses === true
          ? Object.assign(new Error('No such person'), { responseCode: 550 })
          : undefined,
      );
    },
    onData(stream, { envelope }, callback) {
      let text = `TO ${envelope.rcptTo.map(({ address }) => address).join(' ')}\n`;
      stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      stream.on('end', () => {
        letters.push(text);
        callback();
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => server.close());
  return {
    port: (server.server.address() as AddressInfo).port,
    letters,
    users,
    close: () => server.close(),
  };
}

function letter(server: Partial<MailMessage['server']>): MailMessage {
  return {
    via: 'smtp',
    server: { host: '127.0.0.1', port: 25, security: 'none', ...server },
    from: 'castellan@example.com',
    to: ['ada@example.com', 'grace@example.com'],
    subject: 'Überfall',
    text: 'One line.\n',
    messageId: '<1@example.com>',
  };
}

test('a letter reaches a real SMTP server, with the user’s password', async () => {
  const { port, letters, users } = await smtp({ isPlain: true });
  const sent = letter({ port, user: 'watch', password: 'right' });
  assert.deepEqual(await send(sent, loopback), { isAccepted: true });
  assert.deepEqual(users, ['watch']);
  const [text = ''] = letters;
  assert.match(text, /^TO ada@example\.com grace@example\.com\n/);
  assert.match(text, /^Subject: =\?UTF-8\?/m);
  assert.match(text, /^Message-ID: <1@example\.com>\r?$/m);
  assert.match(text, /\r\n\r\nOne line\.\r\n/);
});

test('a wrong password and a person unknown are final; a server without the encryption asked for gets nothing', async () => {
  const { port, letters } = await smtp({ isPlain: true });
  const wrong = await refusal(send(letter({ port, user: 'watch', password: 'wrong' }), loopback));
  assert.deepEqual([wrong.status, wrong.isFinal], [535, true]);
  const unknown = await smtp({ refuses: true, isPlain: true });
  const nobody = await refusal(send(letter({ port: unknown.port }), loopback));
  assert.deepEqual([nobody.status, nobody.isFinal], [550, true]);
  const bare = await refusal(send(letter({ port, security: 'starttls' }), loopback));
  assert.equal(bare.isAccepted, false);
  assert.deepEqual(letters, []);
  const selfSigned = await smtp();
  const unproven = await refusal(
    send(letter({ port: selfSigned.port, security: 'starttls' }), loopback),
  );
  assert.match(unproven.problem, /self-signed|certificate/i);
  assert.deepEqual(selfSigned.letters, [], 'a certificate that nobody vouches for is not trusted');
});

test('a mail server inside is refused like any other inner address', async () => {
  const { port, letters } = await smtp({ isPlain: true });
  for (const host of ['127.0.0.1', 'localhost']) {
    const outcome = await refusal(send(letter({ host, port }), nowhere));
    assert.match(outcome.problem, /is an inner address/, host);
  }
  assert.deepEqual(letters, []);
});
