import type { LayerName } from '../analysis/image/facts.ts';
import type { EvidenceValues } from '../evidence/registry.generated.ts';
import { failBy, type Judgement, type RuleFinding, unknown } from './rule.ts';

/** Fails by what was found; what was not read never passes. */
export function judgeLayers(
  { unread, layers }: EvidenceValues['imageFiles'],
  findings: readonly RuleFinding[],
  fact: string,
): Judgement {
  const [first] = unread;
  if (findings.length === 0 && first !== undefined)
    return unknown(
      `layer ${first.layer} of ${layers} could not be read whole (${first.reason}): save the image again`,
    );
  return failBy(findings, fact);
}

/** Where a file came in: `layer 6 (COPY . .)`. */
export function broughtBy({ number, madeBy }: LayerName): string {
  const made = madeBy.replace(/\s*# buildkit$/, '').replace(/^\/bin\/sh -c (#\(nop\)\s*)?/, '');
  const shown = made.length > 60 ? `${made.slice(0, 59)}…` : made;
  return shown === '' || /[=:]\S*(pass|secret|token|key)/i.test(shown)
    ? `layer ${number}`
    : `layer ${number} (${shown})`;
}
