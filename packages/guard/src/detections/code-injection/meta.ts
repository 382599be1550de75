import type { DetectionMeta } from '../detection.ts';

export const meta: DetectionMeta = {
  id: 'code-injection',
  title: 'Code injection',
  severity: 'critical',
  cwe: 94,
  practices: ['C3', 'C4', 'P1'],
  controls: ['asvs5:1.3.2', 'asvs5:1.2.3', 'asvs5:1.3.7', 'pci-dss4:6.2.4'],
  judges: ['code'],
  advice:
    'Never build source text from input. Parse data with JSON.parse, look functions up in a Map, ' +
    'and hand values to generated code as arguments: new Function("value", "return value * 2")(value).',
};
