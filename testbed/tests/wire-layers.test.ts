import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { query } from '../cases/case.ts';
import { startApp, type RunningApp } from '../harness/app-process.ts';
import { appNode } from '../harness/nodes.ts';
import { buildBundle, variantFile } from '../harness/variants.ts';
import { type ServerVariable, skipWithout } from '../servers/server-table.ts';

const attack = "x' UNION SELECT id, secret FROM secrets -- x";

/** How bundled drivers send their statements; `proof`: what the server says of the connection. */
const layers: readonly Layer[] = [
  { app: 'wire/pg', needs: 'POSTGRES_URL', layer: 'TLS', env: 'POSTGRES_TLS', proof: 'TLSv1' },
  {
    app: 'wire/postgres',
    needs: 'POSTGRES_URL',
    layer: 'TLS',
    env: 'POSTGRES_TLS',
    proof: 'TLSv1',
  },
  { app: 'wire/mysql2', needs: 'MYSQL_PORT', layer: 'TLS', env: 'MYSQL_TLS', proof: 'Ssl_cipher' },
  { app: 'wire/mysql', needs: 'MYSQL_PORT', layer: 'TLS', env: 'MYSQL_TLS', proof: 'Ssl_cipher' },
  { app: 'wire/mariadb', needs: 'MYSQL_PORT', layer: 'TLS', env: 'MYSQL_TLS', proof: 'Ssl_cipher' },
  ...['wire/mysql2', 'wire/mariadb'].map((app): Layer => ({
    app,
    needs: 'MYSQL_PORT',
    layer: 'compression',
    env: 'MYSQL_COMPRESS',
    proof: 'Compression',
  })),
  { app: 'wire/tedious', needs: 'MSSQL_PORT', layer: 'no more', env: 'MSSQL_TLS=0' },
  { app: 'wire/tedious', needs: 'MSSQL_PORT', layer: 'TLS inside of TDS', env: 'MSSQL_TLS' },
];

interface Layer {
  readonly app: string;
  readonly needs: ServerVariable;
  readonly layer: string;
  readonly env: string;
  readonly proof?: string;
}

for (const layer of layers) {
  const { app, needs } = layer;
  const skip = skipWithout(needs);
  describe(`${app}, bundled and minified, over ${layer.layer}`, { skip }, () => testLayer(layer));
}

function testLayer({ app, env, proof }: Layer): void {
  let guarded: RunningApp;
  let open: RunningApp;
  before(async () => {
    await buildBundle(app, app === 'wire/mysql');
    const [name = '', value = '1'] = env.split('=');
    const start = { file: variantFile(app, 'bundle'), node: appNode, env: { [name]: value } };
    guarded = await startApp({ ...start, isGuarded: true });
    open = await startApp({ ...start, isGuarded: false });
  });
  after(async () => {
    await guarded?.stop();
    await open?.stop();
  });

  if (proof !== undefined)
    it('is made so, says the server', async () => {
      const { text } = await guarded.send({ path: '/connection' });
      assert.ok(text.includes(proof), text);
    });

  it('is open to the attack without guard', async () => {
    const { text } = await open.send(query('/users', { name: attack }));
    assert.ok(text.includes('crown-jewels'), text);
  });

  it('stops attacks, and answers everybody else as before', async () => {
    const names = ['alice', attack, 'bob', 'Union Select', attack, "nobody' OR 1=1 -- ", 'alice'];
    const answers = await Promise.all(names.map((name) => guarded.send(query('/users', { name }))));
    for (const [i, name] of names.entries()) {
      const answer = answers[i];
      if (name.includes("'"))
        assert.equal(answer?.status, 403, `${answer?.text}${guarded.output()}`);
      else assert.deepEqual(answer, await open.send(query('/users', { name })), guarded.output());
    }
    assert.ok(guarded.isAlive(), guarded.output());
  });

  for (const megabytes of ['2', '20'])
    it(`reads a statement of ${megabytes} MB to its end`, async () => {
      const bob = await guarded.send(query('/long', { megabytes, name: 'bob' }));
      assert.equal(bob.text, '{"rows":[{"id":3,"name":"bob"}]}', guarded.output());
      const answer = await guarded.send(query('/long', { megabytes, name: attack }));
      assert.equal(answer.status, 403, `${answer.text.slice(0, 500)}${guarded.output()}`);
    });
}
