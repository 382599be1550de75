import {
  check as judge,
  type CheckReport,
  collectors,
  type Provide,
  Session,
} from '@castellan/check';
import { readConfiguration } from '../../configuration/read-configuration.ts';
import { teamSettings } from '../../configuration/team-settings.ts';
import { parseFlags } from '../../parse-flags.ts';
import { UsageError } from '../../usage-error.ts';
import { version } from '../../version.ts';
import { chooseRules } from '../check/choose-rules.ts';
import { deliver } from '../check/deliver.ts';
import { archivedIn } from '../check/evidence-of.ts';
import { configUsage, judgeSource } from '../check/judge-source.ts';
import { outputsFor } from '../check/output-for.ts';
import { outputFlags, type Outputs, outputsOf, outputUsage } from '../check/output-flags.ts';
import { profileText } from '../check/profile.ts';
import { Progress } from '../check/progress.ts';
import type { Command } from '../command.ts';
import { destinationOf, exitCodeOf, sendFlags, sendReport } from '../check/send-report.ts';
import { settledBy } from '../check/settled.ts';
import { hostAt } from './host-at.ts';
import { seenState } from './seen-state.ts';

/** Judges a machine from inside. */
export const checkHost: Command = {
  name: 'check host',
  summary: 'Judge a host: updates, accounts, ssh, open ports, how apps run',
  usage: `[ssh://USER@HOST] [--evidence FILE] [--only ID]... [--format FORMAT] [--output FILE]... [...]

  ssh://USER@HOST  the host, with the keys and settings that your ssh has; left out: this one
  --evidence FILE  judge what castellan collect host wrote there
  --only ID        a rule (host/sudo), a theme (host) or a practice (I9); may be repeated
  --strict         what is unknown makes the run incomplete
  --all            judge the hosts that the configuration names
${configUsage}
${outputUsage}
  --send-to URL    send the report, and what watch compares from look to look, to watch
  --require-sent   exit with 3 when watch did not take it
  --profile        tell which collectors and rules took how long

  Changes nothing on the host. Without rights of root some facts stay unknown, and it says which.
  Exit codes are those of castellan check.`,
  examples: [
    'sudo castellan check host',
    'castellan check host ssh://root@web-1',
    'castellan check host --evidence web-1.json --only I9',
    'sudo -E castellan check host --send-to https://watch.example.com',
  ],
  run,
};

async function run(argv: readonly string[]): Promise<number> {
  const [first, ...others] = argv;
  const place = first === undefined || first.startsWith('-') ? undefined : first;
  const flags = parseFlags(place === undefined ? argv : others, {
    evidence: { type: 'string' },
    only: { type: 'string', multiple: true },
    all: { type: 'boolean', default: false },
    config: { type: 'string' },
    strict: { type: 'boolean', default: false },
    ...outputFlags,
    ...sendFlags,
    profile: { type: 'boolean', default: false },
  });
  if (flags.all) {
    if (place !== undefined || flags.evidence !== undefined)
      throw new UsageError('--all judges the hosts of the configuration: name none beside it');
    return judgeSource('host', undefined, flags, 'castellan.config.ts names no hosts');
  }
  const configuration = readConfiguration(process.cwd(), flags.config);
  const settled = { ...flags, ...settledBy(flags, configuration.check) };
  const destination = destinationOf(flags['send-to'], flags['require-sent']);
  const all = outputsOf(settled);
  // The files that the configuration names are for several reports: each gets its own.
  const outputsOfRun = (report: CheckReport): Outputs =>
    settled.output === flags.output ? all : outputsFor(all, report);
  const rules = chooseRules(flags.only ?? [], {}, 'host');
  const progress = new Progress(process.stderr, rules.length);
  const judgeBy = async (target: string, provide: Provide): ReturnType<typeof judge> =>
    judge({
      target,
      kind: 'host',
      castellan: version(),
      provide,
      now: Date.now(),
      rules,
      isStrict: settled.strict,
      team: teamSettings(configuration),
      onRule: (rule) => progress.judging(rule),
    });
  const send = async (report: CheckReport, provide: Provide): Promise<number> => {
    const more = destination === undefined ? {} : { hostState: await seenState(provide) };
    const isSent = await sendReport(report, destination, more);
    return exitCodeOf(report, isSent, flags['require-sent']);
  };
  if (flags.evidence !== undefined) {
    const { target, source, provide } = archivedIn(flags.evidence);
    const report = await judgeBy(target, provide);
    progress.end();
    deliver(report, outputsOfRun(report));
    return send({ ...report, target: source }, provide);
  }
  const { source, close } = await hostAt(place);
  try {
    const session = new Session(source, { onCollect: (title) => progress.collecting(title) });
    const provide: Provide = (name) => session.ask<unknown>(collectors[name]);
    const report = await judgeBy(source.name, provide);
    progress.end();
    deliver(report, outputsOfRun(report));
    if (flags.profile) process.stderr.write(profileText(report, session.timings));
    return await send(report, provide);
  } finally {
    close();
  }
}
