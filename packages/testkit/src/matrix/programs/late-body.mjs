// A bare server that reads bodies in each way that Node has, and puts them into a shell command.
import { execSync } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';

const ways = {
  'data and end': (req, use) => {
    let body = '';
    req.on('data', (chunk) => (body += chunk));
    req.on('end', () => use(body));
  },
  'data alone': (req, use) => req.on('data', (chunk) => use(String(chunk))),
  'end with a promise': async (req, use) => {
    const chunks = [];
    req.on('data', (chunk) => chunks.push(chunk));
    await once(req, 'end');
    use(Buffer.concat(chunks).toString());
  },
  iteration: async (req, use) => {
    let body = '';
    for await (const chunk of req) body += chunk;
    use(body);
  },
  consumers: async (req, use) => use(await text(req)),
  readable: (req, use) => {
    let body = '';
    req.on('readable', () => {
      for (let chunk = req.read(); chunk !== null; chunk = req.read()) body += chunk;
    });
    req.on('end', () => use(body));
  },
  pipe: (req, use) => {
    let body = '';
    const write = (chunk, _encoding, done) => done(void (body += chunk));
    req.pipe(new Writable({ write, final: (done) => done(use(body)) }));
  },
};

const server = http.createServer((req, res) => {
  const way = decodeURIComponent(req.url.slice(1));
  ways[way](req, (body) => void res.end(execSync(`echo ${body}`)));
});
server.listen(0, '127.0.0.1', () => {
  process.send({ port: server.address().port, ways: Object.keys(ways) });
});
