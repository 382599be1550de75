import type { Alias } from '../../analysis/domain/facts.ts';
import { claimableAt } from '../../analysis/domain/takeover.ts';
import { found, madeUpAliases, noAnswer, noName } from '../domain-example.ts';
import { defineRule, failBy, type Rule, type RuleFinding, unknown } from '../rule.ts';

/** No name leads to something that was given up. */
export const rule: Rule = defineRule({
  id: 'dns/dangling',
  practice: 'I14',
  severity: 'medium',
  confidence: 'possible',
  cwe: 672,
  controls: ['iso27001:A.8.20', 'soc2:CC7.2'],
  title: 'Aliases lead to what is there',
  why: 'Whoever claims what an alias still leads to shows their page under your name, with its cookies and its good reputation.',
  fix: 'Delete the alias, or set up again what it leads to; delete records first when a service is given up.',
  needs: ['domainAliases'],
  run({ domainAliases: { aliases, asked, untold } }) {
    const findings = aliases.flatMap((alias) => findingOf(alias) ?? []);
    const silent = [
      ...untold,
      ...aliases.filter(({ addresses }) => addresses.status === 'failed').map(({ name }) => name),
    ];
    if (findings.length === 0 && silent.length > 0)
      return unknown(`where ${silent.slice(0, 5).join(', ')} lead: try another --resolver`);
    return failBy(findings, `${aliases.length} aliases among ${asked} names lead somewhere`);
  },
  examples: [
    { title: 'an alias to a page', evidence: { domainAliases: madeUpAliases() }, expect: 'pass' },
    {
      title: 'a page that was given up, where anybody may claim it',
      evidence: { domainAliases: leadingTo('old-shop.azurewebsites.net') },
      expect: 'fail',
    },
    {
      title: 'the domain that it leads to is free',
      evidence: { domainAliases: leadingTo('cdn.gone.example', false) },
      expect: 'fail',
    },
    {
      title: 'an address that is gone, in the hands of its owner',
      evidence: { domainAliases: leadingTo('lb-1.partner.example', true) },
      expect: 'fail',
    },
    {
      title: 'a target without addresses, such as one for mail alone',
      evidence: {
        domainAliases: madeUpAliases({
          aliases: [
            { name: 'x.shop.example', target: 'y.github.io', addresses: { status: 'none' } },
          ],
        }),
      },
      expect: 'pass',
    },
    {
      title: 'no answer for one of the names',
      evidence: { domainAliases: madeUpAliases({ untold: ['api.shop.example'] }) },
      expect: 'unknown',
    },
    {
      title: 'no answer for what it leads to',
      evidence: {
        domainAliases: madeUpAliases({
          aliases: [{ name: 'x.shop.example', target: 'y.github.io', addresses: noAnswer }],
        }),
      },
      expect: 'unknown',
    },
  ],
});

function findingOf({
  name,
  target,
  addresses,
  isTargetRegistered,
}: Alias): RuleFinding | undefined {
  if (addresses.status !== 'no-name') return undefined;
  const service = claimableAt(target);
  const base = { place: { file: name }, identity: target };
  if (isTargetRegistered === false)
    return {
      ...base,
      message: `${name} leads to ${target}, whose domain nobody owns`,
      severity: 'high',
      confidence: 'likely',
    };
  if (service !== undefined)
    return {
      ...base,
      message: `${name} leads to ${target}, which is not there: at ${service} somebody else may claim it`,
      severity: 'high',
    };
  return { ...base, message: `${name} leads to ${target}, which is not there`, severity: 'low' };
}

function leadingTo(
  target: string,
  isTargetRegistered: boolean = true,
): ReturnType<typeof madeUpAliases> {
  return madeUpAliases({
    aliases: [
      { name: 'www.shop.example', target: 'shop.example', addresses: found('192.0.2.1') },
      { name: 'old.shop.example', target, addresses: noName, isTargetRegistered },
    ],
  });
}
