import { unifiedDiff } from '@castellan/core';
import type { CheckReport } from '../engine/report-type.ts';
import { changeFiles } from './change-files.ts';
import { type PatchFix, withoutEdits } from './collect-fixes.ts';
import type { FileChange, Fix, FixReport } from './fix-report.ts';
import { faultsOf } from './judge-fixes.ts';
import { type FixPlan, judge, type PlanOptions } from './plan-fixes.ts';
import { writeFiles, type Written } from './write-files.ts';

/** What a plan says when nothing of it is written. */
export function plannedReport(plan: FixPlan, options: PlanOptions): FixReport {
  return reportOf(options, {
    isDryRun: true,
    fixes: [...plan.planned.map(withoutEdits), ...plan.left],
    changes: plan.changes,
    report: plan.before,
  });
}

/**
 * Writes what was planned below `root`, judges what stands on the disk then, and takes back each fix that
 * does not hold there. Throws only when the taking back fails.
 */
export async function applyFixes(
  plan: FixPlan,
  options: PlanOptions,
  root: string,
): Promise<FixReport> {
  const left: Fix[] = [...plan.left];
  let { planned: fixes, changes } = plan;
  let report = plan.before;
  while (fixes.length > 0) {
    const { written, refused } = await writeFiles(root, changes);
    const judged = refused.size > 0 ? undefined : await judgeOnDisk(fixes, plan, options);
    const faults = judged?.faults ?? refusedFixes(fixes, refused);
    if (judged && faults.size === 0) {
      report = judged.after;
      break;
    }
    await undoAll(written);
    const state = judged ? 'undone' : 'refused';
    for (const [fix, reason] of faults) left.push({ ...withoutEdits(fix), state, reason });
    fixes = fixes.filter((fix) => !faults.has(fix));
    changes = await without(plan, fixes);
  }
  return reportOf(options, {
    isDryRun: false,
    fixes: [...fixes.map((fix): Fix => ({ ...withoutEdits(fix), state: 'applied' })), ...left],
    changes: fixes.length > 0 ? changes : [],
    report,
  });
}

async function undoAll(files: readonly Written[]): Promise<void> {
  const stuck: string[] = [];
  for (const { path, undo } of files)
    await undo().catch((error: Error) => stuck.push(`${path}: ${error.message}`));
  if (stuck.length > 0) throw new Error(`could not be taken back: ${stuck.join('; ')}`);
}

interface Judged {
  readonly faults: ReadonlyMap<PatchFix, string>;
  readonly after: CheckReport;
}

async function judgeOnDisk(
  fixes: readonly PatchFix[],
  { before, tolerated }: FixPlan,
  options: PlanOptions,
): Promise<Judged> {
  options.onJudge?.('what was written');
  const after = (await judge(options, options.source)).report;
  const faults = await faultsOf(fixes, before, after, {
    counts: ({ fingerprint }) => !tolerated.has(fingerprint),
    // In memory each was good: what comes on the disk alone is nobody's in particular.
    alone: () => Promise.resolve(after),
  });
  return { faults, after };
}

/** Fixes that have a file that could not be written. */
function refusedFixes(
  fixes: readonly PatchFix[],
  refused: ReadonlyMap<string, string>,
): Map<PatchFix, string> {
  const reasons = new Map<PatchFix, string>();
  for (const fix of fixes) {
    const file = fix.files.find((path) => refused.has(path));
    if (file !== undefined) reasons.set(fix, `${file}: ${refused.get(file)}`);
  }
  return reasons;
}

/** The files as they would be with fewer fixes, from the texts that were read at first. */
async function without(plan: FixPlan, fixes: readonly PatchFix[]): Promise<readonly FileChange[]> {
  const texts = new Map(plan.changes.map(({ path, before }) => [path, before]));
  return (await changeFiles(fixes, (path) => Promise.resolve(texts.get(path)))).changes;
}

function reportOf(
  { castellan, source }: PlanOptions,
  said: Pick<FixReport, 'isDryRun' | 'fixes' | 'report'> & {
    readonly changes: readonly FileChange[];
  },
): FixReport {
  const { changes, ...rest } = said;
  const files = changes.map(({ path, before, after }) => ({
    path,
    isNew: before === undefined,
    diff: unifiedDiff(path, before, after),
  }));
  return { version: 1, castellan, target: source.name, ...rest, files };
}
