import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { severities } from '@castellan/core';
import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import fc from 'fast-check';
import type { CheckFinding } from '../engine/report-type.ts';
import { rules } from '../rules/registry.generated.ts';
import { hardReports } from './case-hard-reports.ts';
import { caseFinding, caseReport, hostileReport } from './case-report.ts';
import { schemaCheck } from './case-schema.ts';
import { sarifReport } from './sarif.ts';

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: string };
      readonly region: Readonly<Record<string, number>>;
    };
  }[];
  readonly codeFlows?: readonly {
    readonly threadFlows: readonly { readonly locations: readonly unknown[] }[];
  }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
}

interface Run {
  readonly tool: {
    readonly driver: {
      readonly name: string;
      readonly rules: readonly {
        readonly id: string;
        readonly name: string;
        readonly shortDescription: { readonly text: string };
        readonly fullDescription: { readonly text: string };
        readonly help: { readonly text: string };
        readonly properties: {
          readonly tags: readonly string[];
          readonly precision: string;
          readonly 'security-severity': string;
        };
      }[];
    };
  };
  readonly originalUriBaseIds: Readonly<Record<string, unknown>>;
  readonly results: readonly Result[];
}

const problemsOf = schemaCheck(schema);

test('every report is of the form that the schema of SARIF 2.1.0 asks for', () => {
  for (const [what, report] of Object.entries(hardReports()))
    assert.deepEqual(problemsOf(JSON.parse(sarifReport(report, rules))), [], what);
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (texts) => {
      const addresses = texts.map((text) => `https://shop.example/${text}`);
      for (const given of [texts, addresses])
        assert.deepEqual(problemsOf(JSON.parse(sarifReport(hostileReport(given), rules))), []);
    }),
  );
});

test('the schema refuses what is not of its form', () => {
  const good = sarifReport(caseReport([caseFinding]), rules);
  const bad = [
    good.replace('"Dockerfile"', '"a b"'),
    good.replace('"level": "error"', '"level": "high"'),
    good.replace('"startLine": 3', '"startLine": 0'),
    good.replace('"ruleId"', '"rule"'),
  ];
  for (const text of bad) {
    assert.notEqual(text, good);
    assert.equal(problemsOf(JSON.parse(text)).length > 0, true);
  }
});

test('a file is told below the root, one of a host and a page by a whole URI', () => {
  const expected = [
    ['C:\\x.js', 'C%3A%5Cx.js', 'ROOT'],
    ['/etc/ssh/a b', 'file:///etc/ssh/a%20b', undefined],
    [
      'https://me:secret@shop.example/a b?q=<%41>|%zz#top',
      'https://shop.example/a%20b?q=%3C%41%3E%7C%25zz',
      undefined,
    ],
    ['http://[::1]:3000/[x]', 'http://[::1]:3000/%5Bx%5D', undefined],
    ['https://', 'https%3A//', 'ROOT'],
  ] as const;
  const { run } = runOf(expected.map(([file], at) => numbered({ ...caseFinding, file }, at)));
  const places = run.results.map((one) => one.locations[0]!.physicalLocation.artifactLocation);
  assert.deepEqual(
    places.map(({ uri, uriBaseId }) => [uri, uriBaseId]),
    expected.map(([, uri, base]) => [uri, base]),
  );
});

function runOf(findings: readonly CheckFinding[]): { run: Run; text: string } {
  const text = sarifReport(caseReport(findings), rules);
  const log = JSON.parse(text) as { version: string; runs: readonly Run[] };
  assert.equal(log.version, '2.1.0');
  assert.equal(log.runs.length, 1);
  return { run: log.runs[0]!, text };
}

function numbered(finding: CheckFinding, index: number): CheckFinding {
  return { ...finding, fingerprint: index.toString(16).padStart(32, '0') };
}

test('every rule is described within what GitHub takes', () => {
  const { run } = runOf(rules.map(({ id }, at) => numbered({ ...caseFinding, rule: id }, at)));
  const described = run.tool.driver.rules;
  assert.equal(described.length, rules.length);
  for (const { id, name, shortDescription, fullDescription, help, properties } of described) {
    assert.ok(name.length > 0 && name.length <= 255, id);
    for (const { text } of [shortDescription, fullDescription])
      assert.ok(text.length > 0 && text.length <= 1024, id);
    assert.ok(help.text.length > 0, id);
    assert.ok(properties.tags.length <= 10 && properties.tags.includes('security'), id);
    assert.match(properties.precision, /^(very-high|high|medium|low)$/);
    const score = Number(properties['security-severity']);
    assert.ok(typeof properties['security-severity'] === 'string' && score > 0 && score <= 10, id);
  }
  for (const { ruleId, ruleIndex } of run.results) assert.equal(described[ruleIndex]?.id, ruleId);
});

test('every result has a place, from 1, below the root, and a fingerprint', () => {
  const { line: _, column: __, file: ___, ...nowhere } = caseFinding;
  const odd = ['a b/ü.js', '../x', 'a?b#c', 'C:\\x', 'http:/x', '%2e%2e/y', 'new\nline'];
  const { run } = runOf(
    [nowhere, caseFinding, ...odd.map((file) => ({ ...caseFinding, file }))].map(numbered),
  );
  assert.equal(run.results.length, odd.length + 2);
  for (const { level, message, locations, partialFingerprints } of run.results) {
    assert.match(level, /^(error|warning|note)$/);
    assert.ok(message.text.length > 0);
    assert.equal(locations.length, 1);
    const { artifactLocation, region } = locations[0]!.physicalLocation;
    assert.ok((artifactLocation.uriBaseId ?? '') in run.originalUriBaseIds);
    assert.doesNotMatch(artifactLocation.uri, /^[a-z][a-z0-9+.-]*:|^\/|[\s\\?#]/i);
    assert.doesNotThrow(() => decodeURIComponent(artifactLocation.uri));
    for (const [key, value] of Object.entries(region))
      assert.ok(Number.isSafeInteger(value) && value >= 1, key);
    assert.match(partialFingerprints['primaryLocationLineHash'] ?? '', /^[0-9a-f]{32}$/);
  }
});

test('of too many findings the worst are kept, and the file stays below 10 MB', () => {
  const steps = Array.from({ length: 1001 }, (_, at) => ({
    file: 'a.js',
    line: at + 1,
    text: 'it goes on',
  }));
  const findings = severities
    .flatMap((severity) => Array.from({ length: 1500 }, () => ({ ...caseFinding, severity })))
    .map((finding, at) => numbered({ ...finding, message: `${at} ${'words '.repeat(200)}` }, at));
  const { run, text } = runOf([{ ...findings[0]!, steps }, ...findings.slice(1)]);
  assert.equal(run.results.length, 5000);
  const kept = (level: string): number => run.results.filter((one) => one.level === level).length;
  assert.deepEqual([kept('error'), kept('warning'), kept('note')], [3000, 1500, 500]);
  assert.equal(run.results[0]?.codeFlows?.[0]?.threadFlows[0]?.locations.length, 1000);
  assert.ok(gzipSync(text).length < 10_000_000);
});
