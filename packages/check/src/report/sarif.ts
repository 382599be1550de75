import {
  controls,
  type ControlId,
  cweUrl,
  escapeUnsafe,
  practices,
  type Severity,
} from '@castellan/core';
import type { CheckFinding, CheckReport } from '../engine/report-type.ts';
import type { Rule } from '../rules/rule.ts';
import { openFindings, wholeText } from './counts.ts';
import { logJson } from './log-json.ts';

/** What code hosts take at most of one run. */
const mostResults = 5000;
/** Steps of a value's way that code hosts show. */
const mostSteps = 1000;
const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
};
/** GitHub's own scale, 0 to 10. */
const scores: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.0',
};
const precisions = { certain: 'very-high', likely: 'high', possible: 'medium' } as const;

/**
 * The open findings as SARIF 2.1.0 (OASIS). Accepted ones are left out: hosts ignore suppressions and
 * would show them as open.
 */
export function sarifReport(report: CheckReport, rules: readonly Rule[]): string {
  const findings = openFindings(report).slice(0, mostResults);
  const used = rules.filter(({ id }) => findings.some(({ rule }) => rule === id));
  const index = new Map(used.map(({ id }, at) => [id as string, at]));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Castellan',
            semanticVersion: report.castellan,
            properties: { rulesDigest: report.rulesDigest },
            rules: used.map(descriptorOf),
          },
        },
        originalUriBaseIds: { ROOT: { description: { text: 'the root of the repository' } } },
        automationDetails: { id: 'castellan/check/' },
        invocations: [
          {
            executionSuccessful: report.gate.incomplete.length === 0,
            toolExecutionNotifications: report.gate.incomplete.map((text) => ({
              level: 'error',
              message: { text: plain(text) },
            })),
          },
        ],
        results: findings.map((finding) => resultOf(finding, index.get(finding.rule) ?? -1)),
        columnKind: 'utf16CodeUnits',
      },
    ],
  };
  return logJson(log);
}

function descriptorOf(rule: Rule): unknown {
  const { id, title, why, fix, severity, confidence, practice, cwe } = rule;
  const tags = ['security', `practice/${practice}`];
  if (cwe !== undefined) tags.push(`external/cwe/cwe-${cwe}`);
  return {
    id,
    name: id.replace('/', '-'),
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: {
      text: `${why}\n\n${fix}`,
      markdown: `${why}\n\n**Fix:** ${fix}\n\nPractice ${practice}: ${practices[practice].title}.${controlLines(rule.controls)}`,
    },
    ...(cwe !== undefined && { helpUri: cweUrl(cwe) }),
    defaultConfiguration: { level: levels[severity] },
    properties: { tags, precision: precisions[confidence], 'security-severity': scores[severity] },
  };
}

function controlLines(ids: readonly ControlId[]): string {
  return ids.map((id) => `\n- ${id}: ${controls[id]}`).join('');
}

function resultOf(finding: CheckFinding, ruleIndex: number): unknown {
  const { rule, severity, fingerprint, file, line, column, isNew } = finding;
  return {
    ruleId: rule,
    ruleIndex,
    level: levels[severity],
    message: { text: plain(wholeText(finding)) },
    // A finding of the whole repository must have a place for hosts to show it.
    locations: [
      {
        physicalLocation: {
          artifactLocation: locationOf(file ?? 'package.json'),
          region: { startLine: line ?? 1, ...(column !== undefined && { startColumn: column }) },
        },
      },
    ],
    ...codeFlowOf(finding),
    ...relatedOf(finding),
    // GitHub tells findings apart by the first alone.
    partialFingerprints: { primaryLocationLineHash: fingerprint, 'castellan/v1': fingerprint },
    baselineState: isNew ? 'new' : 'unchanged',
    properties: { 'security-severity': scores[severity], confidence: finding.confidence },
  };
}

/** The way of a value, as hosts show it step by step. */
function codeFlowOf({ steps }: CheckFinding): object {
  if (steps === undefined || steps.length === 0) return {};
  const locations = steps.slice(0, mostSteps).map(({ file, line, text }) => ({
    location: {
      physicalLocation: {
        artifactLocation: locationOf(file),
        region: { startLine: line },
      },
      message: { text: plain(text) },
    },
  }));
  return { codeFlows: [{ threadFlows: [{ locations }] }] };
}

/** Other lines that the same value gets to. */
function relatedOf({ file, alsoAt }: CheckFinding): object {
  if (file === undefined || alsoAt === undefined) return {};
  const relatedLocations = alsoAt.slice(0, mostSteps).map((line, id) => ({
    id,
    physicalLocation: { artifactLocation: locationOf(file), region: { startLine: line } },
  }));
  return { relatedLocations };
}

/** A file of the repository or of a host, or a page of a site. */
function locationOf(file: string): object {
  if (/^https?:\/\//.test(file) && URL.canParse(file)) return { uri: addressOf(new URL(file)) };
  return file.startsWith('/')
    ? { uri: `file://${uriOf(file)}` }
    : { uri: uriOf(file), uriBaseId: 'ROOT' };
}

/** An address as RFC 3986 has it, which is stricter than browsers: each sign that it refuses is escaped, once. */
function addressOf({ origin, pathname, search }: URL): string {
  return origin + encodeURI(pathname + search).replaceAll(/%25(?=[\da-f]{2})/gi, '%');
}

/** Text of others without the links that SARIF would make of `[words](address)` (3.11.6). */
function plain(text: string): string {
  const safe = escapeUnsafe(text);
  return /\]\(/.test(safe) ? safe.replace(/[\\[\]]/g, String.raw`\$&`) : safe;
}

/** A path as a relative reference: whatever a file is called, it is one path. */
function uriOf(path: string): string {
  return path
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
}
