import type { DetectionMeta } from '../detection.ts';

export const meta: DetectionMeta = {
  id: 'command-injection',
  title: 'Command injection',
  severity: 'critical',
  cwe: 78,
  practices: ['C3', 'P1'],
  controls: ['asvs5:1.2.5', 'pci-dss4:6.2.4'],
  judges: ['shell', 'program'],
  advice:
    'Start the program without a shell and pass each value as its own argument behind `--`: ' +
    "`execFile('grep', ['-F', '--', term, 'notes.txt'])`. Never build `sh -c` text from a request.",
};
