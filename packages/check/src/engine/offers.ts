import type { PracticeId } from '@castellan/core';
import type { EvidenceName, EvidenceValues } from '../evidence/registry.generated.ts';
import { isPatch, type Patch, type Question, type Told } from '../rules/patch.ts';
import type { Rule, RuleFinding } from '../rules/rule.ts';
import type { Provide } from './judge-rule.ts';

/** What a rule offers to mend one finding. */
export interface Offered {
  readonly fingerprint: string;
  readonly rule: string;
  readonly practice: PracticeId;
  readonly offer: Patch | Question;
}

/** The patches of a rule for its findings, `names` being their fingerprints. A rule that breaks here offers nothing. */
export async function offersOf(
  { id, practice, needs, mend }: Rule,
  { findings, names }: { findings: readonly RuleFinding[]; names: readonly string[] },
  provide: Provide,
  told: Told,
  now: number,
): Promise<Offered[]> {
  if (mend === undefined) return [];
  const values: Partial<Record<EvidenceName, unknown>> = {};
  for (const name of [...needs, ...(mend.reads ?? [])]) {
    const evidence = await provide(name);
    if (evidence.status === 'available') values[name] = evidence.value;
  }
  return findings.flatMap((finding, index) => {
    try {
      const offer = mend.offer(finding, values as unknown as EvidenceValues, told, { now });
      // What is said of a rule's mend holds of each of its patches: it is counted and documented by it.
      const isUndeclared =
        offer !== undefined && isPatch(offer) && offer.isUnsafe === true && !mend.needsUnsafe;
      return offer === undefined || isUndeclared
        ? []
        : [{ fingerprint: names[index]!, rule: id, practice, offer }];
    } catch {
      // The finding stands as it is: that it cannot be mended is no fault of the repository.
      return [];
    }
  });
}
