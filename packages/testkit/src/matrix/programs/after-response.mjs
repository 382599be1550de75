// A bare server whose work goes on when its answer is out, and that tells what memory it uses.
import { exec } from 'node:child_process';
import http from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

/** Tells the test what became of a command that no answer waits for. */
function run(text) {
  exec(`echo ${text}`, (error) => process.send({ refused: error?.name === 'BlockedError' }));
}

const ways = {
  count: async (req, res) => {
    const { length } = await buffer(req);
    res.end(String(length));
  },
  late: async (req, res) => {
    const body = (await buffer(req)).toString();
    res.end('later');
    await sleep(20);
    run(body);
  },
  close: async (req, res) => {
    const body = (await buffer(req)).toString();
    res.on('close', () => run(body));
    res.end('later');
  },
  finish: async (req, res) => {
    const body = (await buffer(req)).toString();
    res.on('finish', () => run(body));
    res.end('later');
  },
  url: async (req, res) => {
    const name = new URL(req.url, 'http://a').searchParams.get('name');
    req.resume();
    res.end('later', () => setImmediate(run, name));
  },
};

const server = http.createServer((req, res) => {
  ways[req.url.slice(1).replace(/\?.*/, '')](req, res).catch(() => res.destroy());
});
process.on('message', () => {
  globalThis.gc();
  process.send({ bytes: process.memoryUsage().arrayBuffers });
});
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
