import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as z from 'zod';
import { rules } from '../rules/registry.generated.ts';
import { hardReports } from './case-hard-reports.ts';
import { caseFinding, caseReport } from './case-report.ts';
import { openFindings } from './counts.ts';
import { gitlabSast } from './gitlab-sast.ts';

// What GitLab's importer asks of a SAST report of version 15: another form is refused as a whole.
const filled = z.string().min(1);
const second = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/);
const tool = z.object({
  id: filled,
  name: filled.max(255),
  version: filled.max(255),
  vendor: z.object({ name: filled.max(255) }),
  url: z.url().optional(),
});
const contract = z.object({
  version: z.string().regex(/^15\.\d+\.\d+$/),
  scan: z.object({
    analyzer: tool,
    scanner: tool,
    type: z.literal('sast'),
    status: z.enum(['success', 'failure']),
    start_time: second,
    end_time: second,
    messages: z.array(z.object({ level: z.enum(['info', 'warn', 'fatal']), value: filled })),
  }),
  vulnerabilities: z.array(
    z.object({
      id: filled,
      name: z.string().max(255),
      description: z.string().max(1_048_576),
      solution: z.string().max(7000),
      severity: z.enum(['Info', 'Unknown', 'Low', 'Medium', 'High', 'Critical']),
      identifiers: z
        .array(
          z.object({
            type: filled,
            name: filled,
            value: filled,
            url: z
              .string()
              .regex(/^https?:\/\/\S+$/)
              .optional(),
          }),
        )
        .min(1),
      location: z.object({
        file: filled,
        start_line: z.int().min(1),
      }),
    }),
  ),
});

test('every report is of the form that GitLab takes', () => {
  const { file: _, line: __, ...rest } = caseFinding;
  const nowhere = { ...rest, fingerprint: 'e' };
  const reports = [
    caseReport([]),
    caseReport([caseFinding, nowhere, { ...caseFinding, rule: 'gone/rule', fingerprint: 'f' }]),
    caseReport([], { gate: { failing: [], incomplete: ['', 'evidence: git broke'] } }),
    ...Object.values(hardReports()),
  ];
  for (const report of reports) {
    const printed: unknown = JSON.parse(gitlabSast(report, rules));
    const { scan, vulnerabilities } = contract.parse(printed);
    assert.ok(scan.start_time <= scan.end_time);
    assert.equal(vulnerabilities.length, openFindings(report).length);
    const ids = vulnerabilities.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
  }
});

test('a run that is not whole is no success', () => {
  const report = caseReport([], { gate: { failing: [], incomplete: ['git broke'] } });
  const { scan } = contract.parse(JSON.parse(gitlabSast(report, rules)));
  assert.equal(scan.status, 'failure');
  assert.deepEqual(scan.messages, [{ level: 'warn', value: 'git broke' }]);
});
