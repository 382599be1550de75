/** How the statuses of practices read. */
export const statusWords = {
  pass: 'pass',
  fail: 'fail',
  'not-applicable': 'not applicable',
  unknown: 'unknown',
  attested: 'attested',
  error: 'error',
} as const;
export type Status = keyof typeof statusWords;

/** One sign each, for places as narrow as a cell. */
export const statusSigns: Readonly<Record<Status, string>> = {
  pass: '✓',
  fail: '✗',
  'not-applicable': '–',
  unknown: '?',
  attested: '✎',
  error: '!',
};

export const themes = ['code', 'infrastructure', 'protection', 'monitoring'] as const;
export type Theme = (typeof themes)[number];

export const standardNames = {
  asvs5: 'OWASP ASVS 5',
  'pci-dss4': 'PCI DSS 4',
  iso27001: 'ISO 27001',
  soc2: 'SOC 2',
  cis8: 'CIS Controls 8',
  nis2: 'NIS 2',
} as const;
export type Standard = keyof typeof standardNames;

/** How the states of work read. */
export const stateWords = {
  open: 'open',
  'in-work': 'in work',
  fixed: 'said to be fixed',
  verified: 'verified fixed',
  accepted: 'accepted',
  'false-alarm': 'false alarm',
} as const;
export type WorkState = keyof typeof stateWords;
