import { appUnits } from '../../analysis/infrastructure/units.ts';
import { defineRule, failBy, notApplicable, type Rule } from '../rule.ts';

/** What costs an app of Node.js nothing and an attacker much. */
const wanted: readonly (readonly [key: string, value: RegExp, written: string])[] = [
  ['NoNewPrivileges', /^(yes|true|on|1)$/i, 'NoNewPrivileges=yes'],
  ['ProtectSystem', /^(strict|full)$/i, 'ProtectSystem=strict'],
  ['ProtectHome', /^(yes|true|on|1|read-only|tmpfs)$/i, 'ProtectHome=yes'],
  ['PrivateTmp', /^(yes|true|on|1|disconnected)$/i, 'PrivateTmp=yes'],
];

/** Units of apps shut them in. */
export const rule: Rule = defineRule({
  id: 'systemd/hardening',
  practice: 'I5',
  severity: 'low',
  confidence: 'certain',
  cwe: 693,
  controls: ['asvs5:15.2.5', 'iso27001:A.8.9'],
  title: 'Units of systemd shut the app in',
  why: 'Four lines keep who broke into the app from gaining rights, changing the system and reading homes.',
  fix: 'Write `NoNewPrivileges=yes`, `ProtectSystem=strict`, `ProtectHome=yes`, `PrivateTmp=yes` and `ReadWritePaths=` for what the app writes; never MemoryDenyWriteExecute, which V8 needs.',
  needs: ['settings'],
  run({ settings }) {
    const units = appUnits(settings);
    if (units.length === 0) return notApplicable('no unit of systemd starts an app of Node.js');
    const findings = units.flatMap(({ path, service }) => {
      const missing = wanted.filter(([key, value]) => !value.test(service.get(key) ?? ''));
      const message = `The unit lacks ${missing.map(([, , written]) => written).join(', ')}`;
      return missing.length === 0
        ? []
        : [{ place: { file: path }, message, identity: 'hardening' }];
    });
    return failBy(findings, 'all four are set');
  },
  examples: [
    {
      title: 'shut in',
      given: unit('NoNewPrivileges=yes\nProtectSystem=full\nProtectHome=true\nPrivateTmp=yes\n'),
      expect: 'pass',
    },
    { title: 'nothing', given: unit(''), expect: 'fail', at: ['shop.service'] },
    {
      title: 'switched off, and in another section',
      given: unit(
        'NoNewPrivileges=no\nProtectSystem=full\nPrivateTmp=yes\n[Install]\nProtectHome=yes\n',
      ),
      expect: 'fail',
    },
    { title: 'no unit', given: { 'a.txt': '' }, expect: 'not-applicable' },
  ],
});

function unit(lines: string): Readonly<Record<string, string>> {
  return { 'shop.service': `[Service]\nExecStart=/usr/bin/node server.js\n${lines}` };
}
