import { kernelSettings } from '../../analysis/host/kernel-settings.ts';
import { defineRule, failBy, type Rule, type RuleFinding, unknown } from '../rule.ts';
import { madeUpSystem } from '../host-example.ts';

const sound = {
  'kernel.randomize_va_space': '2',
  'net.ipv4.tcp_syncookies': '1',
  'net.ipv4.conf.all.accept_redirects': '0',
};

/** The kernel's own protections are on. */
export const rule: Rule = defineRule({
  id: 'host/kernel-settings',
  practice: 'P5',
  severity: 'low',
  confidence: 'certain',
  cwe: 693,
  controls: ['pci-dss4:2.2.6'],
  title: "The kernel's protections are on",
  why: 'They cost nothing, and each turns a kind of attack into an error message.',
  fix: 'Write `NAME = VALUE` into /etc/sysctl.d/60-castellan.conf, then `sysctl --system`.',
  needs: ['hostSystem', 'hostKernel'],
  run({ hostSystem: { isContainer }, hostKernel }) {
    const judged = Object.entries(kernelSettings).filter(
      ([name, { isHosts }]) => hostKernel[name] !== undefined && !(isContainer && isHosts === true),
    );
    if (judged.length === 0) return unknown('settings of the kernel that can be read here');
    const findings = judged.flatMap(([name, { accepts, why }]): RuleFinding[] => {
      const value = hostKernel[name] ?? '';
      if (accepts.includes(value)) return [];
      const wanted = accepts[0] ?? '';
      return [
        {
          place: { file: name },
          message: `It is ${value}; with ${wanted}, ${why}`,
          identity: name,
          fix: `Write \`${name} = ${wanted}\` into /etc/sysctl.d/60-castellan.conf, then \`sysctl --system\`.`,
        },
      ];
    });
    return failBy(findings, `${judged.length} settings`);
  },
  examples: [
    {
      title: 'on',
      evidence: { hostSystem: madeUpSystem(), hostKernel: sound },
      expect: 'pass',
    },
    {
      title: 'off',
      evidence: {
        hostSystem: madeUpSystem(),
        hostKernel: { ...sound, 'kernel.randomize_va_space': '0' },
      },
      expect: 'fail',
      at: ['kernel.randomize_va_space'],
    },
    {
      title: 'of the host, seen from a container',
      evidence: {
        hostSystem: madeUpSystem({ isContainer: true }),
        hostKernel: { ...sound, 'kernel.randomize_va_space': '0' },
      },
      expect: 'pass',
    },
    {
      title: 'unreadable',
      evidence: { hostSystem: madeUpSystem(), hostKernel: {} },
      expect: 'unknown',
    },
  ],
});
