import assert from 'node:assert/strict';
import { test } from 'node:test';
import { caseFinding } from '@castellan/core/cases';
import { type LogFormat, LogReporter } from './log-reporter.ts';

function log(
  format: LogFormat,
  isTTY: boolean,
  env: NodeJS.ProcessEnv = {},
): { reporter: LogReporter; lines: string[] } {
  const lines: string[] = [];
  return {
    lines,
    reporter: new LogReporter(format, { isTTY, write: (text) => lines.push(text) }, env),
  };
}

const hostile = caseFinding({
  input: {
    path: 'query.\u001b[2Jq',
    excerpt: `\u001b]0;x\u0007\u202e\n${'a'.repeat(5000)}`,
    transformations: [],
  },
});

test('a line of JSON for collectors: message fixed, data beside it, no advice and no stack', () => {
  const { reporter, lines } = log('auto', false);
  reporter.report(caseFinding());
  assert.equal(lines.length, 1);
  assert.ok(lines[0]!.endsWith('}\n'));
  const entry = JSON.parse(lines[0]!) as Record<string, unknown>;
  assert.equal(entry['msg'], 'attack blocked');
  assert.equal(entry['detection'], 'sql-injection');
  assert.equal(entry['location'], '/app/users.js:12:5');
  assert.ok(!('advice' in entry) && !('span' in entry));
});

test('text at a terminal, coloured unless NO_COLOR is set', () => {
  const colour = log('auto', true);
  colour.reporter.report(caseFinding());
  assert.match(
    colour.lines[0]!,
    /\u001b\[32mattack blocked\u001b\[39m.*GET \/users\/:id.*users\.js:12/,
  );
  const plain = log('auto', true, { NO_COLOR: '1' });
  plain.reporter.report(caseFinding({ disposition: 'logged', count: 7 }));
  assert.match(plain.lines[0]!, /attack seen, not blocked {2}sql-injection \(critical\).*7 times/);
  assert.ok(!plain.lines[0]!.includes('\u001b'));
});

test('an attacker cannot write to the terminal, forge a line, or flood it', () => {
  for (const format of ['json', 'text'] as const) {
    const { reporter, lines } = log(format, false);
    reporter.report(hostile);
    const line = lines.join('').slice(0, -1);
    assert.doesNotMatch(line, /[\u0000-\u001f\u007f-\u009f\u202e]/);
    assert.ok(line.length < 1200);
  }
});

test('a stream that throws costs a line and no more', () => {
  const reporter = new LogReporter('json', {
    write: () => {
      throw new Error('EPIPE');
    },
  });
  reporter.report(caseFinding({ count: 2 }));
  assert.equal(reporter.lost, 2);
});

test('the write of the stream is the one it had at the start', () => {
  const lines: string[] = [];
  const stream = { write: (text: string): unknown => lines.push(text) };
  const reporter = new LogReporter('json', stream);
  stream.write = () => assert.fail('replaced');
  reporter.report(caseFinding());
  assert.equal(lines.length, 1);
});
