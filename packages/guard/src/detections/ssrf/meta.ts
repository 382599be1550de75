import type { DetectionMeta } from '../detection.ts';

export const meta: DetectionMeta = {
  id: 'ssrf',
  title: 'Server-side request forgery',
  severity: 'critical',
  cwe: 918,
  practices: ['C3', 'P1'],
  controls: ['asvs5:1.3.6', 'asvs5:13.2.4', 'asvs5:15.3.2', 'pci-dss4:6.2.4'],
  judges: ['connect'],
  advice:
    'Choose the host from a list of your own; where users bring an address, check the one that the connection uses and follow no redirects: `const host = partners[req.body.partner]; await fetch(new URL(pathname, host), { redirect: "error" })`.',
};
