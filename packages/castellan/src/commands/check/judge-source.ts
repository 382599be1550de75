import type { Source, Target } from '@castellan/check';
import { chooseRules } from './choose-rules.ts';
import { deliver } from './deliver.ts';
import { judgeTarget } from './judge-target.ts';
import { profileText } from './profile.ts';
import { type OutputFlags, outputFlags, outputsOf } from './output-flags.ts';
import { destinationOf, exitCodeOf, sendFlags, sendReport } from './send-report.ts';

const judgingFlags = {
  only: { type: 'string', multiple: true },
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
  readonly strict: boolean;
  readonly profile: boolean;
  readonly 'send-to'?: string | undefined;
  readonly 'require-sent': boolean;
}

/** Judges `sourceOf()` by the rules about such a thing, tells what is found, and resolves to the exit code. */
export async function judgeSource(
  kind: Target,
  sourceOf: () => Source,
  flags: SourceFlags,
): Promise<number> {
  const destination = destinationOf(flags['send-to'], flags['require-sent']);
  const outputs = outputsOf(flags);
  // A rule that does not exist is told before anything is opened.
  chooseRules(flags.only ?? [], {}, kind);
  const source = sourceOf();
  const { report, timings } = await judgeTarget(kind, source, {
    only: flags.only ?? [],
    isStrict: flags.strict,
  });
  deliver(report, outputs);
  if (flags.profile) process.stderr.write(profileText(report, timings));
  return exitCodeOf(report, await sendReport(report, destination), flags['require-sent']);
}
