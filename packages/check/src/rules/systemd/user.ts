import { codeFrame, lineOf } from '../../analysis/code-frame.ts';
import { appUnits } from '../../analysis/infrastructure/units.ts';
import { defineRule, failBy, notApplicable, type Rule } from '../rule.ts';

/** systemd starts the app as another user than root. */
export const rule: Rule = defineRule({
  id: 'systemd/user',
  practice: 'I5',
  severity: 'high',
  confidence: 'certain',
  cwe: 250,
  controls: ['asvs5:13.2.2', 'pci-dss4:7.2.2'],
  title: 'Units of systemd start the app as another user than root',
  why: 'A unit without a user starts as root: a hole in the app is then the whole machine.',
  fix: 'Write `User=shop` or `DynamicUser=yes` into [Service]; for a port below 1024 `AmbientCapabilities=CAP_NET_BIND_SERVICE`.',
  needs: ['settings'],
  run({ settings }) {
    const units = appUnits(settings);
    if (units.length === 0) return notApplicable('no unit of systemd starts an app of Node.js');
    const findings = units
      .filter(({ service }) => {
        const user = service.get('User');
        const isDynamic = /^(yes|true|on|1)$/i.test(service.get('DynamicUser') ?? '');
        return !isDynamic && (user === undefined || user === '' || /^(root|0)$/.test(user));
      })
      .map(({ path, text, service }) => {
        const line =
          lineOf(text, service.has('User') ? /^\s*User\s*=/m : /^\s*ExecStart\s*=/m) ?? 1;
        return {
          place: { file: path, line },
          message: 'The unit starts the app as root',
          identity: 'root',
          frame: codeFrame(text, line),
        };
      });
    return failBy(findings, units.map(({ path }) => path).join(', '));
  },
  examples: [
    { title: 'a user', given: unit('User=shop\n'), expect: 'pass' },
    { title: 'a user made for it', given: unit('DynamicUser=yes\n'), expect: 'pass' },
    { title: 'nobody named', given: unit(''), expect: 'fail', at: ['deploy/shop.service:2'] },
    { title: 'root', given: unit('User=root\n'), expect: 'fail', at: ['deploy/shop.service:3'] },
    {
      title: 'another program',
      given: { 'a.service': '[Service]\nExecStart=/usr/sbin/nginx\n' },
      expect: 'not-applicable',
    },
  ],
});

function unit(lines: string): Readonly<Record<string, string>> {
  return { 'deploy/shop.service': `[Service]\nExecStart=/usr/bin/node server.js\n${lines}` };
}
