import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { domainSource } from '@castellan/check';
import { parseFlags } from '../../parse-flags.ts';
import { UsageError } from '../../usage-error.ts';
import { judgeSource, sourceFlags } from '../check/judge-source.ts';
import { outputUsage } from '../check/output-flags.ts';
import type { Command } from '../command.ts';

/** Judges a domain by what resolvers and its registry say. */
export const checkDomain: Command = {
  name: 'check domain',
  summary: 'Judge a domain: registration, name servers, DNSSEC, mail, aliases that lead nowhere',
  usage: `NAME [--resolver ADDRESS]... [--selector NAME]... [--only ID]... [...]

  NAME                the domain: example.com
  --resolver ADDRESS  ask this resolver instead of that of the machine: 9.9.9.9, 127.0.0.1:5353; may be
                      repeated. One that verifies (DNSSEC) tells more
  --selector NAME     a DKIM selector, the s=… of a mail that you sent; may be repeated. Left out: usual ones
  --name LABEL        a name below the domain whose alias is looked at beside the usual ones; may be repeated
  --rdap URL          the RDAP server of the registry, where Castellan knows none
  --only ID           a rule (mail/spf), a theme (mail) or a practice (I14); may be repeated
  --strict            what is unknown makes the run incomplete
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

function run([given, ...others]: readonly string[]): Promise<number> {
  const name = domainOf(given);
  const flags = parseFlags(others, {
    resolver: { type: 'string', multiple: true },
    selector: { type: 'string', multiple: true },
    name: { type: 'string', multiple: true },
    rdap: { type: 'string' },
    ...sourceFlags,
  });
  const options = {
    name,
    resolvers: (flags.resolver ?? []).map(resolverOf),
    selectors: labels('--selector', flags.selector ?? []),
    names: labels('--name', flags.name ?? []),
    ...(flags.rdap !== undefined && { rdapServer: rdapOf(flags.rdap) }),
  };
  return judgeSource('domain', () => domainSource(options), flags);
}

function domainOf(given: string | undefined): string {
  if (given === undefined || given.startsWith('-'))
    throw new UsageError('which domain? castellan check domain example.com');
  const name = domainToASCII(given.trim().replace(/\.$/, '').toLowerCase());
  const isName = /^[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})+$/.test(name) && name.length <= 253;
  if (!isName || isIP(name) !== 0)
    throw new UsageError(`${JSON.stringify(given)} is no domain such as example.com`);
  return name;
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
