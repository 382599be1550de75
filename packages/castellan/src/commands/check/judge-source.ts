import type { CheckReport, Source } from '@castellan/check';
import { readConfiguration } from '../../configuration/read-configuration.ts';
import { teamSettings } from '../../configuration/team-settings.ts';
import { UsageError } from '../../usage-error.ts';
import { advisoriesAt } from './advisories-at.ts';
import { chooseRules } from './choose-rules.ts';
import { deliver } from './deliver.ts';
import { judgeAll, type Named, namedTargets } from './judge-all.ts';
import { judgeTarget } from './judge-target.ts';
import { profileText } from './profile.ts';
import { type OutputFlags, outputFlags, outputsOf } from './output-flags.ts';
import { outputsFor } from './output-for.ts';
import { destinationOf, exitCodeOf, sendFlags, sendReport, worst } from './send-report.ts';
import { settledBy } from './settled.ts';

const judgingFlags = {
  only: { type: 'string', multiple: true },
  config: { type: 'string' },
  strict: { type: 'boolean', default: false },
  profile: { type: 'boolean', default: false },
} as const;

/** Flags of every command that judges one thing of a kind other than a repository. */
export const sourceFlags: typeof judgingFlags & typeof outputFlags & typeof sendFlags = {
  ...judgingFlags,
  ...outputFlags,
  ...sendFlags,
};

interface SourceFlags extends OutputFlags {
  readonly only?: string[] | undefined;
  readonly config?: string | undefined;
  readonly advisories?: string | undefined;
  readonly strict: boolean;
  readonly profile: boolean;
  readonly 'send-to'?: string | undefined;
  readonly 'require-sent': boolean;
}

/** Their part of a help page that is about the configuration. */
export const configUsage = `  --config FILE the configuration (default: castellan.config.ts, .mts, .js, .mjs or .json here)`;

/**
 * Judges `sourceOf()` by the rules about such a thing, or without it all of the kind that the configuration
 * names; tells what is found, and resolves to the exit code. Throws `UsageError` with `question` when
 * nothing is named.
 */
export async function judgeSource(
  kind: Named['kind'],
  sourceOf: (() => Source) | undefined,
  flags: SourceFlags,
  question: string,
): Promise<number> {
  const configuration = readConfiguration(process.cwd(), flags.config);
  const settled = { ...flags, ...settledBy(flags, configuration.check) };
  const destination = destinationOf(flags['send-to'], flags['require-sent']);
  const outputs = outputsOf(settled);
  const only = flags.only ?? [];
  // A rule that does not exist is told before anything is opened.
  chooseRules(only, {}, kind);
  const options = { only, isStrict: settled.strict, team: teamSettings(configuration) };
  // The files that the configuration names are for several reports: each gets its own.
  const isNamed = sourceOf !== undefined && settled.output === flags.output;
  const codes: number[] = [];
  const tell = async (report: CheckReport): Promise<void> => {
    deliver(report, isNamed ? outputs : outputsFor(outputs, report));
    const isSent = await sendReport(report, destination);
    codes.push(exitCodeOf(report, isSent, flags['require-sent']));
  };
  if (sourceOf !== undefined) {
    const { report, timings } = await judgeTarget(kind, sourceOf(), options);
    await tell(report);
    if (flags.profile) process.stderr.write(profileText(report, timings));
    return worst(codes);
  }
  const advisories = advisoriesAt(flags.advisories, false);
  const named = namedTargets(configuration.check.targets ?? {}, advisories);
  const targets = named.filter((one) => one.kind === kind);
  if (targets.length === 0) throw new UsageError(question);
  const { unreached } = await judgeAll(targets, { ...options, onReport: tell });
  return worst([...codes, ...(unreached.length > 0 ? [3] : [])]);
}
