import { siteSource } from '@castellan/check';
import { parseFlags } from '../../parse-flags.ts';
import { UsageError } from '../../usage-error.ts';
import { siteNamed } from '../../configuration/target-names.ts';
import { configUsage, judgeSource, sourceFlags } from '../check/judge-source.ts';
import { outputUsage } from '../check/output-flags.ts';
import type { Command } from '../command.ts';

/** Judges a running site from outside. */
export const checkSite: Command = {
  name: 'check site',
  summary:
    'Judge a running site: headers, cookies, TLS, exposed files; or TLS of a mail server, a database…',
  usage: `[URL] [--only ID]... [--format FORMAT] [--output FILE]... [...]

  URL           the site, as a visitor types it: https://app.example.com; or another server, of which TLS is
                judged: smtp://mail.example.com:587, imap://, pop3://, ftp://, ldap://, xmpp://, postgres://,
                mysql://, and those that begin with TLS: smtps://, imaps://, ldaps://, rediss://, amqps://;
                left out: those that the configuration names
  --only ID     a rule (headers/csp), a theme (headers) or a practice (C6); may be repeated
  --strict      what is unknown makes the run incomplete
${configUsage}
${outputUsage}
  --send-to URL also send the report to the team's watch: see castellan check --help
  --require-sent  with --send-to: end in 3 when watch did not take the report
  --profile     tell which collectors and rules took how long

  Asks a few dozen times, as a browser does: no form is sent, nothing is changed. Look at sites that
  are yours. Exit codes are those of castellan check.`,
  examples: [
    'castellan check site https://app.example.com',
    'castellan check site http://localhost:3000 --only C6',
    'castellan check site postgres://db.example.com',
  ],
  run,
};

function run(argv: readonly string[]): Promise<number> {
  const [address, ...others] = argv;
  const isGiven = address !== undefined && !address.startsWith('-');
  const flags = parseFlags(isGiven ? others : argv, sourceFlags);
  const url = isGiven ? siteNamed(address) : undefined;
  if (isGiven && url === undefined)
    throw new UsageError(`${JSON.stringify(address)} is no address of a site or a server`);
  return judgeSource(
    'site',
    url && (() => siteSource(url)),
    flags,
    'which site? castellan check site https://app.example.com, or name some in castellan.config.ts',
  );
}
