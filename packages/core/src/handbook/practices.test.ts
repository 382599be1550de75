import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faces, practiceIds, promiseIds } from './practice-ids.ts';
import { practices, promises } from './practices.ts';

test('the handbook has 41 practices: 13 code, 14 infrastructure, 10 protection, 4 monitoring', () => {
  const perTheme = { code: 0, infrastructure: 0, protection: 0, monitoring: 0 };
  for (const practice of Object.values(practices)) perTheme[practice.theme] += 1;
  assert.deepEqual(perTheme, { code: 13, infrastructure: 14, protection: 10, monitoring: 4 });
  assert.deepEqual(Object.keys(practices), [...practiceIds]);
  assert.equal(practiceIds.length, 41);
});

test('the letter of an id is the letter of its theme', () => {
  for (const [id, practice] of Object.entries(practices)) {
    assert.equal(id[0], practice.theme[0]?.toUpperCase(), id);
  }
});

test('each practice is carried by at least one face, in the fixed order, and no title is used twice', () => {
  const titles = new Set<string>();
  for (const [id, practice] of Object.entries(practices)) {
    assert.ok(practice.faces.length > 0, id);
    assert.deepEqual(
      practice.faces,
      faces.filter((face) => practice.faces.includes(face)),
      id,
    );
    assert.ok(!titles.has(practice.title), id);
    titles.add(practice.title);
  }
});

test('there are three promises', () => {
  assert.deepEqual(Object.keys(promises), [...promiseIds]);
});
