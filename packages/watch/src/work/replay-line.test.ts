import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { caseFinding } from '@castellan/core/cases';
import { replayLine } from './replay-line.ts';

const request = { id: '1', method: 'POST', path: '/search', route: 'POST /search' };
const lineFor = (path: string, excerpt: string) =>
  replayLine({ ...caseFinding(), request, input: { path, excerpt, transformations: [] } });

/** What a shell hands to a program of that line. */
const words = (command: string): string[] =>
  execFileSync('sh', ['-c', command.replace(/^curl/, String.raw`printf '%s\n'`)], {
    encoding: 'utf8',
  })
    .trimEnd()
    .split('\n');

test('a value goes where it stood, whatever it holds', () => {
  const attack = `x' OR '1'='1"; $(id) \`id\``;
  const body = lineFor('body.filter["a.b"][2].name', attack);
  const sent = words(body.command);
  assert.deepEqual(JSON.parse(sent.at(-2) ?? ''), { filter: { 'a.b': [{ name: attack }] } });
  assert.equal(sent.at(-1), 'https://YOUR-APP.example.com/search');
  const query = words(lineFor('query.q', attack).command).at(-1) ?? '';
  assert.equal(new URL(query).searchParams.get('q'), attack);
  assert.ok(words(lineFor('headers.x-id', 'a\r\nb: c').command).includes('x-id: a  b: c'));
});

test('what must be filled in is told', () => {
  assert.ok(
    lineFor('body.a', 'begins…').missing.some((one) => one.includes('whole value of body.a')),
  );
  const { request: _, ...background } = caseFinding();
  assert.equal(replayLine(background).command, '');
});
