import { siteSource } from '@castellan/check';
import { parseFlags } from '../../parse-flags.ts';
import { UsageError } from '../../usage-error.ts';
import { siteAt } from '../check/judge-all.ts';
import { judgeSource, sourceFlags } from '../check/judge-source.ts';
import { outputUsage } from '../check/output-flags.ts';
import type { Command } from '../command.ts';

/** Judges a running site from outside. */
export const checkSite: Command = {
  name: 'check site',
  summary: 'Judge a running site: headers, cookies, TLS, exposed files',
  usage: `URL [--only ID]... [--format FORMAT] [--output FILE]... [...]

  URL           the site, as a visitor types it: https://app.example.com
  --only ID     a rule (headers/csp), a theme (headers) or a practice (C6); may be repeated
  --strict      what is unknown makes the run incomplete
${outputUsage}
  --send-to URL also send the report to the team's watch: see castellan check --help
  --require-sent  with --send-to: end in 3 when watch did not take the report
  --profile     tell which collectors and rules took how long

  Asks a few dozen times, as a browser does: no form is sent, nothing is changed. Look at sites that
  are yours. Exit codes are those of castellan check.`,
  examples: [
    'castellan check site https://app.example.com',
    'castellan check site http://localhost:3000 --only C6',
  ],
  run,
};

function run([address, ...others]: readonly string[]): Promise<number> {
  const url = urlOf(address);
  return judgeSource('site', () => siteSource(url), parseFlags(others, sourceFlags));
}

function urlOf(address: string | undefined): URL {
  if (address === undefined || address.startsWith('-'))
    throw new UsageError('which site? castellan check site https://app.example.com');
  return siteAt(address);
}
