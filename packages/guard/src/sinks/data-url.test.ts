import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { dataUrlSource } from './data-url.ts';

const urls: readonly [url: string, source: string | undefined][] = [
  ['data:text/javascript,export default 1', 'export default 1'],
  ['data:text/javascript,a%28%29', 'a()'],
  ['DATA:Text/JavaScript;charset=utf-8,a()', 'a()'],
  ['data:text/javascript;base64,YSgp', 'a()'],
  ['data:text/javascript;charset=utf-8;base64,YSgp', 'a()'],
  ['data:text/javascript;base64,YSg%70', 'a()'],
  ['data:application/javascript,a,b', 'a,b'],
  ['data:text/javascript,100%', '100%'],
  ['data:text/javascript', undefined],
  ['data:application/json,{}', undefined],
  ['file:///app/a.js', undefined],
];
for (const [url, source] of urls) {
  test(url, () => assert.equal(dataUrlSource(url), source));
}

test('what was encoded comes back, whatever it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (source) => {
      const url = `data:text/javascript,${encodeURIComponent(source)}`;
      assert.equal(dataUrlSource(url), source);
      const base64 = Buffer.from(source).toString('base64');
      assert.equal(dataUrlSource(`data:text/javascript;base64,${base64}`), source);
    }),
  );
});

test('no text makes it throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      dataUrlSource(`data:text/javascript;base64,${text}`);
      dataUrlSource(`data:text/javascript,${text}`);
    }),
  );
});
