import { setFlagsFromString } from 'node:v8';
import {
  baselineFile,
  check as judge,
  type CheckOptions,
  type CheckReport,
  type Reach,
  rules as allRules,
  standardText,
  standardView,
} from '@castellan/check';
import { teamSettings } from '../../configuration/team-settings.ts';
import { UsageError } from '../../usage-error.ts';
import { version } from '../../version.ts';
import type { Command } from '../command.ts';
import { advisoriesAt, advisoriesUsage } from './advisories-at.ts';
import { baselineAt, writeBaseline } from './baseline.ts';
import { cacheFor } from './cache-at.ts';
import { writeEvidencePack } from './evidence-pack.ts';
import { evidenceOf } from './evidence-of.ts';
import { outputsOf, outputUsage } from './output-flags.ts';
import { deliver } from './deliver.ts';
import { Progress } from './progress.ts';
import { destinationOf, exitCodeOf, sendReport, worst } from './send-report.ts';
import { profileText } from './profile.ts';
import { mend } from '../fix/mend.ts';
import { fixUsage } from '../fix/fix-flags.ts';
import { type CheckFlags, readFlags, standardsIn } from './check-flags.ts';
import { chooseRules } from './choose-rules.ts';
import { judgeAll, namedTargets } from './judge-all.ts';
import { outputsFor } from './output-for.ts';

/** Judges the repository in the working directory. */
export const check: Command = {
  name: 'check',
  summary: 'Judge this repository against the 41 practices',
  usage: `[--only ID]... [--staged] [--offline] [--format FORMAT] [--output FILE]... [...]

  --only ID          a rule (secrets/tree), a theme (secrets) or a practice (C12); may be repeated
  --publish          only what npm publish would take along: for a prepublishOnly script
  --staged           only what the next commit would take: for a pre-commit hook
  --all              also the sites, hosts, domains and images that the configuration names
  --config FILE      the configuration (default: castellan.config.ts, .mts, .js, .mjs or .json here)
  --standard NAME    tell it by the requirements of asvs, pci, iso27001, soc2, cis or nis2; may be repeated
  --evidence-pack FILE  also write a pack of evidence for an auditor: JSON lines, hash-chained and signed
  --offline          ask nothing of the network
${advisoriesUsage}
  --evidence FILE    judge what castellan collect wrote elsewhere, instead of this folder
  --baseline FILE    findings in it are known and fail nothing (default: ${baselineFile});
                     with the JSON of an earlier report, the trend is told too
  --write-baseline   write what is found now as the baseline
  --strict           what is unknown makes the run incomplete
${outputUsage}
  --send-to URL      also send the report to the team's watch, with the ingest token in
                     CASTELLAN_WATCH_TOKEN or CASTELLAN_TOKEN; alone it never changes the exit code
  --require-sent     with --send-to: end in 3 when watch did not take the report
  --no-cache         look at everything anew, and keep nothing for the next run
  --profile          tell which collectors and rules took how long
  --fix              mend what can be mended safely: shows the changes, asks, judges again
${fixUsage}

  Ends in 0 when the gate passed, 1 when a new finding of high severity and at least likely
  confidence was found, 2 when the command line makes no sense, 3 when the run is not whole.`,
  examples: [
    'castellan check',
    'castellan check --staged',
    'castellan check --all --output castellan.html',
    'castellan check --only C12 --only docker/user',
    'castellan check --output castellan.html --output castellan.sarif',
    'castellan check --format github',
    'castellan check --send-to https://watch.example.com',
    'castellan check --fix --dry-run',
    'castellan check --fix --yes --only ci',
  ],
  run,
};

async function run(argv: readonly string[]): Promise<number> {
  // Most of what a run makes dies at once: a young generation that grows takes 100 MB and saves no time.
  setFlagsFromString('--semi-space-growth-factor=1');
  const { flags, configuration } = readFlags(argv, process.cwd());
  const team = teamSettings(configuration);
  const rules = chooseRules(flags.only ?? [], flags);
  const outputs = outputsOf(flags);
  const destination = destinationOf(flags['send-to'], flags['require-sent']);
  const baseline = baselineAt(flags.baseline, flags['write-baseline']);
  if (flags.fix) {
    const wanted = rules.filter(({ id }) => team.rules.get(id) !== 'off');
    return mend({
      flags,
      outputs,
      rules: wanted,
      ...(baseline && { baseline }),
      withCommands: false,
    });
  }
  const others = flags.all
    ? namedTargets(configuration.check.targets ?? {}, advisoriesAt(flags.advisories, flags.offline))
    : [];
  const standards = standardsIn(flags);
  if (standards.length > 0 && outputs.printed !== 'terminal')
    throw new UsageError(
      '--standard is told at the terminal: print no other form, --output writes them',
    );
  const codes: number[] = [];
  const reports: CheckReport[] = [];
  const tell = async (report: CheckReport): Promise<void> => {
    reports.push(report);
    deliver(report, flags.all ? outputsFor(outputs, report) : outputs);
    const isSent = await sendReport(report, destination);
    codes.push(exitCodeOf(report, isSent, flags['require-sent']));
  };
  if (!flags.all || configuration.check.targets?.repository !== false) {
    const report = await judgeRepository(flags, { rules, team, ...(baseline && { baseline }) });
    if (flags['write-baseline']) {
      deliver(report, outputs);
      return writeBaseline(report, flags.baseline ?? baselineFile, rules);
    }
    await tell(report);
  }
  const { unreached } = await judgeAll(others, { isStrict: flags.strict, team, onReport: tell });
  for (const standard of standards)
    process.stdout.write(`\n${standardText(standardView(reports, allRules, standard), standard)}`);
  const pack = flags['evidence-pack'];
  if (pack !== undefined) writeEvidencePack(pack, reports, standards);
  return worst([...codes, ...(unreached.length > 0 ? [3] : [])]);
}

async function judgeRepository(
  flags: CheckFlags,
  options: Pick<CheckOptions, 'rules' | 'team' | 'baseline'>,
): Promise<CheckReport> {
  const progress = new Progress(process.stderr, options.rules?.length ?? 0);
  const refused: Reach[] = flags.offline ? ['network'] : [];
  const cached = cacheFor(process.cwd(), flags.cache);
  const { target, provide, timings } = evidenceOf(flags.evidence, {
    refused,
    advisories: advisoriesAt(flags.advisories, flags.offline),
    cache: cached.cache,
    onCollect: (title) => progress.collecting(title),
  });
  const report = await judge({
    ...options,
    target,
    castellan: version(),
    provide,
    now: Date.now(),
    isStrict: flags.strict,
    onRule: (rule) => progress.judging(rule),
  });
  progress.end();
  if (flags.profile) process.stderr.write(profileText(report, timings(), cached.problem));
  return report;
}
