import { linesBehindStart } from '../../analysis/infrastructure/unit-edit.ts';
import { appUnits, gainsRights, type Unit } from '../../analysis/infrastructure/units.ts';
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
      const missing = wantedBy({ service });
      const message = `The unit lacks ${missing.map(([, , written]) => written).join(', ')}`;
      return missing.length === 0
        ? []
        : [{ place: { file: path }, message, identity: 'hardening' }];
    });
    return failBy(findings, 'all four are set');
  },
  mend: {
    needsUnsafe: true,
    title: 'Write the lines that are missing behind the start command; the system as `full`',
    reads: ['texts'],
    offer({ place }, { settings, texts }) {
      const unit = appUnits(settings).find(({ path }) => path === place?.file);
      if (!unit || !texts) return undefined;
      // A line that is there and says otherwise was written by somebody.
      const missing = wanted.filter(([key]) => !unit.service.has(key));
      if (missing.length === 0 || wantedBy(unit).length !== missing.length) return undefined;
      const edit = linesBehindStart(
        unit,
        missing.map(([, , written]) => written.replace('strict', 'full')),
      );
      if (!edit) return undefined;
      const { to } = edit;
      const usesHome = /\/(home|root)\/|%h/.test(unit.text);
      const usesTmp = /\/tmp\b/.test(unit.text);
      const usesSystem =
        /^(\/usr|\/etc|\/boot)\b/.test(unit.service.get('WorkingDirectory') ?? '') ||
        /\s\/(?:usr|etc|boot)\//.test(unit.service.get('ExecStart') ?? '');
      const isUnsafe =
        (usesHome && to.includes('Home')) ||
        (usesTmp && to.includes('Tmp')) ||
        (usesSystem && to.includes('System')) ||
        (to.includes('Privileges') && gainsRights(unit, texts.files));
      return {
        title: `Shut the app of ${unit.path} in`,
        edits: [edit],
        afterwards: 'run systemctl daemon-reload, and start the unit once',
        ...(isUnsafe && { isUnsafe }),
      };
    },
  },
  examples: [
    {
      title: 'shut in',
      given: unit('NoNewPrivileges=yes\nProtectSystem=full\nProtectHome=true\nPrivateTmp=yes\n'),
      expect: 'pass',
    },
    {
      title: 'nothing',
      given: unit(''),
      expect: 'fail',
      at: ['shop.service'],
      fixed: unit('NoNewPrivileges=yes\nProtectSystem=full\nProtectHome=yes\nPrivateTmp=yes\n'),
    },
    {
      title: 'nothing, and an app that calls sudo',
      given: { ...unit(''), 'a.js': "exec('sudo reboot');" },
      expect: 'fail',
      fixed: unit('NoNewPrivileges=yes\nProtectSystem=full\nProtectHome=yes\nPrivateTmp=yes\n'),
    },
    {
      title: 'nothing, and an app that lies where programs do',
      given: {
        'a.service': '[Service]\nExecStart=/usr/bin/node /usr/lib/shop/app.js\nPrivateTmp=yes\n',
      },
      expect: 'fail',
      fixed: {
        'a.service':
          '[Service]\nExecStart=/usr/bin/node /usr/lib/shop/app.js\nNoNewPrivileges=yes\nProtectSystem=full\nProtectHome=yes\nPrivateTmp=yes\n',
      },
    },
    {
      title: 'two of four, and a command on two lines',
      given: {
        'shop.service':
          '# ours\n[Service]\nExecStart=/usr/bin/node \\\n  server.js\nPrivateTmp=yes\nProtectHome=yes\n[Install]\nWantedBy=multi-user.target\n',
      },
      expect: 'fail',
      fixed: {
        'shop.service':
          '# ours\n[Service]\nExecStart=/usr/bin/node \\\n  server.js\nNoNewPrivileges=yes\nProtectSystem=full\nPrivateTmp=yes\nProtectHome=yes\n[Install]\nWantedBy=multi-user.target\n',
      },
    },
    {
      title: 'switched off, and in another section',
      given: unit(
        'NoNewPrivileges=no\nProtectSystem=full\nPrivateTmp=yes\n[Install]\nProtectHome=yes\n',
      ),
      expect: 'fail',
      fixed: {},
    },
    { title: 'no unit', given: { 'a.txt': '' }, expect: 'not-applicable' },
  ],
});

/** What the unit lacks. */
function wantedBy({ service }: Pick<Unit, 'service'>): typeof wanted {
  return wanted.filter(([key, value]) => !value.test(service.get(key) ?? ''));
}

function unit(lines: string): Readonly<Record<string, string>> {
  return { 'shop.service': `[Service]\nExecStart=/usr/bin/node server.js\n${lines}` };
}
