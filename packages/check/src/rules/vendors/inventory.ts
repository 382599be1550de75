import { assetsFile as file } from '../../analysis/statement-files.ts';
import { vendorOf } from '../../analysis/vendor-packages.ts';
import { defineRule, failBy, notApplicable, type Rule, type RuleFinding } from '../rule.ts';

const dayMs = 86_400_000;
const mostDays = 365;

/** Every company that the app sends data to is on a list. */
export const rule: Rule = defineRule({
  id: 'vendors/inventory',
  practice: 'M4',
  severity: 'low',
  confidence: 'likely',
  cwe: 1059,
  controls: ['iso27001:A.5.22', 'soc2:CC9.2'],
  title: 'Every company that the app sends data to is on a list, with an owner',
  why: 'When a vendor is broken into you have hours to turn keys over and tell people, if you know that you use it and what it holds.',
  fix: `Write it into ${file}: \`"vendors": [{ "name": "Stripe", "packages": ["stripe"], "owner": "ana", "data": "payments", "reviewed": "2026-11-01" }]\`; watch tells of breaches.`,
  needs: ['assets', 'packages'],
  run({ assets: { vendors }, packages }, { now }) {
    const used = packages.flatMap(({ manifest }) =>
      Object.keys(manifest.dependencies).flatMap((name) => {
        const vendor = vendorOf(name);
        return vendor === undefined ? [] : [{ name, vendor, place: { file: manifest.path } }];
      }),
    );
    const listed = vendors ?? [];
    if (used.length === 0 && listed.length === 0)
      return notApplicable('no package here is known to send data to a company');
    const missing = used.filter(
      ({ name, vendor }) =>
        !listed.some(
          (one) => one.packages.includes(name) || one.name.toLowerCase() === vendor.toLowerCase(),
        ),
    );
    const byVendor = new Map(missing.map((one) => [one.vendor, one]));
    const old = listed.filter(
      ({ reviewed }) => (now - Date.parse(reviewed)) / dayMs > mostDays + 1,
    );
    return failBy(
      [
        ...[...byVendor.values()].map(({ name, vendor, place }): RuleFinding => ({
          place,
          message: `${vendor} (${name}) is on no list of vendors`,
          identity: vendor,
        })),
        ...old.map(({ name, reviewed }): RuleFinding => ({
          place: { file },
          message: `${name} was looked at last on ${reviewed}`,
          identity: `${name} reviewed`,
        })),
      ],
      listed.map(({ name }) => name).join(', '),
    );
  },
  examples: [
    {
      title: 'on the list',
      given: { ...using('stripe'), ...listing('2026-01-10') },
      expect: 'pass',
    },
    { title: 'on none', given: using('stripe'), expect: 'fail', at: ['package.json'] },
    {
      title: 'another one',
      given: { ...using('openai'), ...listing('2026-01-10') },
      expect: 'fail',
    },
    {
      title: 'looked at years ago',
      given: { ...using('stripe'), ...listing('2024-01-10') },
      expect: 'fail',
      at: [file],
    },
    { title: 'a list that is none', given: { ...using('stripe'), [file]: '{' }, expect: 'unknown' },
    { title: 'no such package', given: using('express'), expect: 'not-applicable' },
  ],
});

function using(name: string): Readonly<Record<string, string>> {
  return { 'package.json': JSON.stringify({ dependencies: { [name]: '1' } }) };
}

function listing(reviewed: string): Readonly<Record<string, string>> {
  const vendors = [
    { name: 'Stripe', packages: ['stripe'], owner: 'ana', data: 'payments', reviewed },
  ];
  return { [file]: JSON.stringify({ version: 1, vendors }) };
}
