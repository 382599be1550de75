import type { DetectionMeta } from '../detection.ts';

export const meta: DetectionMeta = {
  id: 'argument-injection',
  title: 'Argument injection',
  severity: 'high',
  cwe: 88,
  practices: ['C3', 'P1'],
  controls: ['asvs5:1.2.5', 'pci-dss4:6.2.4'],
  judges: ['program', 'shell'],
  advice:
    'Put `--` before values, or refuse those that begin with a dash: ' +
    "`execFile('git', ['clone', '--', url, folder])`.",
};
