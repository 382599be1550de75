import type { Baseline } from '../engine/baseline.ts';
import type { CheckOptions, Examination } from '../engine/check.ts';
import { examine } from '../engine/check.ts';
import type { CheckReport } from '../engine/report-type.ts';
import { collectors } from '../evidence/registry.generated.ts';
import { Session, type SessionOptions } from '../evidence/session.ts';
import type { Source } from '../evidence/source.ts';
import { rules as allRules } from '../rules/registry.generated.ts';
import type { Told } from '../rules/patch.ts';
import type { Rule } from '../rules/rule.ts';
import { changeFiles, type ReadFile } from './change-files.ts';
import { collectFixes, keyOf, type PatchFix, withoutEdits } from './collect-fixes.ts';
import { editableText } from './editable-text.ts';
import type { FileChange, Fix } from './fix-report.ts';
import { faultsOf, newFindings } from './judge-fixes.ts';
import { patchedSource } from './patched-source.ts';

/** What is to be mended, and what for. */
export interface PlanOptions {
  readonly source: Source;
  readonly castellan: string;
  readonly now: number;
  /** Rules whose findings are mended. */
  readonly rules?: readonly Rule[];
  /** Rules that judge, so that a fix of one breaks no other: all when left out. */
  readonly judgedBy?: readonly Rule[];
  readonly baseline?: Baseline;
  readonly told?: Told;
  /** Takes patches too that need a command after them. */
  readonly withCommands?: boolean;
  /** Takes patches too that change what the program does. */
  readonly withUnsafe?: boolean;
  readonly session?: SessionOptions;
  /** Hears of each judging before it begins. */
  readonly onJudge?: (
    what: 'as it is' | 'with the fixes' | 'one fix alone' | 'what was written',
  ) => void;
  readonly onRule?: (rule: string) => void;
}

/** Fixes that were tried in memory, and the files that they make. Nothing is written yet. */
export interface FixPlan {
  readonly before: CheckReport;
  /** As it would be. */
  readonly after: CheckReport;
  readonly planned: readonly PatchFix[];
  /** Undone, refused, or waiting for an answer. */
  readonly left: readonly Fix[];
  readonly changes: readonly FileChange[];
  /** New findings that no fix is blamed for: their rules ask for something first. */
  readonly tolerated: ReadonlySet<string>;
}

/** On disk npm itself tells what it would pack, in a trial our own reading does: they may differ. */
const readOtherwise = new Set<string>(
  allRules.filter(({ needs }) => needs.includes('packedFiles')).map(({ id }) => id),
);

/**
 * Tries what the rules offer and keeps the fixes that make their findings go away and no new ones come.
 * Where a fix lets a rule apply that did not before, such as the first file of a code host, what that rule
 * offers is tried along. Everything is judged in memory before a file is touched.
 */
export async function planFixes(options: PlanOptions): Promise<FixPlan> {
  const { source, judgedBy = allRules, rules = judgedBy } = options;
  options.onJudge?.('as it is');
  const before = await judge(options, source);
  const chosen = new Set<string>(rules.map(({ id }) => id));
  const { patches, questions } = collectFixes(
    before.offers.filter(({ rule }) => chosen.has(rule)),
    options,
  );
  const read: ReadFile = (path) => editableText(source, path);
  const left: Fix[] = [...questions];
  const drop = (fix: PatchFix, state: 'undone' | 'refused', reason: string): void => {
    left.push({ ...withoutEdits(fix), state, reason });
  };
  let planned = patches;
  const tried = new Set(planned.map(keyOf));
  const tolerated = new Set<string>();
  // Each round drops a fix or takes a new one along, and none comes twice: it ends.
  while (planned.length > 0) {
    const { changes, misfits } = await changeFiles(planned, read);
    for (const [fix, reason] of misfits) drop(fix, 'refused', reason);
    planned = planned.filter((fix) => !misfits.has(fix));
    if (planned.length === 0) break;
    options.onJudge?.('with the fixes');
    const { report: after, offers } = await judge(options, patchedSource(source, textsOf(changes)));
    const fresh = new Set(newFindings(before.report, after).map(({ fingerprint }) => fingerprint));
    const following = collectFixes(
      offers.filter(({ fingerprint, rule }) => fresh.has(fingerprint) && chosen.has(rule)),
      options,
    );
    for (const question of following.questions.filter(
      ({ fingerprints }) => !tolerated.has(fingerprints[0]!),
    )) {
      left.push(question);
      for (const fingerprint of question.fingerprints) tolerated.add(fingerprint);
    }
    const more = following.patches.filter((fix) => !tried.has(keyOf(fix)) && fits(fix, changes));
    if (more.length > 0) {
      for (const fix of more) tried.add(keyOf(fix));
      planned = [...planned, ...more];
      continue;
    }
    const faults = await faultsOf(planned, before.report, after, {
      counts: ({ rule, fingerprint }) => !readOtherwise.has(rule) && !tolerated.has(fingerprint),
      alone: async (fix) => {
        options.onJudge?.('one fix alone');
        const alone = await changeFiles([fix], read);
        return (await judge(options, patchedSource(source, textsOf(alone.changes)))).report;
      },
    });
    if (faults.size === 0)
      return { before: before.report, after, planned, left, changes, tolerated };
    for (const [fix, reason] of faults) drop(fix, 'undone', reason);
    planned = planned.filter((fix) => !faults.has(fix));
  }
  return { before: before.report, after: before.report, planned: [], left, changes: [], tolerated };
}

/** Judges a source by all rules. */
export function judge(options: PlanOptions, source: Source): Promise<Examination> {
  const session = new Session(source, options.session);
  const { castellan, now, judgedBy, baseline, told, onRule } = options;
  const given: CheckOptions = {
    target: source.name,
    castellan,
    now,
    provide: (name) => session.ask<unknown>(collectors[name]),
    ...(judgedBy && { rules: judgedBy }),
    ...(baseline && { baseline }),
    ...(told && { told }),
    ...(onRule && { onRule }),
  };
  return examine(given);
}

/** Places of text edits count in the text before all fixes: a file that others change is not for them. */
function fits({ edits }: PatchFix, changes: readonly FileChange[]): boolean {
  const changed = new Set(changes.map(({ path }) => path));
  return edits.every((edit) => edit.kind !== 'text' || !changed.has(edit.file));
}

function textsOf(changes: readonly FileChange[]): Map<string, string> {
  return new Map(changes.map(({ path, after }) => [path, after]));
}
