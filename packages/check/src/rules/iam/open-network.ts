import { dataStorePorts } from '../../analysis/host/ports.ts';
import type { HclBlock } from '../../analysis/infrastructure/hcl.ts';
import { resourcesOf, texts } from '../../analysis/infrastructure/policies.ts';
import { mapOf } from '../../analysis/workflow.ts';
import { infrastructureRule } from '../infrastructure-rule.ts';
import type { Rule, RuleFinding } from '../rule.ts';

const adminPorts: Readonly<Record<number, string>> = {
  22: 'ssh',
  3389: 'remote desktop',
  2375: 'Docker',
  6443: 'Kubernetes',
  9229: 'the debugger of Node.js',
};
const everywhere = new Set(['0.0.0.0/0', '::/0', '*', 'Internet']);

interface Opening {
  readonly place: { readonly file: string; readonly line: number };
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** Networks of the cloud let the world in to the site alone. */
export const rule: Rule = infrastructureRule({
  id: 'iam/open-network',
  practice: 'P6',
  severity: 'high',
  confidence: 'likely',
  cwe: 668,
  controls: ['iso27001:A.8.20', 'soc2:CC6.6'],
  title: 'Security groups open neither ssh nor databases to the world',
  why: 'Scanners try every address of the clouds every day: an open ssh or database port is found within the hour.',
  fix: 'Limit the source to your own network or to another security group; reach machines by a session manager or a VPN.',
  what: 'security groups',
  judge({ terraform, manifests }) {
    const groups = resourcesOf(
      terraform,
      /^aws_(security_group|default_security_group|security_group_rule|vpc_security_group_ingress_rule)$|^google_compute_firewall$|^azurerm_network_security_rule$/,
    );
    const stacks = manifests.flatMap(({ path, line, data }) =>
      Object.entries(mapOf(mapOf(data)['Resources'])).flatMap(([name, value]) =>
        /^AWS::EC2::SecurityGroup(Ingress)?$/.test(String(mapOf(value)['Type']))
          ? [{ path, line, name, given: mapOf(mapOf(value)['Properties']) }]
          : [],
      ),
    );
    const openings = [
      ...groups.flatMap(({ file, block, name }) => openingsIn(file, block, name)),
      ...stacks.flatMap(({ path, line, name, given }) => {
        const rules: unknown[] = Array.isArray(given['SecurityGroupIngress'])
          ? given['SecurityGroupIngress']
          : [given];
        return rules
          .map(mapOf)
          .filter((one) => everywhere.has(String(one['CidrIp'] ?? one['CidrIpv6'])))
          .map((one): Opening => ({
            place: { file: path, line },
            name,
            from: Number(one['FromPort'] ?? 0),
            to: Number(one['ToPort'] ?? 65_535),
          }));
      }),
    ];
    return {
      findings: openings.flatMap((one) => findingOf(one) ?? []),
      seen: groups.length + stacks.length,
    };
  },
  examples: [
    {
      title: 'the site',
      given: group('from_port = 443\n    to_port = 443\n    cidr_blocks = ["0.0.0.0/0"]'),
      expect: 'pass',
    },
    {
      title: 'ssh from the office',
      given: group('from_port = 22\n    to_port = 22\n    cidr_blocks = ["198.51.100.0/24"]'),
      expect: 'pass',
    },
    {
      title: 'ssh from everywhere',
      given: group('from_port = 22\n    to_port = 22\n    cidr_blocks = ["0.0.0.0/0"]'),
      expect: 'fail',
      at: ['sg.tf:2'],
    },
    {
      title: 'all ports',
      given: group(
        'from_port = 0\n    to_port = 0\n    protocol = "-1"\n    ipv6_cidr_blocks = ["::/0"]',
      ),
      expect: 'fail',
    },
    {
      title: 'a database, by a rule of its own',
      given: {
        'sg.tf':
          'resource "aws_security_group_rule" "db" {\n  type = "ingress"\n  from_port = 5432\n  to_port = 5432\n  cidr_blocks = ["0.0.0.0/0"]\n}\n',
      },
      expect: 'fail',
    },
    {
      title: 'a firewall of Google',
      given: {
        'f.tf':
          'resource "google_compute_firewall" "a" {\n  source_ranges = ["0.0.0.0/0"]\n  allow {\n    protocol = "tcp"\n    ports = ["22"]\n  }\n}\n',
      },
      expect: 'fail',
    },
    {
      title: 'a rule of Azure, and one for a port of the site',
      given: {
        'n.tf': azure('Allow', '22') + azure('Allow', '443') + azure('Deny', '3389'),
      },
      expect: 'fail',
      at: ['n.tf:1'],
    },
    {
      title: 'lists of Azure',
      given: {
        'n.tf':
          azure('Allow', '443') +
          'resource "azurerm_network_security_rule" "r" {\n  direction = "Inbound"\n  access = "Allow"\n  source_address_prefixes = ["198.51.100.0/24", "0.0.0.0/0"]\n  destination_port_ranges = ["443", "3389"]\n}\n',
      },
      expect: 'fail',
      at: ['n.tf:7'],
    },
    {
      title: 'ICMP of Azure, which has no ports',
      given: {
        'n.tf': azure('Allow', '22').replace('direction', 'protocol = "Icmp"\n  direction'),
      },
      expect: 'pass',
    },
    {
      title: 'many ports that nobody names',
      given: group('from_port = 40000\n    to_port = 50000\n    cidr_blocks = ["0.0.0.0/0"]'),
      expect: 'fail',
    },
    {
      title: 'CloudFormation',
      given: {
        'stack.yaml':
          'AWSTemplateFormatVersion: "2010-09-09"\nResources:\n  G:\n    Type: AWS::EC2::SecurityGroup\n    Properties:\n      SecurityGroupIngress:\n        - CidrIp: 0.0.0.0/0\n          FromPort: 3306\n          ToPort: 3306\n',
      },
      expect: 'fail',
    },
  ],
});

function openingsIn(file: string, block: HclBlock, name: string): Opening[] {
  const value = (of: HclBlock, key: string): unknown => of.attributes[key]?.value;
  const type = block.labels[0]!;
  if (type === 'google_compute_firewall')
    return texts(value(block, 'source_ranges')).some((one) => everywhere.has(one))
      ? block.blocks
          .filter((one) => one.type === 'allow')
          .flatMap((allow) => {
            const ports = texts(value(allow, 'ports'));
            return (ports.length === 0 ? ['0-65535'] : ports).map((port) =>
              ranged(port, file, allow.line, name),
            );
          })
      : [];
  if (type === 'azurerm_network_security_rule')
    return value(block, 'direction') === 'Inbound' &&
      value(block, 'access') === 'Allow' &&
      // ICMP has no ports.
      !/^icmp$/i.test(String(value(block, 'protocol'))) &&
      ['source_address_prefix', 'source_address_prefixes'].some((key) =>
        texts(value(block, key)).some((one) => everywhere.has(one)),
      )
      ? ['destination_port_range', 'destination_port_ranges']
          .flatMap((key) => texts(value(block, key)))
          .map((port) => ranged(port, file, block.line, name))
      : [];
  const rules = type.endsWith('_rule')
    ? value(block, 'type') === 'egress'
      ? []
      : [block]
    : block.blocks.filter((one) => one.type === 'ingress');
  return rules.flatMap((one) => {
    const sources = ['cidr_blocks', 'ipv6_cidr_blocks', 'cidr_ipv4', 'cidr_ipv6'].flatMap((key) =>
      texts(value(one, key)),
    );
    if (!sources.some((source) => everywhere.has(source))) return [];
    const isAll = String(value(one, 'protocol') ?? value(one, 'ip_protocol')) === '-1';
    const [from, to] = isAll
      ? [0, 65_535]
      : [Number(value(one, 'from_port')), Number(value(one, 'to_port'))];
    return Number.isNaN(from) || Number.isNaN(to)
      ? []
      : [{ place: { file, line: one.line }, name, from, to }];
  });
}

function ranged(port: string, file: string, line: number, name: string): Opening {
  const [from, to] = port === '*' ? [0, 65_535] : port.split('-').map(Number);
  return { place: { file, line }, name, from: from ?? 0, to: to ?? from ?? 0 };
}

function findingOf({ place, name, from, to }: Opening): RuleFinding | undefined {
  if (to - from > 1000)
    return {
      place,
      message: `${name} opens ports ${from} to ${to} to the world`,
      identity: `${name} all`,
    };
  const known = { ...dataStorePorts, ...adminPorts };
  const port = Object.keys(known)
    .map(Number)
    .find((one) => from <= one && one <= to);
  return port === undefined
    ? undefined
    : {
        place,
        message: `${name} opens port ${port} (${known[port]}) to the world`,
        identity: `${name} ${port}`,
      };
}

function group(ingress: string): Readonly<Record<string, string>> {
  return {
    'sg.tf': `resource "aws_security_group" "web" {\n  ingress {\n    ${ingress}\n  }\n}\n`,
  };
}

function azure(access: string, port: string): string {
  return `resource "azurerm_network_security_rule" "r${port}" {\n  direction = "Inbound"\n  access = "${access}"\n  source_address_prefix = "*"\n  destination_port_range = "${port}"\n}\n`;
}
