import { judgeRule } from '../../packages/check/src/engine/judge-rule.ts';
import { madeUpSource } from '../../packages/check/src/evidence/made-up.ts';
import { collectors } from '../../packages/check/src/evidence/registry.generated.ts';
import { Session } from '../../packages/check/src/evidence/session.ts';
import { rules } from '../../packages/check/src/rules/registry.generated.ts';
import type { RuleFinding } from '../../packages/check/src/rules/rule.ts';

/** A finding and the rule that has it. */
export interface Spoken {
  readonly rule: string;
  readonly finding: RuleFinding;
}

/** What our rules say of one file that stands alone. */
export async function judgeText(path: string, text: string): Promise<Spoken[]> {
  const session = new Session(madeUpSource({ [path]: text }));
  const found: Spoken[] = [];
  for (const rule of rules.filter(({ needs }) => needs.includes('code'))) {
    const verdict = await judgeRule(
      rule,
      (name) => session.ask<unknown>(collectors[name]),
      Date.now(),
    );
    if (verdict.status === 'error') throw new Error(verdict.problem);
    if (verdict.status === 'fail')
      found.push(...verdict.findings.map((finding) => ({ rule: rule.id, finding })));
  }
  return found;
}

/** Lines of a file that a finding is about: its own, those that it names beside, and those on the value's way. */
export function linesOf({ finding }: Spoken): number[] {
  const way = (finding.steps ?? []).map(({ line }) => line);
  return [finding.place?.line ?? 0, ...(finding.alsoAt ?? []), ...way];
}
