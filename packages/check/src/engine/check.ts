import { confidences, type PracticeId, severities } from '@castellan/core';
import type { Evidence } from '../evidence/collector.ts';
import type { Acceptance } from '../evidence/collectors/acceptances.ts';
import type { AttestedEntry } from '../evidence/collectors/attestations.ts';
import type { EvidenceName } from '../evidence/registry.generated.ts';
import { rules as allRules } from '../rules/registry.generated.ts';
import { isPatch, type Told } from '../rules/patch.ts';
import { type Rule, type RuleFinding, type Target, targetOf } from '../rules/rule.ts';
import { accept, withMatches } from './acceptances.ts';
import type { Baseline } from './baseline.ts';
import { fingerprints } from './fingerprint.ts';
import { judgeRule, type Provide } from './judge-rule.ts';
import { type Offered, offersOf } from './offers.ts';
import { currentEntry, outcomeOf, withAcceptances } from './outcomes.ts';
import { practiceExpressions } from './practice-expressions.ts';
import type {
  Attestation,
  CheckFinding,
  CheckReport,
  EvidenceNote,
  RuleOutcome,
} from './report-type.ts';
import { rollUp } from './roll-up.ts';
import { rulesDigest } from './rules-digest.ts';
import {
  configuredAcceptances,
  failsGate,
  type GateBounds,
  severityBy,
  type TeamSettings,
  usualGate,
} from './team-settings.ts';
import { trendSince } from './trend.ts';

/** What one run judges, and by what. */
export interface CheckOptions {
  readonly target: string;
  /** Version of Castellan. */
  readonly castellan: string;
  readonly provide: Provide;
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
  /** What `target` is; a repository when left out. */
  readonly kind?: Target;
  /** Rules to run; all that are about such a target when left out. */
  readonly rules?: readonly Rule[];
  /** What is known from before; without it every finding is new. */
  readonly baseline?: Baseline;
  /** What the team set for rules, gate and acceptances. */
  readonly team?: TeamSettings;
  /** With it, what is unknown makes the run incomplete. */
  readonly isStrict?: boolean;
  /** What a person told, for the patches that rules offer. */
  readonly told?: Told;
  readonly onRule?: (rule: string) => void;
}

/** A report, and what the rules offer to mend of it. */
export interface Examination {
  readonly report: CheckReport;
  /** For findings that nobody accepted. */
  readonly offers: readonly Offered[];
}

/** Runs the rules over the evidence and gathers everything that is to be said. */
export async function check(options: CheckOptions): Promise<CheckReport> {
  return (await examine(options)).report;
}

/** As `check`, with the patches that rules offer. */
export async function examine(options: CheckOptions): Promise<Examination> {
  const started = performance.now();
  const kind = options.kind ?? 'repository';
  const fitting = allRules.filter((rule) => targetOf(rule) === kind);
  const rules = options.rules ?? fitting;
  const run = new Run(options);
  const last = (rule: Rule): boolean => rule.needs.includes('acceptances');
  for (const rule of rules.filter((one) => !last(one))) await run.judge(rule);
  const { baseline, team } = options;
  const accepted = [
    ...(await run.statements<Acceptance>('acceptances')),
    ...(team ? configuredAcceptances(team, run.findings) : []),
  ];
  // What judges acceptances must know what they accept.
  run.replace('acceptances', withMatches(accepted, run.findings, new Set(run.ruleIds())));
  for (const rule of rules.filter(last)) await run.judge(rule);
  const findings = accept(run.findings, accepted, options.now).sort(byWeight);
  const outcomes = run.outcomes.map((outcome) => withAcceptances(outcome, findings));
  const failing = findings
    .filter((finding) => failsGate(finding, team?.gate))
    .map(({ fingerprint }) => fingerprint);
  const incomplete = [
    ...new Set([...run.faults(), ...incompleteness(outcomes, options.isStrict === true)]),
  ];
  const commit = run.commit();
  const open = new Set(
    findings.flatMap(({ acceptance, fingerprint }) => (acceptance ? [] : [fingerprint])),
  );
  const practices = rollUp(
    outcomes,
    [...new Set([...allRules, ...rules])],
    practiceExpressions,
    attestedPractices(await run.statements<AttestedEntry>('attestations'), options.now),
  );
  const report: CheckReport = {
    version: 1,
    castellan: options.castellan,
    rulesDigest: rulesDigest(rules),
    target: options.target,
    kind,
    ...(commit !== undefined && { commit }),
    isWhole: fitting.every(({ id }) => outcomes.some(({ rule }) => rule === id)),
    time: new Date(options.now).toISOString(),
    elapsedMs: Math.round(performance.now() - started),
    practices,
    rules: outcomes,
    findings,
    evidence: run.notes(),
    ...(baseline && { trend: trendSince(baseline, findings, outcomes, practices) }),
    gate: { failing, incomplete, ...(team && boundsOf(team)) },
    exitCode: failing.length > 0 ? 1 : incomplete.length > 0 ? 3 : 0,
  };
  return { report, offers: run.offers.filter(({ fingerprint }) => open.has(fingerprint)) };
}

/** Rules as they are judged one after the other, and the evidence that they asked for. */
class Run {
  readonly findings: CheckFinding[] = [];
  readonly outcomes: RuleOutcome[] = [];
  readonly offers: Offered[] = [];
  readonly #options: CheckOptions;
  readonly #evidence = new Map<EvidenceName, Evidence<unknown>>();

  constructor(options: CheckOptions) {
    this.#options = options;
  }

  async judge(rule: Rule): Promise<void> {
    const { now, onRule, team } = this.#options;
    onRule?.(rule.id);
    if (team?.rules.get(rule.id) === 'off') {
      const { id, practice } = rule;
      const reason = `it is turned off in ${team.from}`;
      this.outcomes.push({ rule: id, practice, status: 'unknown', reason, elapsedMs: 0 });
      return;
    }
    const attested = rule.isAttestable ? await this.statements<AttestedEntry>('attestations') : [];
    const started = performance.now();
    const verdict = await judgeRule(rule, this.#provide, now);
    const elapsedMs = performance.now() - started;
    if (verdict.status === 'fail') await this.#keep(rule, verdict.findings);
    this.outcomes.push(outcomeOf(rule, verdict, attested, now, elapsedMs));
  }

  /** Entries of a file of statements; none where there is none. A broken one is told by its rule. */
  async statements<Entry>(name: 'acceptances' | 'attestations'): Promise<readonly Entry[]> {
    const evidence = await this.#provide(name);
    return evidence.status === 'available' ? (evidence.value as readonly Entry[]) : [];
  }

  replace(name: EvidenceName, value: unknown): void {
    const before = this.#evidence.get(name);
    if (before?.status === 'available') this.#evidence.set(name, { ...before, value });
  }

  ruleIds(): string[] {
    return this.outcomes.map(({ rule }) => rule);
  }

  commit(): string | undefined {
    const git = this.#evidence.get('git');
    return git?.status === 'available' ? (git.value as { head?: string }).head : undefined;
  }

  /** Collectors of ours that broke. */
  faults(): string[] {
    return [...this.#evidence.values()].flatMap((one) =>
      one.status === 'broken' ? [one.reason] : [],
    );
  }

  notes(): EvidenceNote[] {
    return [...this.#evidence].map(([name, evidence]) => {
      if (evidence.status !== 'available')
        return { name, status: evidence.status, origin: evidence.reason };
      const { status, origin, time, elapsedMs } = evidence;
      return { name, status, origin, time, elapsedMs };
    });
  }

  readonly #provide: Provide = async (name) => {
    const before = this.#evidence.get(name);
    if (before) return before;
    const evidence = await this.#options.provide(name);
    this.#evidence.set(name, evidence);
    return evidence;
  };

  async #keep(rule: Rule, findings: readonly RuleFinding[]): Promise<void> {
    const names = fingerprints(rule.id, findings);
    const told = this.#options.told ?? {};
    const offers = await offersOf(
      rule,
      { findings, names },
      this.#provide,
      told,
      this.#options.now,
    );
    this.offers.push(...offers);
    const setting = this.#options.team?.rules.get(rule.id);
    for (const [index, finding] of findings.entries()) {
      const { place, message, severity, confidence, frame, steps, alsoAt, fix, shownBy } = finding;
      const fingerprint = names[index]!;
      this.findings.push({
        fingerprint,
        rule: rule.id,
        practice: rule.practice,
        severity: severityBy(setting, rule.severity, severity),
        confidence: confidence ?? rule.confidence,
        message,
        fix: fix ?? rule.fix,
        ...(shownBy && { shownBy }),
        ...place,
        ...(frame && { frame }),
        ...(steps && { steps }),
        ...(alsoAt && { alsoAt }),
        ...(offers.some((one) => one.fingerprint === fingerprint && isTaken(one)) && {
          isFixable: true,
        }),
        isNew: !this.#options.baseline?.findings.has(fingerprint),
      });
    }
  }
}

function attestedPractices(
  entries: readonly AttestedEntry[],
  now: number,
): ReadonlyMap<PracticeId, Attestation> {
  const found = new Map<PracticeId, Attestation>();
  for (const { practice } of entries) {
    const entry = currentEntry(entries, now, (one) => one.practice === practice);
    if (practice === undefined || entry === undefined) continue;
    const { statement, by, date, until } = entry;
    found.set(practice, { statement, by, date, until });
  }
  return found;
}

/** Told where they are not the usual ones. */
function boundsOf({ gate }: TeamSettings): Partial<GateBounds> {
  const { severity, confidence } = gate;
  const isUsual = severity === usualGate.severity && confidence === usualGate.confidence;
  return isUsual ? {} : { severity, confidence };
}

/** What `--fix` takes without more being told or allowed. */
function isTaken({ offer }: Offered): boolean {
  return isPatch(offer) && offer.command === undefined && offer.isUnsafe !== true;
}

function incompleteness(outcomes: readonly RuleOutcome[], isStrict: boolean): string[] {
  const faults = outcomes.filter(({ status }) => status === 'error').map(({ reason }) => reason);
  const open = outcomes.filter(({ status }) => status === 'unknown');
  if (isStrict) faults.push(...open.map(({ rule, reason }) => `${rule} is unknown: ${reason}`));
  if (outcomes.length === 0) faults.push('no rule was run');
  else if (open.length === outcomes.length) faults.push('nothing could be looked at');
  return faults;
}

function byWeight(a: CheckFinding, b: CheckFinding): number {
  return (
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    confidences.indexOf(a.confidence) - confidences.indexOf(b.confidence) ||
    a.rule.localeCompare(b.rule) ||
    (a.file ?? '').localeCompare(b.file ?? '') ||
    (a.line ?? 0) - (b.line ?? 0)
  );
}
