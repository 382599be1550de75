import { linesBehindStart } from '../../analysis/infrastructure/unit-edit.ts';
import { appUnits, gainsRights, type Unit } from '../../analysis/infrastructure/units.ts';
import { defineRule, failBy, notApplicable, type Rule } from '../rule.ts';

/** What a process needs that loads modules, sets limits for others or is old: no app of Node.js. */
const wanted = [
  'ProtectKernelModules',
  'ProtectKernelLogs',
  'ProtectControlGroups',
  'RestrictRealtime',
  'LockPersonality',
] as const;
const on = /^(yes|true|on|1|private|strict)$/i;

/** Units keep apps away from the kernel. */
export const rule: Rule = defineRule({
  id: 'systemd/kernel',
  practice: 'I5',
  severity: 'low',
  confidence: 'certain',
  cwe: 693,
  controls: ['asvs5:15.2.5', 'iso27001:A.8.9'],
  title: 'Units of systemd keep apps away from the kernel',
  why: 'Who broke into the app tries the kernel next: its modules, its log that tells addresses, and calls that no app uses.',
  fix: 'Write `ProtectKernelModules=yes`, `ProtectKernelLogs=yes`, `ProtectControlGroups=yes`, `RestrictRealtime=yes` and `LockPersonality=yes`.',
  needs: ['settings'],
  run({ settings }) {
    const units = appUnits(settings);
    if (units.length === 0) return notApplicable('no unit of systemd starts an app of Node.js');
    const findings = units.flatMap((unit) => {
      const missing = missingOf(unit);
      const message = `The unit lacks ${missing.map((key) => `${key}=yes`).join(', ')}`;
      return missing.length === 0
        ? []
        : [{ place: { file: unit.path }, message, identity: 'kernel' }];
    });
    return failBy(findings, 'all five are set');
  },
  mend: {
    title: 'Write the lines that are missing behind the start command of an app that is not root',
    reads: ['texts'],
    offer({ place }, { settings, texts }) {
      const unit = appUnits(settings).find(({ path }) => path === place?.file);
      if (!unit || !texts || !isOther(unit)) return undefined;
      const missing = missingOf(unit);
      // A line that is there and says otherwise was written by somebody; for a user who is not root each of
      // these also means NoNewPrivileges, with which sudo does not work.
      if (missing.some((key) => unit.service.has(key)) || gainsRights(unit, texts.files))
        return undefined;
      const edit = linesBehindStart(
        unit,
        missing.map((key) => `${key}=yes`),
      );
      return (
        edit && {
          title: `Keep the app of ${unit.path} away from the kernel`,
          edits: [edit],
          afterwards: 'run systemctl daemon-reload, and start the unit once',
        }
      );
    },
  },
  examples: [
    {
      title: 'all of them',
      given: unit(wanted.map((key) => `${key}=true\n`).join('')),
      expect: 'pass',
    },
    {
      title: 'nothing',
      given: unit('User=shop\n'),
      expect: 'fail',
      at: ['shop.service'],
      fixed: unit(
        'ProtectKernelModules=yes\nProtectKernelLogs=yes\nProtectControlGroups=yes\nRestrictRealtime=yes\nLockPersonality=yes\nUser=shop\n',
      ),
    },
    {
      title: 'some of them, and a user of systemd',
      given: unit(
        'DynamicUser=yes\nRestrictRealtime=yes\nProtectControlGroups=strict\nProtectKernelLogs=1\n',
      ),
      expect: 'fail',
      fixed: unit(
        'ProtectKernelModules=yes\nLockPersonality=yes\nDynamicUser=yes\nRestrictRealtime=yes\nProtectControlGroups=strict\nProtectKernelLogs=1\n',
      ),
    },
    {
      title: 'root, who may do any of it on purpose',
      given: { ...unit(''), 'b.service': unit('User=root\n')['shop.service']! },
      expect: 'fail',
      fixed: {},
    },
    {
      title: 'an app that calls sudo',
      given: { ...unit('User=shop\n'), 'a.js': "execFile('sudo', ['reboot']);" },
      expect: 'fail',
      fixed: {},
    },
    {
      title: 'switched off',
      given: unit('User=shop\nLockPersonality=no\n'),
      expect: 'fail',
      fixed: {},
    },
    { title: 'no unit', given: { 'a.txt': '' }, expect: 'not-applicable' },
  ],
});

function missingOf({ service }: Unit): readonly string[] {
  return wanted.filter((key) => !on.test(service.get(key) ?? ''));
}

function isOther({ service }: Unit): boolean {
  const user = service.get('User') ?? '';
  return on.test(service.get('DynamicUser') ?? '') || !/^(root|0+)?$/.test(user);
}

function unit(lines: string): Readonly<Record<string, string>> {
  return { 'shop.service': `[Service]\nExecStart=/usr/bin/node server.js\n${lines}` };
}
