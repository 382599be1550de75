import { isIP } from 'node:net';
import { domainSource } from '@castellan/check';
import { parseFlags } from '../../parse-flags.ts';
import { UsageError } from '../../usage-error.ts';
import { domainNamed } from '../../configuration/target-names.ts';
import { configUsage, judgeSource, sourceFlags } from '../check/judge-source.ts';
import { outputUsage } from '../check/output-flags.ts';
import type { Command } from '../command.ts';

/** Judges a domain by what resolvers and its registry say. */
export const checkDomain: Command = {
  name: 'check domain',
  summary: 'Judge a domain: registration, name servers, DNSSEC, mail, aliases that lead nowhere',
  usage: `[NAME] [--resolver ADDRESS]... [--selector NAME]... [--only ID]... [...]

  NAME                the domain: example.com; left out: those that the configuration names
  --resolver ADDRESS  ask this resolver instead of that of the machine: 9.9.9.9, 127.0.0.1:5353; may be
                      repeated. One that verifies (DNSSEC) tells more
  --selector NAME     a DKIM selector, the s=… of a mail that you sent; may be repeated. Left out: usual ones
  --name LABEL        a name below the domain whose alias is looked at beside the usual ones; may be repeated
  --rdap URL          the RDAP server of the registry, where Castellan knows none
  --only ID           a rule (mail/spf), a theme (mail) or a practice (I14); may be repeated
  --strict            what is unknown makes the run incomplete
${configUsage}
${outputUsage}
  --send-to URL       also send the report to the team's watch: see castellan check --help
  --require-sent      with --send-to: end in 3 when watch did not take the report
  --profile           tell which collectors and rules took how long

  Asks resolvers about a hundred questions, and the registry one. Exit codes are those of castellan check.`,
  examples: [
    'castellan check domain example.com',
    'castellan check domain example.com --resolver 9.9.9.9 --selector s1',
  ],
  run,
};

function run(argv: readonly string[]): Promise<number> {
  const [given, ...others] = argv;
  const isGiven = given !== undefined && !given.startsWith('-');
  const name = isGiven ? domainNamed(given) : undefined;
  if (isGiven && name === undefined)
    throw new UsageError(`${JSON.stringify(given)} is no domain such as example.com`);
  const flags = parseFlags(isGiven ? others : argv, {
    resolver: { type: 'string', multiple: true },
    selector: { type: 'string', multiple: true },
    name: { type: 'string', multiple: true },
    rdap: { type: 'string' },
    ...sourceFlags,
  });
  const options = {
    resolvers: (flags.resolver ?? []).map(resolverOf),
    selectors: labels('--selector', flags.selector ?? []),
    names: labels('--name', flags.name ?? []),
    ...(flags.rdap !== undefined && { rdapServer: rdapOf(flags.rdap) }),
  };
  return judgeSource(
    'domain',
    name === undefined ? undefined : () => domainSource({ name, ...options }),
    flags,
    'which domain? castellan check domain example.com, or name some in castellan.config.ts',
  );
}

/** Addresses alone: a name of a resolver would have to be resolved first. */
function resolverOf(given: string): string {
  const [, bracketed, four] =
    /^(?:\[([^\]]+)\](?::\d{1,5})?|([\d.]+)(?::\d{1,5})?)$/.exec(given) ?? [];
  if (isIP(given) === 0 && isIP(bracketed ?? four ?? '') === 0)
    throw new UsageError(
      `--resolver takes an address such as 9.9.9.9 or 127.0.0.1:5353, not ${JSON.stringify(given)}`,
    );
  return given;
}

function rdapOf(given: string): string {
  if (!URL.canParse(given) || !/^https?:$/.test(new URL(given).protocol))
    throw new UsageError(
      `--rdap takes an address such as https://rdap.example/, not ${JSON.stringify(given)}`,
    );
  return given;
}

function labels(flag: string, given: readonly string[]): string[] {
  const odd = given.find((one) => !/^[\w-]+(\.[\w-]+)*$/.test(one));
  if (odd !== undefined)
    throw new UsageError(`${flag} takes a name such as s1, not ${JSON.stringify(odd)}`);
  return given.map((one) => one.toLowerCase());
}
