import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createInputs } from '../context/create-inputs.ts';
import type { RequestMaterial } from '../context/request-material.ts';
import type { Detection } from './detection.ts';
import { growthOf, maxGrowth } from './growth.ts';
import { detections } from './registry.generated.ts';
import type { SinkCall } from './sink-call.ts';

function material(over: Partial<RequestMaterial>): RequestMaterial {
  return {
    version: 1,
    path: '/a',
    query: '',
    rawHeaders: [],
    params: () => undefined,
    bodies: () => [],
    rawBody: () => undefined,
    ...over,
  };
}

function parsed(value: unknown): RequestMaterial {
  return material({ bodies: () => [{ path: 'body', value }] });
}

function raw(contentType: string, text: string): RequestMaterial {
  const chunks = [Buffer.from(text)];
  return material({ rawBody: () => ({ contentType, chunks, truncated: false, isComplete: true }) });
}

/** `unit` as often as it fits into `length`. */
function fill(unit: string, length: number): string {
  return unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
}

function nested(depth: number, value: string): unknown {
  let document: unknown = value;
  for (let i = 0; i < depth; i += 1) document = i % 2 === 0 ? { a: document } : [document];
  return document;
}

/** Requests made of one unit, as large as `length` says, each the way an attacker would send it. */
const requests: Readonly<Record<string, (unit: string, length: number) => RequestMaterial>> = {
  'one long value': (unit, length) => parsed({ v: fill(unit, length) }),
  'a short value': (unit) => parsed({ v: `${unit}b${unit}`, w: unit + unit }),
  'many keys': (unit, length) => {
    const count = Math.min(10_000, length / 16);
    return parsed(
      Object.fromEntries(
        Array.from({ length: count }, (_, i) => [`${unit}${i}`, `${i}${unit}${i}`]),
      ),
    );
  },
  'a deep document': (unit, length) => parsed(nested(Math.min(10_000, length / 16), unit)),
  'a text': (unit, length) => raw('text/plain', fill(unit, length)),
  'a form': (unit, length) =>
    raw(
      'application/x-www-form-urlencoded',
      fill(`a=${encodeURIComponent(unit)}&`, Math.min(length, 1_000_000)),
    ),
  'an upload': (unit, length) =>
    raw(
      'multipart/form-data; boundary=b',
      fill(
        `--b\r\nContent-Disposition: form-data; name="a"; filename="${unit}"\r\n\r\n${unit}\r\n`,
        length,
      ),
    ),
  'headers and cookies': (unit, length) =>
    material({
      rawHeaders: Array.from({ length: Math.min(2_000, length / 32) }, (_, i) =>
        i % 2 === 1 ? `c${i}=${unit}; d=${unit}${i}` : i % 4 === 0 ? 'cookie' : `x-${i}`,
      ),
    }),
};

const units = [
  'a',
  "'",
  '"',
  '\\',
  "a' or '",
  '%2527',
  '&amp;#39;',
  'eyJhIjoiYiJ9.',
  'JycgJ',
  '{"a":',
  '<a>"',
  '>',
  '<![CDATA[',
  '\n',
  "'\n",
  '/*',
  '--',
  '$(',
  '`',
  '../',
  'http://',
  '[::',
  '-o ',
  "sh -c '",
  'echo a|sh\n',
  '<<a\n',
  '`${',
  '/x',
  '＇',
];

function callsOf(id: string, text: string): SinkCall[] {
  switch (id) {
    case 'sql-injection':
      return (['postgresql', 'mysql'] as const).flatMap((dialect) => [
        { kind: 'sql', dialect, text: `SELECT * FROM t WHERE a = '${text}'` },
        { kind: 'sql', dialect, text: `SELECT * FROM t WHERE a = ${text}` },
      ]);
    case 'path-traversal': {
      const path = text.slice(0, 32_000);
      return [
        { kind: 'path', path: `/srv/${path}`, operation: 'read', cwd: '/srv/app' },
        { kind: 'path', path: `C:\\a\\${path}`, operation: 'execute', cwd: 'C:\\a' },
      ];
    }
    case 'ssrf':
      return [
        { kind: 'connect', host: '10.0.0.1', port: 80, url: `http://10.0.0.1/${text}` },
        {
          kind: 'connect',
          host: text.slice(0, 255),
          port: 80,
          url: `http://${text}`,
          address: '10.0.0.1',
        },
      ];
    case 'code-injection':
      return [
        { kind: 'code', form: 'script', source: text },
        { kind: 'code', form: 'module', source: `f('${text}')` },
        { kind: 'code', form: 'template', tags: ['<%', '%>'], source: `<% ${text}` },
      ];
    default:
      return [
        { kind: 'shell', shell: 'posix', text: `ls ${text}` },
        { kind: 'shell', shell: 'posix', text: `sh -c '${text}'` },
        { kind: 'shell', shell: 'powershell', text: `ls "${text}"` },
        { kind: 'shell', shell: 'cmd', text: `dir ${text}` },
        { kind: 'program', file: 'git', args: text.split(' ', 10_000) },
      ];
  }
}

function inspectAll(detection: Detection, request: RequestMaterial, text: string): void {
  const inputs = createInputs(request);
  for (const call of callsOf(detection.meta.id, text)) {
    detection.inspect(call, inputs);
    detection.inspectConservatively(call, inputs);
    detection.inspectUnread?.(call, () => true);
    detection.traitsOf?.(call);
  }
}

/** Each detection gets a quarter of the pairs of request and unit; all of them together get every pair. */
const share = 4;

for (const [order, detection] of detections.entries()) {
  test(`${detection.meta.id}: work grows with the request and the call`, () => {
    for (const [i, [name, request]] of Object.entries(requests).entries()) {
      for (const unit of units.filter((_, at) => (at + i + order) % share === 0)) {
        const growth = growthOf((length) =>
          inspectAll(detection, request(unit, length), fill(`${unit}b${unit}`, length)),
        );
        assert.ok(growth <= maxGrowth, `${name} of ${JSON.stringify(unit)}: ${growth} times`);
      }
    }
  });

  test(`${detection.meta.id}: a request of a megabyte gets an answer`, () => {
    for (const [i, request] of Object.values(requests).entries()) {
      for (const unit of units.filter((_, at) => at % 8 === i)) {
        const text = fill(`${unit}b${unit}`, 100_000);
        assert.doesNotThrow(() => inspectAll(detection, request(unit, 1_000_000), text));
      }
    }
  });
}
