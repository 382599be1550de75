import type { Evidence } from '../evidence/collector.ts';
import type { EvidenceName, EvidenceValues } from '../evidence/registry.generated.ts';
import type { Judgement, Rule } from '../rules/rule.ts';

/** Gives the evidence of a name; each name is looked at once, when first asked for. */
export type Provide = (name: EvidenceName) => Promise<Evidence<unknown>>;

/** A judgement, or the fault that kept a rule from one. */
export type Verdict = Judgement | { readonly status: 'error'; readonly problem: string };

/** Judges one rule. Evidence that cannot be had makes it unknown; a fault of ours makes it an error. */
export async function judgeRule(rule: Rule, provide: Provide, now: number): Promise<Verdict> {
  const values: Record<string, unknown> = {};
  for (const name of rule.needs) {
    const evidence = await provide(name);
    if (evidence.status === 'broken') return { status: 'error', problem: evidence.reason };
    if (evidence.status === 'unavailable')
      return { status: 'unknown', needs: `${evidence.reason}: ${evidence.remedy}` };
    values[name] = evidence.value;
  }
  for (const name of rule.mayRead ?? []) {
    const evidence = await provide(name);
    if (evidence.status === 'available') values[name] = evidence.value;
  }
  try {
    return rule.run(values as unknown as EvidenceValues, { now });
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return { status: 'error', problem: `rule ${rule.id} broke: ${problem}` };
  }
}
