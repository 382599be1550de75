import type { Confidence, ControlId, PracticeId, Severity } from '@castellan/core';
import type { EvidenceName, EvidenceValues } from '../evidence/registry.generated.ts';
import type { CodeFrame } from '../analysis/code-frame.ts';
import type { FlowStep } from '../analysis/taint/code-facts.ts';
import type { Patch, Question, Told } from './patch.ts';

/** Where a finding is. Lines and columns count from 1. */
interface Place {
  /** From the root, with slashes; of a site the address. */
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/** One thing that is wrong, as a rule tells it. */
export interface RuleFinding {
  /** Absent when the repository as a whole is at fault. */
  readonly place?: Place;
  /** What is wrong here, one sentence. Holds no secret. */
  readonly message: string;
  /** What it is, whatever line it stands on: together with rule and file it makes the fingerprint. */
  readonly identity: string;
  /** A secret that the finding is about: another secret in its place is another finding. Never kept. */
  readonly secret?: string;
  /** Where it differs from the rule's. */
  readonly severity?: Severity;
  readonly confidence?: Confidence;
  /** The lines around, redacted. */
  readonly frame?: CodeFrame;
  /** How a value gets there, from where it enters. */
  readonly steps?: readonly FlowStep[];
  /** Other lines of the same file that the same value gets to; from 1. */
  readonly alsoAt?: readonly number[];
  /** What to do here, where it can be told better than the rule does. */
  readonly fix?: string;
  /** Command lines that show it, in order, for a POSIX shell. */
  readonly shownBy?: readonly string[];
}

/** What a rule says. `unknown` is never a pass: it names what would let the rule decide. */
export type Judgement =
  | { readonly status: 'pass'; readonly fact: string }
  | { readonly status: 'not-applicable'; readonly fact: string }
  | { readonly status: 'unknown'; readonly needs: string }
  | {
      readonly status: 'fail';
      readonly findings: readonly RuleFinding[];
      /** How it stands beside what is wrong, such as a figure. */
      readonly fact?: string;
    };

/** The outside of evidence that a rule may read. */
interface RuleContext {
  /** Milliseconds since 1970, UTC: when the evidence is judged. */
  readonly now: number;
}

/** A labelled repository: test of the rule and part of its documentation. */
export interface Example {
  readonly title: string;
  /** Texts of files by path; the real collectors read them. */
  readonly given?: Readonly<Record<string, string>>;
  /** Evidence that files cannot give here, such as git's. It overrules what the collectors find. */
  readonly evidence?: Partial<EvidenceValues>;
  readonly expect: Judgement['status'];
  /** The places that findings name, `file:line` or `file`, in order; left out when it does not matter. */
  readonly at?: readonly string[];
  /** Judged as of this day; a fixed one when left out. */
  readonly on?: string;
  /** What a person told, for the patches. */
  readonly told?: Told;
  /** Files as the offered patches leave them, those that change alone; empty when nothing is offered. */
  readonly fixed?: Readonly<Record<string, string>>;
}

/** How a rule mends what it found. */
interface Mending<Need extends EvidenceName, More extends EvidenceName> {
  /** What it does, without a full stop. */
  readonly title: string;
  /** Set where some of its patches are `isUnsafe`; without it such a patch is not offered at all. */
  readonly needsUnsafe?: true;
  /** Evidence beyond what the rule needs; absent where it cannot be had. */
  readonly reads?: readonly More[];
  /** The patch for one finding of the rule; undefined where no edit is certain to be right. */
  offer(
    finding: RuleFinding,
    evidence: Pick<EvidenceValues, Need> & Partial<Pick<EvidenceValues, More>>,
    told: Told,
    context: RuleContext,
  ): Patch | Question | undefined;
}

/** One rule: what it is about, how it judges, and examples that are its tests. */
export interface Rule<
  Need extends EvidenceName = EvidenceName,
  More extends EvidenceName = EvidenceName,
  Also extends EvidenceName = EvidenceName,
> {
  /** `theme/name`, as its file is named. */
  readonly id: `${string}/${string}`;
  readonly practice: PracticeId;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly cwe?: number;
  readonly controls: readonly ControlId[];
  /** What holds when it passes, without a full stop. */
  readonly title: string;
  /** The harm when it fails. */
  readonly why: string;
  /** What to do, as an instruction. */
  readonly fix: string;
  readonly needs: readonly Need[];
  /** Evidence that it judges better by; absent where it cannot be had. */
  readonly mayRead?: readonly Also[];
  /** True when only people can know: a dated statement may answer what evidence leaves unknown. */
  readonly isAttestable?: boolean;
  run(
    evidence: Pick<EvidenceValues, Need> & Partial<Pick<EvidenceValues, Also>>,
    context: RuleContext,
  ): Judgement;
  readonly mend?: Mending<Need, More>;
  readonly examples: readonly Example[];
}

/** Whether a rule mends, and never by a patch that asks for `--unsafe`. */
export function mendsSafely({ mend }: Pick<Rule, 'mend'>): boolean {
  return mend !== undefined && mend.needsUnsafe !== true;
}

/** What a run looks at. */
export const targets = ['repository', 'site', 'host', 'domain', 'image', 'app'] as const;
export type Target = (typeof targets)[number];

/** What evidence is about: names of evidence of a site begin with `site`, of a machine with `host`, and so on. */
export function targetOfEvidence(name: EvidenceName): Target {
  const [, kind] = /^(site|host|domain|image|app)[A-Z]/.exec(name) ?? [];
  return kind === undefined ? 'repository' : (kind as Target);
}

/** What a rule is about. */
export function targetOf({ needs }: Pick<Rule, 'needs'>): Target {
  const kinds = needs.map(targetOfEvidence);
  return kinds.find((kind) => kind !== 'repository') ?? 'repository';
}

/** A rule whose `run` sees just the evidence that it needs. */
export function defineRule<
  const Need extends EvidenceName,
  const More extends EvidenceName = never,
  const Also extends EvidenceName = never,
>(rule: Rule<Need, More, Also>): Rule {
  return rule;
}

export function pass(fact: string): Judgement {
  return { status: 'pass', fact };
}

export function notApplicable(fact: string): Judgement {
  return { status: 'not-applicable', fact };
}

export function unknown(needs: string): Judgement {
  return { status: 'unknown', needs };
}

/** Fails by `findings`; passes with `fact` when there are none. */
export function failBy(findings: readonly RuleFinding[], fact: string): Judgement {
  return findings.length > 0 ? { status: 'fail', findings } : pass(fact);
}
