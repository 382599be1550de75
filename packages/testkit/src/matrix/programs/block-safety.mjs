// A bare HTTP server with one route per way in which code can meet a refused call. `?v=` is put into
// a shell command, as no app should; nothing here catches what guard throws unless the route says so.
import { exec, execFile, execSync, spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import fs from 'node:fs';
import http from 'node:http';
import http2 from 'node:http2';
import net from 'node:net';
import { pipeline, Transform } from 'node:stream';
import { promisify } from 'node:util';

const bad = (v) => execSync(`echo ${v}`).toString();

/** What an access log says of the attack on it. */
let logStatus;
const logged = new Promise((resolve) => (logStatus = resolve));

/** Each gets the value and a function that answers with text. */
const styles = {
  'sync throw': (v, answer) => answer(bad(v)),
  timeout: (v, answer) => setTimeout(() => answer(bad(v)), 1),
  immediate: (v, answer) => setImmediate(() => answer(bad(v))),
  'next tick': (v, answer) => process.nextTick(() => answer(bad(v))),
  microtask: (v, answer) => queueMicrotask(() => answer(bad(v))),
  callback: (v, answer) =>
    exec(`echo ${v}`, (error, out) => {
      if (error) throw error;
      answer(out);
    }),
  'callback within callback': (v, answer) =>
    execFile('true', () =>
      exec(`echo ${v}`, (error, out) => {
        if (error) throw error;
        answer(out);
      }),
    ),
  'async function': async (v, answer) => {
    await null;
    answer(bad(v));
  },
  'promise chain': (v, answer) => {
    Promise.resolve(v).then(bad).then(answer);
  },
  'promise executor': (v, answer) => {
    new Promise((resolve) => setTimeout(() => resolve(bad(v)), 1)).then(answer);
  },
  promisified: (v, answer) => {
    promisify(exec)(`echo ${v}`).then(({ stdout }) => answer(stdout));
  },
  'promise of all': (v, answer) => {
    Promise.all([promisify(exec)(`echo ${v}`), promisify(exec)(`echo ${v}`)]).then(([{ stdout }]) =>
      answer(stdout),
    );
  },
  'event listener': (v, answer) => {
    const emitter = new EventEmitter();
    emitter.on('go', () => answer(bad(v)));
    setTimeout(() => emitter.emit('go'), 1);
  },
  'error event of a process': (v, answer) => {
    const child = spawn(`echo ${v}`, { shell: true });
    let text = '';
    child.stdout.on('data', (data) => (text += data));
    child.on('close', () => answer(text));
  },
  'error event of a file stream': (v, answer) => {
    const folder = fs.mkdtempSync('/tmp/castellan-safety-');
    fs.writeFileSync(`${folder}/hello`, 'hello\n');
    fs.createReadStream(`${folder}/${v}`).on('data', (data) => answer(String(data)));
  },
  'error event of a socket': (v, answer) => {
    if (v === 'hello') return answer('hello\n');
    const [host, port] = v.split(':');
    net.connect(Number(port), host);
  },
  pipeline: (v, answer) => {
    const change = new Transform({
      transform: (chunk, _encoding, done) => done(null, bad(String(chunk))),
    });
    change.on('data', (data) => answer(String(data)));
    pipeline([v], change, () => {});
  },
  'wrapped with cause': async (v, answer) => {
    try {
      answer(bad(v));
    } catch (cause) {
      throw new Error('query failed', { cause });
    }
  },
  'wrapped as sequelize does': async (v, answer) => {
    try {
      answer(bad(v));
    } catch (error) {
      throw Object.assign(new Error('DatabaseError'), { parent: error, original: error });
    }
  },
  'wrapped without a trace': async (v, answer) => {
    try {
      answer(bad(v));
    } catch {
      throw new Error('something failed');
    }
  },
  swallowed: (v, answer) => {
    try {
      answer(bad(v));
    } catch {
      answer('all is well');
    }
  },
  'swallowed, headers set': (v, answer, res) => {
    res.setHeader('content-encoding', 'identity');
    res.setHeader('etag', '"1"');
    try {
      answer(bad(v));
    } catch {
      res.writeHead(200, { 'x-app': '1' });
      res.end('all is well');
    }
  },
  'access log': (v, answer, res) => {
    res.once('close', () => v !== 'hello' && logStatus(res.statusCode));
    try {
      answer(bad(v));
    } catch {
      res.statusCode = 500;
      answer('something failed');
    }
  },
  'headers sent': (v, answer, res) => {
    res.writeHead(200);
    res.write(' ');
    setTimeout(() => res.end(bad(v).trimStart()), 1);
  },
  'response methods replaced': (v, answer, res) => {
    const { end, writeHead } = res;
    res.writeHead = (...args) => writeHead.call(res, 200, ...args.slice(1));
    res.end = (text) => end.call(res, text);
    answer(bad(v));
  },
  'async generator': async (v, answer) => {
    async function* rows() {
      yield bad(v);
    }
    for await (const row of rows()) answer(row);
  },
};

function serve(req, res) {
  const url = new URL(req.url, 'http://app');
  const style = decodeURIComponent(url.pathname.slice(1));
  if (style === 'logged') return logged.then((status) => res.end(String(status)));
  if (style === 'state') return res.end(JSON.stringify(state()));
  styles[style](url.searchParams.get('v'), (text) => res.end(text), res);
}

/** What guard must not change: listeners of the process. */
function state() {
  const events = ['uncaughtException', 'unhandledRejection', 'exit', 'SIGTERM'];
  return Object.fromEntries(events.map((event) => [event, process.listenerCount(event)]));
}

const plain = http.createServer(serve).listen(0, '127.0.0.1', () => {
  const h2 = http2.createServer(serve).listen(0, '127.0.0.1', () => {
    process.send({
      port: plain.address().port,
      http2Port: h2.address().port,
      styles: Object.keys(styles),
    });
  });
});
