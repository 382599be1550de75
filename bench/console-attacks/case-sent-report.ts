import { randomUUID } from 'node:crypto';
import type { SentReport } from '@castellan/core';

/** A report of check as it is sent, with one finding. */
export function caseReport(): SentReport {
  return {
    version: 1,
    castellan: '0.1.0',
    rulesDigest: randomUUID(),
    target: '/builds/shop',
    kind: 'repository',
    isWhole: true,
    time: new Date().toISOString(),
    commit: 'c0ffee',
    practices: [{ practice: 'I5', status: 'fail', expression: 'docker/user' }],
    rules: [{ rule: 'docker/user', practice: 'I5', status: 'fail', reason: 'it was read' }],
    findings: [
      {
        fingerprint: 'f1',
        rule: 'docker/user',
        practice: 'I5',
        severity: 'high',
        confidence: 'certain',
        message: 'It runs as root.',
        fix: 'Add USER node.',
        file: 'Dockerfile',
        line: 1,
        isNew: true,
      },
    ],
  };
}
