import { escapeUnsafe, type Severity } from '@castellan/core';
import type { CheckFinding, CheckReport } from '../engine/report-type.ts';
import { openFindings, wholeText } from './counts.ts';
import { logJson } from './log-json.ts';

const severities: Readonly<Record<Severity, 'blocker' | 'critical' | 'major' | 'minor'>> = {
  critical: 'blocker',
  high: 'critical',
  medium: 'major',
  low: 'minor',
};

/** The open findings as GitLab's merge requests show them: its subset of Code Climate's format. */
export function gitlabCodeQuality(report: CheckReport): string {
  return logJson(openFindings(report).map(issueOf));
}

function issueOf(finding: CheckFinding): unknown {
  const { rule, severity, fingerprint, file, line } = finding;
  return {
    description: escapeUnsafe(wholeText(finding)),
    check_name: rule,
    fingerprint,
    severity: severities[severity],
    // A finding of the whole repository must have a place to be shown at.
    location: { path: file ?? 'package.json', lines: { begin: line ?? 1 } },
  };
}
