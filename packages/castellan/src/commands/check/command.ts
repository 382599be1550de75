import { baselineFile, check as judge, type Reach } from '@castellan/check';
import { parseFlags } from '../../parse-flags.ts';
import { UsageError } from '../../usage-error.ts';
import { version } from '../../version.ts';
import type { Command } from '../command.ts';
import { baselineAt, writeBaseline } from './baseline.ts';
import { cacheFor } from './cache-at.ts';
import { evidenceOf } from './evidence-of.ts';
import { outputFlags, outputsOf, outputUsage } from './output-flags.ts';
import { deliver } from './deliver.ts';
import { Progress } from './progress.ts';
import { destinationOf, exitCodeOf, sendFlags, sendReport } from './send-report.ts';
import { profileText } from './profile.ts';
import { mend } from '../fix/mend.ts';
import { fixFlags, fixUsage } from '../fix/fix-flags.ts';
import { chooseRules } from './choose-rules.ts';

/** Judges the repository in the working directory. */
export const check: Command = {
  name: 'check',
  summary: 'Judge this repository against the 41 practices',
  usage: `[--only ID]... [--staged] [--offline] [--format FORMAT] [--output FILE]... [...]

  --only ID          a rule (secrets/tree), a theme (secrets) or a practice (C12); may be repeated
  --staged           only what the next commit would take: for a pre-commit hook
  --offline          ask nothing of the network
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
  const flags = parseFlags(argv, {
    only: { type: 'string', multiple: true },
    staged: { type: 'boolean', default: false },
    offline: { type: 'boolean', default: false },
    evidence: { type: 'string' },
    baseline: { type: 'string' },
    'write-baseline': { type: 'boolean', default: false },
    strict: { type: 'boolean', default: false },
    ...outputFlags,
    ...sendFlags,
    profile: { type: 'boolean', default: false },
    cache: { type: 'boolean', default: true },
    fix: { type: 'boolean', default: false },
    ...fixFlags,
  });
  const rules = chooseRules(flags.only ?? [], flags.staged);
  const outputs = outputsOf(flags);
  const destination = destinationOf(flags['send-to'], flags['require-sent']);
  const baseline = baselineAt(flags.baseline, flags['write-baseline']);
  if (flags.fix) {
    const { staged, evidence, profile, 'write-baseline': writes } = flags;
    if (staged || evidence !== undefined || writes || profile || destination !== undefined)
      throw new UsageError(
        '--fix mends this folder: --staged, --evidence, --profile, --send-to and --write-baseline do not go with it',
      );
    return mend({ flags, outputs, rules, ...(baseline && { baseline }), withCommands: false });
  }
  const alone = ['yes', 'dry-run', 'unsafe', 'allow-dirty', 'owner', 'contact', 'host'] as const;
  const odd = alone.find((name) => flags[name] !== undefined && flags[name] !== false);
  if (odd !== undefined) throw new UsageError(`--${odd} goes with --fix`);
  const progress = new Progress(process.stderr, rules.length);
  const refused: Reach[] = flags.offline ? ['network'] : [];
  const cached = cacheFor(process.cwd(), flags.cache);
  const { target, provide, timings } = evidenceOf(flags.evidence, {
    refused,
    cache: cached.cache,
    onCollect: (title) => progress.collecting(title),
  });
  const report = await judge({
    target,
    castellan: version(),
    provide,
    now: Date.now(),
    rules,
    ...(baseline && { baseline }),
    isStrict: flags.strict,
    onRule: (rule) => progress.judging(rule),
  });
  progress.end();
  deliver(report, outputs);
  if (flags.profile) process.stderr.write(profileText(report, timings(), cached.problem));
  if (flags['write-baseline']) return writeBaseline(report, flags.baseline ?? baselineFile, rules);
  return exitCodeOf(report, await sendReport(report, destination), flags['require-sent']);
}
