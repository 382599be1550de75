import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { inputsOf } from '../../context/case-inputs.ts';
import type { Inputs } from '../../context/inputs.ts';
import type { CaseRequest } from '../detection-case.ts';
import { cases } from './cases.ts';
import { unreadCases } from './cases/unread.ts';
import { growthOf, maxGrowth } from '../growth.ts';
import { detection } from './detector.ts';
import { isInside, resolvePath } from './path-text.ts';
import { testUnreadCases } from '../unread-cases.ts';

testUnreadCases(detection, unreadCases);

const outcomeOf = (file: string, request: CaseRequest, joined?: readonly string[]): string =>
  detection.inspect(
    { kind: 'path', path: file, operation: 'read', cwd: '/srv/app', ...(joined && { joined }) },
    inputsOf(request),
  )?.outcome ?? 'benign';

for (const { name, expect, request, call } of cases) {
  test(`${expect}: ${name}`, () => {
    const verdict = detection.inspect(call, inputsOf(request));
    assert.equal(verdict?.outcome ?? 'benign', expect, verdict?.reason);
    if (verdict === undefined) return;
    assert.ok(verdict.span.start >= 0 && verdict.span.start < verdict.span.end);
    assert.ok(verdict.span.end <= call.path.length);
    assert.match(verdict.reason, /^[A-Z][^\n]+\.$/);
  });
}

test('case names are unique and there are enough of each', () => {
  assert.equal(new Set(cases.map(({ name }) => name)).size, cases.length);
  const count = (wanted: string): number => cases.filter(({ expect }) => expect === wanted).length;
  assert.ok(count('attack') >= 40 && count('benign') >= 40 && count('weakness') >= 5);
});

const climb = fc
  .array(fc.constantFrom('..', '.', 'a', 'b', 'etc', '...', ''), { maxLength: 7 })
  .map((names) => names.join('/'));

test('a concatenated path is an attack exactly when it resolves outside the static directory', () => {
  fc.assert(
    fc.property(climb, (value) => {
      const file = `/srv/files/${value}`;
      const isOut = !isInside(
        resolvePath(file, '/', 'posix'),
        resolvePath('/srv/files', '/', 'posix'),
      );
      assert.equal(outcomeOf(file, { query: { f: value } }) === 'attack', isOut, file);
    }),
    { numRuns: 2000 },
  );
});

test('a join that the hook saw is an attack exactly when it ends outside', () => {
  fc.assert(
    fc.property(climb, (value) => {
      const file = path.posix.join('/data/public', value);
      const isOut = file !== '/data/public' && !file.startsWith('/data/public/');
      const joined = value.includes('..') ? ['/data/public', value] : undefined;
      assert.equal(outcomeOf(file, { query: { f: value } }, joined) === 'attack', isOut, value);
    }),
    { numRuns: 2000 },
  );
});

test('paths resolve as Node resolves them', () => {
  fc.assert(
    fc.property(climb, (value) => {
      const { root, names } = resolvePath(value, '/x/y', 'posix');
      assert.equal(root + names.join('/'), path.posix.resolve('/x/y', value));
    }),
  );
});

test('static text is innocent, whatever else was sent', () => {
  const files = ['/srv/app/src/../views/a.html', '../x', '/etc/hosts', '~/x', '/a/../../../b'];
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), fc.constantFrom(...files), (value, file) => {
      fc.pre(!/[.~]|etc/.test(value));
      assert.equal(outcomeOf(file, { query: { q: value }, body: { q: [value] } }), 'benign');
    }),
  );
});

test('no text makes it throw, and the conservative test neither', () => {
  const unit = fc.constantFrom(...'./\\%2ef:\0~ Cc\ud800é．'.split(''), 'file://', '\\\\?\\');
  const text = fc.string({ unit, maxLength: 60 });
  fc.assert(
    fc.property(text, text, fc.constantFrom('/srv', 'C:\\a', ''), (value, file, cwd) => {
      const inputs = inputsOf({ body: { value } });
      for (const operation of ['read', 'execute'] as const) {
        const call = { kind: 'path', path: file + value, operation, cwd, joined: [value] } as const;
        detection.inspect(call, inputs);
        detection.inspectConservatively(call, inputs);
      }
    }),
    { numRuns: 2000 },
  );
});

test('what was left unread cannot climb above the root', () => {
  const inputs: Inputs = {
    values: () => [],
    occurrencesIn: () => [],
    equalTo: () => undefined,
    holdPiece: () => false,
    truncated: true,
    hidesText: true,
  };
  const judge = (file: string) =>
    detection.inspect({ kind: 'path', path: file, operation: 'read', cwd: '/srv/app' }, inputs);
  assert.equal(judge('/srv/files/../../../../etc/passwd')?.outcome, 'attack');
  assert.equal(judge('/srv/app/src/../views/index.html'), undefined);
});

test('the conservative test calls each attack that holds `../` one, and static paths none', () => {
  for (const { name, expect, request, call } of cases) {
    const sent = JSON.stringify(request);
    const verdict = detection.inspectConservatively(call, inputsOf(request));
    if (expect === 'attack' && sent.includes('"../') && !sent.includes('\\u0000')) {
      assert.equal(verdict?.outcome, 'attack', name);
    }
  }
  const call = { kind: 'path', path: '/srv/app/a.html', operation: 'read', cwd: '/' } as const;
  assert.equal(detection.inspectConservatively(call, inputsOf({ path: '/a.html' })), undefined);
});

test('work grows with the input, not with its square', () => {
  const growth = growthOf((length) => {
    const value = `${'a/'.repeat(length / 2)}${'../'.repeat(length / 3)}x`;
    const inputs = inputsOf({ body: { value, other: `${'....//'.repeat(length / 6)}x` } });
    outcomeOfInputs(`/srv/files/${value}`, inputs);
  });
  assert.ok(growth <= maxGrowth, `${growth} times`);
});

function outcomeOfInputs(file: string, inputs: Inputs): string {
  const call = { kind: 'path', path: file, operation: 'read', cwd: '/srv/app' } as const;
  return detection.inspect(call, inputs)?.outcome ?? 'benign';
}
