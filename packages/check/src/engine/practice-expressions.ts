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
    'deps/advisories',
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
  // Tokens that pods carry for nothing only advise.
  I4: all('iam/wildcard', 'iam/public-storage', 'iam/static-keys', 'k8s/rbac'),
  I5: all('docker/user', 'k8s/user', 'systemd/user', 'host/node-as-root'),
  I7: all('vault/used', open('how often keys are replaced')),
  I11: all('docker/pinned-base', 'k8s/image-tag', open('how a release reaches the servers')),
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
  P2: all('mfa/second-factor', open('the second factor at vendors')),
  P8: all(
    'docker/ignore',
    'docker/add',
    'compose/privileged',
    'k8s/privileged',
    'k8s/host-access',
    'image/node-packages',
    'image/system-packages',
  ),
  P10: all('compliance/statements', open('which standards are in scope')),
  M1: all('alert/channel', open('whether an alert arrives')),
  M2: all('assets/inventory', open('what is reached from outside')),
  M4: all('vendors/inventory', open('breaches of vendors')),
};
