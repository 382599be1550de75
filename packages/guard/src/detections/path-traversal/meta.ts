import type { DetectionMeta } from '../detection.ts';

export const meta: DetectionMeta = {
  id: 'path-traversal',
  title: 'Path traversal',
  severity: 'high',
  cwe: 22,
  practices: ['C3', 'C4', 'P1'],
  controls: ['asvs5:5.3.2', 'asvs5:1.3.3', 'pci-dss4:6.2.4'],
  judges: ['path'],
  advice:
    'Give users an id that your own table turns into a path; where a name must come from them, resolve it below a fixed directory and refuse what leaves it: `const file = path.resolve(root, name); if (!file.startsWith(root + path.sep)) throw new NotFound();`',
};
