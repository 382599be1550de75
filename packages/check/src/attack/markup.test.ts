import assert from 'node:assert/strict';
import { test } from 'node:test';
import { becameMarkup, reflectionsOf } from './markup.ts';

const word = 'zqab120001qz';

test('what became an element, an attribute or a script address is markup', () => {
  for (const page of [
    `<p><${word}></p>`,
    `<p title="x" ${word}="">a</p>`,
    `<a href="javascript:${word}">a</a>`,
    `<script>var a = '</script><${word}>'</script>`,
  ])
    assert.ok(becameMarkup(page, word), page);
});

test('what stayed text is none', () => {
  for (const page of [
    `<p>&lt;${word}&gt;</p>`,
    `<p title="&quot; ${word}=&quot;">a</p>`,
    `<p title='x" ${word}="'>a</p>`,
    `<a href="/go?to=javascript:${word}">a</a>`,
    `<script>var a = "<${word}>"</script>`,
    `<!-- <${word}> -->`,
    `<textarea><${word}></textarea>`,
  ])
    assert.ok(!becameMarkup(page, word), page);
});

test('places of a word are told apart', () => {
  const page = `<p>${word}</p><a href="/${word}">b</a><script>let a = '${word}'</script>`;
  assert.deepEqual(reflectionsOf(page, word), [
    { inText: true, inScript: false },
    { inText: false, inScript: false, inAttribute: 'href' },
    { inText: false, inScript: true },
  ]);
});
