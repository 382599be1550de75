import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Endpoints } from '../endpoint.ts';
import { addHar } from './har.ts';

test('what a browser sent to the app is known, and what it sent elsewhere is not', () => {
  const all = new Endpoints();
  all.at('GET', '/goods/:id', 'app');
  const entry = (method: string, url: string, text?: string) => ({
    request: { method, url, ...(text && { postData: { mimeType: 'application/json', text } }) },
  });
  addHar(
    all,
    {
      log: {
        entries: [
          entry('GET', 'http://localhost:3000/goods/7?lang=en'),
          entry('POST', 'http://localhost:3000/orders', '{"user":{"id":7},"ids":[1],"note":"x"}'),
          entry('GET', 'https://ads.example/track?x=1'),
        ],
      },
    },
    new URL('http://127.0.0.1:4000'),
  );
  const [goods, orders, ...more] = all.list();
  assert.deepEqual(more, []);
  assert.equal(goods?.inputs.get('params.id')?.sample, '7');
  assert.equal(goods?.inputs.get('query.lang')?.sample, 'en');
  assert.deepEqual([...orders!.inputs.keys()], ['body.user.id', 'body.ids', 'body.note']);
  assert.equal(orders?.inputs.get('body.ids')?.isList, true);
  assert.throws(() => addHar(all, {}, new URL('http://127.0.0.1')), /no HAR file/);
});
