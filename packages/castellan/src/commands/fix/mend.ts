import { createInterface } from 'node:readline/promises';
import { escapeUnsafe } from '@castellan/core';
import {
  applyFixes,
  type Baseline,
  check,
  type CheckReport,
  collectors,
  diskSource,
  fixDiff,
  fixList,
  type FixPlan,
  type FixReport,
  planFixes,
  plannedReport,
  type PlanOptions,
  type Reach,
  type Rule,
  rules as allRules,
  Session,
  targetOf,
  uncommitted,
} from '@castellan/check';
import { UsageError } from '../../usage-error.ts';
import { version } from '../../version.ts';
import { cacheFor } from '../check/cache-at.ts';
import type { CheckFlags } from '../check/check-flags.ts';
import { deliver, terminalOptions } from '../check/deliver.ts';
import type { Outputs } from '../check/output-flags.ts';
import { Progress } from '../check/progress.ts';
import type { fixFlags } from './fix-flags.ts';
import { toldBy } from './told-by.ts';

const exitCode = { done: 0, misused: 2, notWhole: 3 } as const;

/** What the flags say, and what a command wants. */
export interface MendOptions {
  readonly flags: Pick<CheckFlags, keyof typeof fixFlags | 'json'> &
    Partial<Pick<CheckFlags, 'offline' | 'strict' | 'cache'>>;
  /** Where the report on how things stand goes; only printed as text when left out. */
  readonly outputs?: Outputs;
  readonly rules: readonly Rule[];
  readonly baseline?: Baseline;
  /** Takes fixes too that need a command after them. */
  readonly withCommands: boolean;
  /** True to end with the fixes: what else was found is for `check`. */
  readonly isQuiet?: boolean;
}

/** Plans, shows, asks, writes, judges again; resolves to the exit code. */
export async function mend(options: MendOptions): Promise<number> {
  const { flags, rules } = options;
  if (!flags.yes && !flags['dry-run'] && (flags.json || !process.stdin.isTTY))
    throw new UsageError(
      flags.json
        ? '--json shows nothing to agree to: give --yes or --dry-run'
        : 'there is no terminal to ask on: give --yes or --dry-run',
    );
  const progress = new Progress(process.stderr, 0);
  const refused: Reach[] = flags.offline === true ? ['network'] : [];
  const source = diskSource(process.cwd());
  const { cache } = cacheFor(process.cwd(), flags.cache !== false);
  const given: PlanOptions = {
    source,
    castellan: version(),
    now: Date.now(),
    rules,
    told: toldBy(flags),
    withCommands: options.withCommands,
    withUnsafe: flags.unsafe,
    session: {
      refused,
      cache,
      onCollect: (title) => progress.collecting(title),
    },
    onJudge: (what) => progress.stage(what),
    onRule: (rule) => progress.judging(rule),
    ...(options.baseline && { baseline: options.baseline }),
  };
  const plan = await planFixes(given);
  progress.end();
  const planned = plannedReport(plan, given);
  if (!flags.json) showPlan(planned);
  const dirty = await dirtyFiles(plan, given);
  if (flags['dry-run'] || plan.planned.length === 0) {
    if (dirty.length > 0) warn(`${dirtyText(dirty)}: --allow-dirty would be needed`);
    if (plan.planned.length > 0) warn('nothing was changed (--dry-run)');
    return finish({ ...planned, isDryRun: flags['dry-run'] }, options, given);
  }
  if (dirty.length > 0 && !flags['allow-dirty']) {
    warn(`${dirtyText(dirty)}. Commit first, or give --allow-dirty; nothing was changed`);
    return exitCode.misused;
  }
  if (!flags.yes && !(await agreed(plan.planned.length))) {
    warn('nothing was changed');
    return finish(planned, options, given);
  }
  const report = await applyFixes(plan, given, source.name);
  progress.end();
  if (!flags.json) showOutcome(report);
  const code = await finish(report, options, given);
  const applied = report.fixes.filter(({ state }) => state === 'applied').length;
  // What was shown and agreed to, and could not be kept, is no success.
  return code === exitCode.done && applied < plan.planned.length ? exitCode.notWhole : code;
}

function showPlan({ fixes, files }: FixReport): void {
  const terminal = terminalOptions(process.stdout);
  const count = fixes.filter(({ state }) => state === 'planned').length;
  const title = count === 0 ? 'Nothing here can be mended by itself.' : `${countOf(count)}:`;
  process.stdout.write(`${title}\n\n${fixList(fixes, terminal, ['planned'])}`);
  if (count > 0) process.stdout.write('\n');
  const left = fixList(fixes, terminal, ['asks', 'undone', 'refused']);
  if (left !== '') process.stdout.write(`Left as they are:\n\n${left}\n`);
  if (files.length > 0) process.stdout.write(`${fixDiff(files, terminal)}\n`);
}

function showOutcome({ fixes }: FixReport): void {
  const terminal = terminalOptions(process.stdout);
  const done = fixes.filter(({ state }) => state === 'applied');
  process.stdout.write(`${countOf(done.length)} applied, and judged again.\n`);
  const failed = fixList(fixes, terminal, ['undone', 'refused']);
  if (failed !== '') process.stdout.write(`\n${failed}`);
  const commands = done.flatMap(({ command }) => (command === undefined ? [] : [`run ${command}`]));
  const steps = done.flatMap(({ afterwards }) => afterwards ?? []);
  for (const step of new Set([...commands, ...steps]))
    process.stdout.write(`next: ${escapeUnsafe(step)}\n`);
  process.stdout.write('\n');
}

function countOf(count: number): string {
  return count === 1 ? '1 fix' : `${count} fixes`;
}

async function dirtyFiles(plan: FixPlan, { source }: PlanOptions): Promise<string[]> {
  const there = plan.changes.filter(({ before }) => before !== undefined);
  return uncommitted(
    source,
    there.map(({ path }) => path),
  );
}

function dirtyText(files: readonly string[]): string {
  return `what stands in ${files.join(', ')} now is in no commit`;
}

async function agreed(count: number): Promise<boolean> {
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await asking.question(`Apply ${countOf(count)}? [y/N] `);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    asking.close();
  }
}

function warn(text: string): void {
  process.stderr.write(`castellan: ${escapeUnsafe(text)}\n`);
}

/** Tells how things stand, by the chosen rules; resolves to the exit code of that. */
async function finish(
  report: FixReport,
  options: MendOptions,
  given: PlanOptions,
): Promise<number> {
  const { flags, isQuiet = false } = options;
  const standing = await standingOf(report, options, given);
  if (flags.json)
    process.stdout.write(`${JSON.stringify({ ...report, report: standing }, null, 2)}\n`);
  const isMended = report.fixes.some(({ state }) => state === 'applied');
  const files = options.outputs?.files ?? [];
  deliver(standing, { printed: 'terminal', files }, isQuiet || flags.json || !isMended);
  return isQuiet ? exitCode.done : standing.exitCode;
}

/** What the chosen rules say now: known already when they are all of them. */
async function standingOf(
  { report }: FixReport,
  { flags, rules, baseline }: MendOptions,
  { source, now, session }: PlanOptions,
): Promise<CheckReport> {
  const whole = allRules.filter((rule) => targetOf(rule) === 'repository');
  if (rules.length === whole.length && flags.strict !== true) return report;
  const { refused = [], cache } = session ?? {};
  const looking = new Session(source, { refused, ...(cache && { cache }) });
  return check({
    target: source.name,
    castellan: version(),
    provide: (name) => looking.ask<unknown>(collectors[name]),
    now,
    rules,
    isStrict: flags.strict === true,
    ...(baseline && { baseline }),
  });
}
