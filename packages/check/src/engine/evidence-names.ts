import { collectors, type EvidenceName } from '../evidence/registry.generated.ts';
import { type Target, targetOfEvidence } from '../rules/rule.ts';

/** All evidence about such a target. */
export function evidenceNamesOf(target: Target): readonly EvidenceName[] {
  const names = Object.keys(collectors) as EvidenceName[];
  return names.filter((name) => targetOfEvidence(name) === target);
}
