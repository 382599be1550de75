import assert from 'node:assert/strict';
import { test } from 'node:test';
import { coverageFigure, routeCoverageOf } from './route-findings.ts';
import type { CodeFacts } from './taint/code-facts.ts';
import type { ReadPart, RouteFacts } from './taint/routes/route-facts.ts';

function code(...routes: readonly RouteFacts[]): CodeFacts {
  const size = { nodes: 0, edges: 0, steps: 0, states: 0, walked: 0 };
  const none = { flows: [], calls: [], skipped: [] };
  return { files: 1, ...none, routes, readsOutside: 0, isBounded: false, size };
}

function route(path: string, ...parts: readonly Omit<ReadPart, 'file' | 'line'>[]): RouteFacts {
  const place = { file: 'a.ts', line: 1 };
  return { method: 'POST', path, ...place, parts: parts.map((part) => ({ ...part, ...place })) };
}

test('the figure counts routes that read input, and says how they hold it', () => {
  const coverage = routeCoverageOf(
    code(
      route('/a', { part: 'body', holding: 'schema' }, { part: 'params', holding: 'by hand' }),
      route('/b', { part: 'body', holding: 'schema' }),
      route('/c', { part: 'body', holding: 'signed' }),
      route('/d', { part: 'body', holding: 'raw', field: 'q', call: 'db.save(q)' }),
      route('/e', { part: 'query', holding: 'unclear' }),
      route('/f', { part: 'headers', holding: 'raw' }),
      route('/g'),
    ),
  );
  assert.equal(
    coverageFigure(coverage),
    '3 of 5 routes that read input validate all of it (1 by a schema, 1 by hand, 1 by a signature)',
  );
  assert.deepEqual(
    coverage.findings.map(({ message }) => message),
    ['POST /d uses body.q as it comes: db.save(q)'],
  );
  assert.deepEqual(
    coverage.unclear.map(({ path }) => path),
    ['/e'],
  );
});

test('many routes are told by the first, and the rest in one finding', () => {
  const raw = (count: number): RouteFacts[] =>
    Array.from({ length: count }, (_, index) =>
      route(`/${index}`, { part: 'body', holding: 'raw' }),
    );
  assert.equal(routeCoverageOf(code(...raw(20))).findings.length, 20);
  const { findings } = routeCoverageOf(code(...raw(25)));
  assert.equal(findings.length, 21);
  assert.equal(
    findings.at(-1)!.message,
    '5 more use what they are sent as it comes: POST /20 (a.ts:1), POST /21 (a.ts:1), POST /22 (a.ts:1), and 2 more',
  );
});

test('path parameters alone are one mild finding', () => {
  const { findings } = routeCoverageOf(
    code(
      route('/:a', { part: 'params', holding: 'raw', field: 'a' }),
      route('/:b', { part: 'params', holding: 'raw', field: 'b' }),
    ),
  );
  assert.deepEqual(
    findings.map(({ message, severity }) => ({ message, severity })),
    [
      {
        message:
          '2 routes with path parameters that are used as they come: POST /:a (a.ts:1), POST /:b (a.ts:1)',
        severity: 'low',
      },
    ],
  );
});

test('what is beside the app is not judged', () => {
  const example = { ...route('/a', { part: 'body', holding: 'raw' }), file: 'examples/a.ts' };
  assert.equal(routeCoverageOf(code(example)).reading.length, 0);
});
