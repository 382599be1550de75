/** Texts of the files of a new detection, by name in its folder; each says what to fill in. */
export function detectionFiles(id: string): Readonly<Record<string, string>> {
  const title = `${id.charAt(0).toUpperCase()}${id.slice(1).replaceAll('-', ' ')}`;
  return {
    'meta.ts': metaOf(id, title),
    'detector.ts': detector,
    'cases.ts': cases,
    [`${id}.test.ts`]: testText,
    [`${id}.bench.ts`]: bench,
    'README.md': pageOf(title),
  };
}

const metaOf = (
  id: string,
  title: string,
): string => `import type { DetectionMeta } from '../detection.ts';

export const meta: DetectionMeta = {
  id: '${id}',
  title: '${title}',
  severity: 'high',
  cwe: 943,
  practices: ['C3', 'P1'],
  controls: ['asvs5:1.2.4'],
  judges: ['sql'],
  advice: 'Say what to write instead, with a line of code.',
};
`;

const detector = `import type { Inputs } from '../../context/inputs.ts';
import type { Detection, Verdict } from '../detection.ts';
import type { SqlCall } from '../sink-call.ts';
import { meta } from './meta.ts';

/** Replace by the real judgement: an input that occurs with a quote is an attack. */
function inspect(call: SqlCall, inputs: Inputs): Verdict | undefined {
  const occurrence = inputs
    .occurrencesIn(call.text)
    .find(({ start, end }) => call.text.slice(start, end).includes("'"));
  if (!occurrence) return undefined;
  return {
    outcome: 'attack',
    confidence: 'likely',
    occurrence,
    span: { start: occurrence.start, end: occurrence.end },
    reason: 'The input holds a quote.',
  };
}

export const detection: Detection<SqlCall> = { meta, inspect, inspectConservatively: inspect };
`;

const cases = `import type { DetectionCase } from '../detection-case.ts';
import type { SqlCall } from '../sink-call.ts';

const call = (text: string): SqlCall => ({ kind: 'sql', text, dialect: 'postgresql' });

export const cases: readonly DetectionCase<SqlCall>[] = [
  {
    name: 'a quote ends the literal',
    expect: 'attack',
    request: { query: { q: "x' OR 1=1 --" } },
    call: call("SELECT * FROM t WHERE a = 'x' OR 1=1 --'"),
    idea: 'Name where the idea comes from',
  },
  {
    name: 'a statement that no input reached',
    expect: 'benign',
    request: { query: { q: "it's" } },
    call: call("SELECT 'static text'"),
    idea: 'Name where the idea comes from',
  },
];
`;

const testText = `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inputsOf } from '../../context/case-inputs.ts';
import { cases } from './cases.ts';
import { detection } from './detector.ts';

for (const { name, expect, request, call } of cases) {
  test(\`\${expect}: \${name}\`, () => {
    const verdict = detection.inspect(call, inputsOf(request));
    assert.equal(verdict?.outcome ?? 'benign', expect, verdict?.reason);
  });
}

test('the conservative test misses no attack among the cases', () => {
  for (const { name, expect, request, call } of cases) {
    if (expect !== 'attack') continue;
    const verdict = detection.inspectConservatively(call, inputsOf(request));
    assert.equal(verdict?.outcome, 'attack', name);
  }
});
`;

const bench = `import { bench, run } from 'mitata';
import { inputsOf } from '../../context/case-inputs.ts';
import { cases } from './cases.ts';
import { detection } from './detector.ts';

for (const { name, expect, request, call } of cases) {
  const inputs = inputsOf(request);
  bench(\`\${expect}: \${name}\`, () => detection.inspect(call, inputs));
}

await run();
`;

const pageOf = (title: string): string => `# ${title}

## What it stops

The attack, in two sentences, with the harm that it does.

## How it decides

The rule, and the line between attack and weakness.

## What it misses

What gets past it, honestly.
`;
