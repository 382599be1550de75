import type { DetectionMeta } from '../detection.ts';

export const meta: DetectionMeta = {
  id: 'sql-injection',
  title: 'SQL injection',
  severity: 'critical',
  cwe: 89,
  practices: ['C3', 'P1'],
  controls: ['asvs5:1.2.4', 'pci-dss4:6.2.4'],
  judges: ['sql'],
  advice:
    'Send values as bound parameters and choose names from a fixed list, so that no request text becomes SQL: ' +
    "`client.query('SELECT * FROM users WHERE name = $1', [name])`.",
};
