import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { mendedFiles } from './case-examples.ts';
import { rules } from './registry.generated.ts';

const hasNginx = spawnSync('nginx', ['-v']).status === 0;
const skip = !hasNginx && 'there is no nginx here: install it (apt-get install nginx-light)';

const folder = mkdtempSync(join(tmpdir(), 'castellan-nginx-'));
const ends: (() => Promise<void>)[] = [];
after(async () => {
  await Promise.all(ends.map((end) => end()));
  rmSync(folder, { recursive: true });
});

/** What six rules find something in. */
const configuration = `http {
  ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3;
  server {
    listen unix:shop.sock;
    add_header X-Content-Type-Options nosniff; # types
    root srv/static;
    location /static { alias srv/static/; }
    location /img/ {
      add_header Cache-Control public;
      alias srv/static/;
    }
    location = /gone { return 404 gone; }
  }
  server {
    listen unix:old.sock;
    return 301 https://$host$uri;
  }
}
`;
const around = `daemon off; master_process off; pid nginx.pid; error_log stderr;
events {}
`;

interface Answer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

test('nginx takes what the rules mended, and serves people as before', { skip }, async (t) => {
  const path = 'nginx/nginx.conf';
  let text = configuration;
  const seen: string[] = [];
  for (const rule of rules.filter(({ id }) => id.startsWith('nginx/'))) {
    const { changed, misfits } = await mendedFiles(
      rule,
      { [path]: text },
      { title: '', expect: 'fail' },
    );
    assert.deepEqual(misfits, []);
    if (changed[path] === undefined) continue;
    seen.push(rule.id);
    text = changed[path];
  }
  assert.equal(seen.length, 6, seen.join());
  const [old, mended] = await Promise.all([start('old', configuration), start('mended', text)]);

  await t.test('people get what they got', async () => {
    for (const path of [
      '/static/a.txt',
      '/static',
      '/static?b=1',
      '/static/',
      '/img/a.txt',
      '/none',
    ]) {
      const [was, is] = [await ask(old, 'shop', path), await ask(mended, 'shop', path)];
      assert.equal(is.status, was.status, path);
      if (path !== '/none')
        assert.equal(is.body.replace(/nginx\S*/, ''), was.body.replace(/nginx\S*/, ''));
      assert.equal(is.headers['location'], was.headers['location'], path);
    }
    const [was, is] = [await ask(old, 'old', '/a/b'), await ask(mended, 'old', '/a/b')];
    assert.equal(is.headers['location'], was.headers['location']);
  });

  await t.test('a file of the folder above is out of reach', async () => {
    assert.equal((await ask(old, 'shop', '/static../app.js')).body, 'secret');
    assert.equal((await ask(mended, 'shop', '/static../app.js')).status, 404);
  });

  await t.test('a link writes no header', async () => {
    const path = '/a%0d%0aX-Theirs:%201';
    assert.equal((await ask(old, 'old', path)).headers['x-theirs'], '1');
    assert.equal((await ask(mended, 'old', path)).headers['x-theirs'], undefined);
  });

  await t.test('the version is not told, and headers come with errors and pictures', async () => {
    assert.match(String((await ask(old, 'shop', '/none')).headers['server']), /^nginx\/\d/);
    const { headers } = await ask(mended, 'shop', '/gone');
    assert.equal(headers['server'], 'nginx');
    assert.equal(headers['x-content-type-options'], 'nosniff');
    const picture = await ask(mended, 'shop', '/img/a.txt');
    assert.equal(picture.headers['x-content-type-options'], 'nosniff');
    assert.equal(picture.headers['cache-control'], 'public');
  });
});

/** Starts nginx in a folder of its own and gives that folder. */
async function start(name: string, text: string): Promise<string> {
  const own = join(folder, name);
  mkdirSync(join(own, 'srv/static'), { recursive: true });
  mkdirSync(join(own, 'logs'));
  writeFileSync(join(own, 'srv/static/a.txt'), 'one');
  writeFileSync(join(own, 'srv/static/index.html'), 'index');
  writeFileSync(join(own, 'srv/app.js'), 'secret');
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((kind) => `${kind}_temp_path ${own}/${kind};`)
    .join(' ');
  const whole = text
    .replace('http {', `http { access_log off; ${temporary}`)
    .replaceAll('unix:', `unix:${own}/`)
    .replaceAll('srv/static', `${own}/srv/static`);
  writeFileSync(join(own, 'nginx.conf'), around + whole);
  const child = spawn('nginx', ['-p', own, '-c', join(own, 'nginx.conf')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  ends.push(async () => {
    child.kill();
    await ended;
  });
  while (!existsSync(join(own, 'old.sock'))) {
    assert.equal(child.exitCode, null, said);
    await wait(20);
  }
  return own;
}

function ask(own: string, name: string, path: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({
      socketPath: join(own, `${name}.sock`),
      path,
      headers: { host: 'a.example' },
    });
    asked.once('error', reject);
    asked.once('response', (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      response.once('end', () =>
        resolve({ status: response.statusCode, headers: response.headers, body }),
      );
    });
    asked.end();
  });
}
