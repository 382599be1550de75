import type { PracticeId } from '@castellan/core';
import { all, any, type Expression, open } from './roll-up.ts';

/**
 * Where a practice does not follow from all of its rules alone: which decide it, how, and what of it no
 * rule judges yet. A rule of the practice that is left out here advises only.
 */
export const practiceExpressions: Partial<Record<PracticeId, Expression>> = {
  C8: all('ci/sast', open('what the linters found')),
  C10: all(
    'deps/lockfile',
    'deps/node-runtime',
    'deps/update-bot',
    'deps/install-scripts',
    'deps/registry-tls',
    open('advisories of the installed versions'),
  ),
  C11: all(any('review/codeowners', 'review/checklist'), open('rules of the default branch')),
  C12: all('secrets/tree', 'secrets/env-file', 'secrets/history'),
  C13: all(
    'ci/pull-request-target',
    'ci/untrusted-input',
    'ci/permissions',
    'ci/pinned-actions',
    open('evidence for each release'),
  ),
  // HSTS is judged by C6. The grade sums up what the others tell; the two low ones only advise.
  I3: all('tls/protocols', 'tls/ciphers', 'tls/key', 'tls/chain', 'tls/dh', 'tls/compression'),
  I5: all('docker/user', 'host/node-as-root'),
  I11: all('docker/pinned-base', open('how a release reaches the servers')),
  I12: all('cert/expiry', 'cert/names', open('how certificates are renewed')),
  // What DNSSEC, CAA and reports on TLS add is advice: many a careful team does without.
  I14: all(
    'domain/expiry',
    'domain/hold',
    'domain/lock',
    'dns/name-servers',
    'dns/dangling',
    'mail/spf',
    'mail/dmarc',
  ),
  P1: all('guard/installed', open('what the guards that run cover')),
  P8: all('docker/ignore', 'docker/add', open('vulnerabilities of the images')),
};
