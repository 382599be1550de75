import assert from 'node:assert/strict';
import { test } from 'node:test';
import { practiceIds } from '@castellan/core';
import type { CheckFinding } from '../engine/report-type.ts';
import { rules } from '../rules/registry.generated.ts';
import { caseFinding, caseReport } from './case-report.ts';
import { jsonReport } from './json.ts';
import { markdownReport } from './markdown.ts';
import { sarifReport } from './sarif.ts';
import { reportSchema } from './schema.ts';
import { terminalReport } from './terminal.ts';

const finding = caseFinding;
const reportOf = caseReport;
const hostile = 'a\u001b[31m|<img src=x onerror=alert(1)>`@all`\u202e[x](http://evil)\n# b';
const accepted: CheckFinding = {
  ...finding,
  fingerprint: 'f'.repeat(32),
  message: 'accepted one',
  acceptance: { reason: 'r', owner: 'ana', until: '2027-01-01' },
};

test('the terminal shows the 41, each finding with its line, and what to do next', () => {
  const text = terminalReport(reportOf([finding, accepted]), { columns: 80, colours: false });
  for (const id of practiceIds) assert.match(text, new RegExp(`\\b${id} [✔✖?]`));
  assert.match(
    text,
    /✖ high \(likely\) {2}docker\/user I5 {2}Dockerfile:3:7 {2}01234567\n {4}The image runs as root\n/,
  );
  assert.match(text, /^ {6}2 │ COPY \. \.\n {4}> 3 │ USER root$/m);
  assert.match(text, /41 practices: 1 pass, 1 fail, 39 unknown/);
  assert.match(text, /next best step: docker\/user \(1 finding\): Add USER/);
  assert.match(text, /1 accepted findings are not shown/);
  assert.doesNotMatch(text, /accepted one|\u001b/);
});

test('no line is wider than the terminal, words that cannot be broken aside', () => {
  const long = {
    ...finding,
    message: 'word '.repeat(60),
    frame: { start: 1, lines: ['x'.repeat(150)], marked: 1 },
  };
  for (const columns of [60, 80, 200]) {
    for (const line of terminalReport(reportOf([long]), { columns, colours: false }).split('\n'))
      assert.ok(line.length <= columns, `${line.length} > ${columns}: ${line}`);
  }
});

test('colours come only where asked for', () => {
  assert.match(terminalReport(reportOf([finding]), { columns: 80, colours: true }), /\u001b\[31m/);
});

test('text of others steers no terminal and brings no markup', () => {
  const bad = {
    ...finding,
    message: hostile,
    file: hostile,
    frame: { start: 1, lines: [hostile], marked: 1 },
  };
  const report = reportOf([bad], { target: hostile });
  const terminal = terminalReport(report, { columns: 80, colours: false });
  const markdown = markdownReport(report);
  for (const text of [terminal, markdown, jsonReport(report)])
    assert.doesNotMatch(text, /[\u001b\u202e]/);
  assert.doesNotMatch(markdown, /<img|`@all|\]\(http/);
  assert.equal(markdown.split('\n').filter((line) => line.startsWith('| high')).length, 1);
  assert.deepEqual(reportSchema.parse(JSON.parse(jsonReport(report))), report);
});

test('SARIF names each rule once, points to it, and leaves accepted findings out', () => {
  const log = JSON.parse(
    sarifReport(
      reportOf([finding, { ...finding, fingerprint: '1'.repeat(32), file: 'a b/ü.js' }, accepted]),
      rules,
    ),
  ) as {
    version: string;
    runs: {
      tool: { driver: { rules: { id: string; properties: { tags: string[] } }[] } };
      results: any[];
    }[];
  };
  const [run] = log.runs;
  assert.equal(log.version, '2.1.0');
  assert.deepEqual(
    run?.tool.driver.rules.map(({ id }) => id),
    ['docker/user'],
  );
  assert.equal(run?.results.length, 2);
  const [first, second] = run.results;
  assert.equal(first.level, 'error');
  assert.equal(first.ruleIndex, 0);
  assert.deepEqual(first.partialFingerprints, {
    primaryLocationLineHash: finding.fingerprint,
    'castellan/v1': finding.fingerprint,
  });
  const place = first.locations[0].physicalLocation;
  assert.deepEqual(place.region, { startLine: 3, startColumn: 7 });
  assert.equal(second.locations[0].physicalLocation.artifactLocation.uri, 'a%20b/%C3%BC.js');
  assert.ok((run.tool.driver.rules[0]?.properties.tags.length ?? 0) <= 10);
});

test('Markdown lists what is new and counts what is known', () => {
  const text = markdownReport(reportOf([finding, { ...finding, isNew: false }]));
  assert.match(text, /^### ❌ Castellan: gate failed/);
  assert.match(text, /\| high, likely \| docker\/user \| <code>Dockerfile:3:7<\/code> \|/);
  assert.match(text, /1 known findings are not listed/);
  assert.match(markdownReport(reportOf([], { exitCode: 0 })), /^### ✅.*\n[^]*No new findings/);
});
