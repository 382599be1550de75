import {
  check as judge,
  type CheckReport,
  collectors,
  isTlsAddress,
  Session,
  type Source,
  type Target,
  type TeamSettings,
} from '@castellan/check';
import { version } from '../../version.ts';
import { chooseRules } from './choose-rules.ts';
import { Progress } from './progress.ts';

/** Judges a source by the rules about such a thing, with a line on the terminal that tells how far it is. */
export async function judgeTarget(
  kind: Target,
  source: Source,
  options: {
    readonly only: readonly string[];
    readonly isStrict: boolean;
    readonly team?: TeamSettings;
  },
): Promise<{ readonly report: CheckReport; readonly timings: Session['timings'] }> {
  // Of a server that is no site only its TLS is judged.
  const tls = source.site !== undefined && isTlsAddress(source.site.url);
  const rules = chooseRules(options.only, { tls }, kind);
  const progress = new Progress(process.stderr, rules.length);
  const session = new Session(source, { onCollect: (title) => progress.collecting(title) });
  const report = await judge({
    target: source.name,
    kind,
    castellan: version(),
    provide: (name) => session.ask<unknown>(collectors[name]),
    now: Date.now(),
    rules,
    isStrict: options.isStrict,
    ...(options.team && { team: options.team }),
    onRule: (rule) => progress.judging(rule),
  });
  progress.end();
  return { report, timings: session.timings };
}
